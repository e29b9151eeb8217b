"""A source goes in, links come out."""

from etl.discover.discovery import Discovery, discover
from etl.discover.link import Link
from etl.discover.sources import Source, SourcesError, load_sources

__all__ = ["Discovery", "Link", "Source", "SourcesError", "discover", "load_sources"]

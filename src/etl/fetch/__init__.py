"""A link goes in, the page as received plus an outcome comes out, always exactly one."""

from etl.fetch.client import Client, ClientSettings
from etl.fetch.history import UrlHistory, due_links
from etl.fetch.links import fetch_links
from etl.fetch.outcomes import OUTCOMES
from etl.fetch.page import RawPage
from etl.fetch.raw import raw_files, read_raw, write_raw

__all__ = [
    "OUTCOMES", "Client", "ClientSettings", "RawPage", "UrlHistory", "due_links", "fetch_links", "raw_files",
    "read_raw", "write_raw",
]  # fmt: skip

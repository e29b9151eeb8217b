"""Publishing: ``marts`` of the build file → the folder that readers open (``warehouse/published``)."""

from etl.publish.publication import publish
from etl.publish.versions import Publication, PublishError

__all__ = ["Publication", "PublishError", "publish"]

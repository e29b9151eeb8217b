"""Publishing: ``marts`` of the build file → the folder that readers open (``warehouse/published``)."""

from etl.publish.publication import Publication, PublishError, publish

__all__ = ["Publication", "PublishError", "publish"]

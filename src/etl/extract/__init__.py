"""A raw page goes in, an article with every block accounted for comes out."""

from etl.extract.article import Article, Block
from etl.extract.page import extract
from etl.extract.rules import SiteRules

__all__ = ["Article", "Block", "SiteRules", "extract"]

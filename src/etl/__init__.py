"""Pactwatch: pages of news in, curated tables of technology agreements out.

``extract`` and ``read`` are the two pure functions that everything else carries
pages to and facts away from. Importing them costs little: nothing here may pull
in the warehouse, dbt or Prefect.
"""

from etl.extract import Article, Block, extract
from etl.read import Facts, read

__all__ = ["Article", "Block", "Facts", "extract", "read"]

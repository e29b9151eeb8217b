"""A link goes in, the page as received plus an outcome comes out, always exactly one."""

from etl.fetch.client import Client, ClientSettings
from etl.fetch.history import UrlHistory, due_links
from etl.fetch.links import PAGES_A_FILE, fetch_links, fetch_to_raw, local_pages
from etl.fetch.outcomes import OUTCOMES
from etl.fetch.page import RawPage
from etl.fetch.raw import raw_files, read_raw, write_raw
from etl.fetch.spool import seal_leftovers

__all__ = [
    "OUTCOMES", "PAGES_A_FILE", "Client", "ClientSettings", "RawPage", "UrlHistory", "due_links", "fetch_links",
    "fetch_to_raw", "local_pages", "raw_files", "read_raw", "seal_leftovers", "write_raw",
]  # fmt: skip

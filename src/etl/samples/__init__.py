"""A small web of invented outlets that report real agreements, served on loopback.

``SampleWeb`` serves it, ``gold`` says what its pages report. The sources lie in
``samples/``; docs/samples.md tells how to add an article or an outlet.
"""

from etl.samples.gold import GoldPage, GoldReport, gold
from etl.samples.server import Request, SampleWeb

__all__ = ["GoldPage", "GoldReport", "Request", "SampleWeb", "gold"]

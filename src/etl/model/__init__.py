"""Staging goes in, intermediate and marts come out: the dbt project of sql/, run in process."""

from etl.model.build import build
from etl.model.result import BuildFailed, BuildResult, DataTestsFailed, FailedTest

__all__ = ["BuildFailed", "BuildResult", "DataTestsFailed", "FailedTest", "build"]

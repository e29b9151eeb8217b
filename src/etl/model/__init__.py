"""Staging goes in, intermediate and marts come out: the dbt project of sql/, run in process."""

from etl.model.build import build, carry_issued_ids
from etl.model.result import BuildFailed, BuildResult, DataTestsFailed, FailedTest

__all__ = ["BuildFailed", "BuildResult", "DataTestsFailed", "FailedTest", "build", "carry_issued_ids"]

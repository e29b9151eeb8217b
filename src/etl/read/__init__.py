"""An article goes in, its sentences, mentions, agreement reports and commitments come out."""

from etl.read.article import read
from etl.read.facts import AgreementReport, Commitment, Facts, Mention, Party, ReportTheme, Sentence

__all__ = ["AgreementReport", "Commitment", "Facts", "Mention", "Party", "ReportTheme", "Sentence", "read"]

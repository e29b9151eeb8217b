"""Which theme terms of a text name a theme: those that stand neither in an office's nor in a company's name."""

from __future__ import annotations

import re

from etl.read.span import Span
from etl.vocabulary import Match

# "ministry of defence", "Minister for Digital Development", "telecoms minister": whose post
# it is says nothing of what the text is about.
_OFFICE = "(?:minist(?:er|ers|ry|ries)|departments?|secretary|secretaries|secretariat|commissioner)"
_OFFICE_WORDS = ("minist", "department", "secretar", "commissioner")
_OFFICE_BEFORE = re.compile(rf"\b{_OFFICE}(?: of state)? (?:of|for) (?:the )?(?:[\w&]+,? ){{0,5}}$", re.IGNORECASE)
_OFFICE_AFTER = re.compile(rf"[- ](?:and \w+ )?{_OFFICE}\b", re.IGNORECASE)
_OFFICE_OVER = re.compile(r"\b(?:said|has|have|had|is|was|will|to|on|in|that|with|by)\b")
# The longest office name looked for before a term, and the longest word "minister" after it.
_BEFORE, _AFTER = 80, 30


def naming_a_theme(themes: list[Match], companies: list[Span], text: str, folded: str) -> list[Match]:
    """The matches of theme terms without those inside the name of an office or of one of ``companies``.

    ``companies`` do not overlap; ``folded`` is the text as ``etl.vocabulary.fold`` makes it.
    """
    ends = {offset: company.end for company in companies for offset in range(company.start, company.end)}
    outside = [theme for theme in themes if ends.get(theme.start, 0) < theme.end]
    if not any(word in folded for word in _OFFICE_WORDS):
        return outside
    return [theme for theme in outside if not _is_part_of_an_office(theme, text)]


def _is_part_of_an_office(theme: Match, text: str) -> bool:
    if _OFFICE_AFTER.match(text[theme.end : theme.end + _AFTER]):
        return True
    before = _OFFICE_BEFORE.search(text[max(0, theme.start - _BEFORE) : theme.start])
    # behind a verb or preposition the name of the office is over: "the ministry for trade said that nuclear"
    return bool(before and not _OFFICE_OVER.search(before.group()))

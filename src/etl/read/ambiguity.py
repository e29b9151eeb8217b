"""Which of the names found mean what the vocabulary says: Georgia the country, Arm the company, May the minister."""

from __future__ import annotations

import re

from etl.vocabulary import Match, Vocabulary

# How far from a term a word may stand that decides about it: about one sentence of news.
NEAR = 120
# The longest word right beside a term that tells against it ("Congressman").
_BESIDE = 40
_TITLE_BEFORE = re.compile(
    r"(?:[Mm]r|[Mm]rs|[Mm]s|[Dd]r|[Ss]ir|[Ll]ord|[Pp]resident|[Mm]inister|PM|[Pp]remier|[Cc]hancellor|[Ss]ecretary|"
    r"[Cc]ommissioner|[Tt]reasurer|[Ll]eader|[Gg]overnor|[Ss]enator|[Tt]aoiseach|[Rr]epresentative)\.?\s+$"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•—–]|\n)[\s\"'“‘(]*$")
# What follows a company at the start of a sentence and seldom a common word there.
_NAME_FOLLOWED_BY = re.compile(
    r"['’]s\b|s['’] |,? (?:and|&|or) [A-Z]|, (?:the|a|an|which|whose|maker|based)\b| (?:said|says|will|would|has|had|"
    r"is|was|are|to|signed|signs|agreed|agrees|plans|announced|announces|joins|joined|inks|inked|unveils|unveiled|"
    r"pledged|pledges|invests|invested|opens|opened|sells|buys|wants|wins|won|and its|Inc|Corp|Ltd|plc|chief|CEO)\b"
)


def settle(
    named: list[Match], matches: list[Match], text: str, folded: str, vocabulary: Vocabulary
) -> list[Match]:
    """``named`` (no overlaps) without those that mean something else here.

    ``folded`` is the text as ``etl.vocabulary.fold`` makes it. ``matches`` are all that
    was found; of the people who share a name, the one whose country stands in the text is
    taken, else the one who came to office last.
    """
    kept = [match for match in named if _means_what_it_says(match, text, folded, vocabulary)]
    countries = {match.term.entity_id for match in kept if match.term.kind in ("country", "bloc")}
    namesakes = [match for match in matches if match.term.kind == "person" and match.term.iso3 in countries]
    at_home = {match[:2]: match for match in reversed(namesakes)}
    return [at_home.get(match[:2], match) if match.term.kind == "person" else match for match in kept]


def _means_what_it_says(match: Match, text: str, folded: str, vocabulary: Vocabulary) -> bool:
    term = match.term
    if term.term_type == "titled":
        return bool(_TITLE_BEFORE.search(text[max(0, match.start - 20) : match.start]))
    if term.text in vocabulary.common_words:
        return _stands_as_a_name(match, text)
    return not _is_contradicted(match, text, folded, vocabulary)


def _is_contradicted(match: Match, text: str, folded: str, vocabulary: Vocabulary) -> bool:
    contexts = vocabulary.contexts.get((match.term.text, match.term.entity_id))
    if contexts is None:
        return False
    before = " " + text[max(0, match.start - _BESIDE) : match.start].rstrip()
    after = text[match.end : match.end + _BESIDE].lstrip(" ,\n\u00a0") + " "
    return (
        any(before.endswith(" " + word) for word in contexts.before)
        or any(after.startswith(word) and not after[len(word)].isalnum() for word in contexts.after)
        or not contexts.near.isdisjoint(words_around(match, folded))
    )


def _stands_as_a_name(match: Match, text: str) -> bool:
    """Whether a common word with a capital is a name: inside a sentence always, at its start by what follows."""
    written = text[match.start : match.end]
    starts = _SENTENCE_START.search(text[max(0, match.start - 10) : match.start])
    if not starts and not (written.isupper() and not match.term.text.isupper()):
        return True
    return bool(_NAME_FOLLOWED_BY.match(text[match.end : match.end + 20]))


def words_around(match: Match, folded: str) -> list[str]:
    """The folded words within ``NEAR`` characters of the match."""
    before, after = folded[max(0, match.start - NEAR) : match.start], folded[match.end : match.end + NEAR]
    return f"{before} {after}".split()

"""Which of the names found mean what the vocabulary says: Georgia the country, Arm the company, May the minister."""

from __future__ import annotations

import re

from etl.vocabulary import Match, Vocabulary

# How far from a term a word may stand that decides about it: about one sentence of news.
NEAR = 120
# The sorts of words that are somebody's family name as well, where a first name stands before them.
_ONE_OF_TWO_NAMES = frozenset({"name", "capital", "family", "region", "short"})
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SMALL_IN_HEADLINES = frozenset({"with", "from", "into", "over", "amid", "after", "between"})
_HEADLINE = 300  # characters; no headline is longer
# The longest word right beside a term that tells against it ("Congressman").
_BESIDE = 40
_TITLE_BEFORE = re.compile(
    r"(?:[Mm]r|[Mm]rs|[Mm]s|[Dd]r|[Ss]ir|[Ll]ord|[Pp]resident|[Mm]inister|PM|[Pp]remier|[Cc]hancellor|[Ss]ecretary|"
    r"[Cc]ommissioner|[Tt]reasurer|[Ll]eader|[Gg]overnor|[Ss]enator|[Tt]aoiseach|[Rr]epresentative)\.?\s+$"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•—–]|\n)[\s\"'“‘(]*$")
# What follows a company at the start of a sentence and seldom a common word there ("Meta names Orange").
_NAME_FOLLOWED_BY = re.compile(
    r"['’]s\b|s['’] |,? (?:and|&|or) [A-Z]|, (?:the|a|an|which|whose|maker|based)\b| (?:said|says|will|would|has|had|"
    r"is|was|are|to|signed|signs|agreed|agrees|plans|announced|announces|joins|joined|inks|inked|unveils|unveiled|"
    r"pledged|pledges|invests|invested|opens|opened|sells|buys|wants|wins|won|and its|Inc|Corp|Ltd|plc|chief|CEO)\b|"
    r" [a-z]+(?:s|ed) [A-Z]"
)


def settle(named: list[Match], matches: list[Match], text: str, folded: str, vocabulary: Vocabulary) -> list[Match]:
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
    if term.text in vocabulary.common_words and not _stands_as_a_name(match, text):
        return False
    if term.term_type in _ONE_OF_TWO_NAMES and _is_behind_a_given_name(match, text, vocabulary):
        return False
    return not _is_contradicted(match, text, folded, vocabulary)


def _is_contradicted(match: Match, text: str, folded: str, vocabulary: Vocabulary) -> bool:
    contexts = vocabulary.contexts.get((match.term.text, match.term.entity_id))
    if contexts is None:
        return False
    before = " " + text[max(0, match.start - _BESIDE) : match.start].rstrip()
    after = text[match.end : match.end + _BESIDE]
    if contexts.not_surnames and re.match(r" [A-Z][a-z]+", after) and not is_title_case(text):
        return not after[1:].startswith(contexts.not_surnames)
    after = after.lstrip(" ,-\n\u00a0") + " "
    return (
        any(before.endswith(" " + word) for word in contexts.before)
        or any(after.startswith(word) and not after[len(word)].isalnum() for word in contexts.after)
        or not contexts.near.isdisjoint(words_around(match, folded))
    )


def _is_behind_a_given_name(match: Match, text: str, vocabulary: Vocabulary) -> bool:
    """Whether the word is somebody's family name: "Melania Trump", "Michael Jordan"."""
    before = text[max(0, match.start - _BESIDE) : match.start].split(" ")
    return " " not in match.term.text and len(before) > 1 and before[-1] == "" and before[-2] in vocabulary.given_names


def is_title_case(text: str) -> bool:
    """Whether a text of some length has no longer word in small letters, as headlines often have none."""
    words = _LONG_WORD.findall(text[:_HEADLINE])
    return len(words) > 4 and all(word[0].isupper() or word in _SMALL_IN_HEADLINES for word in words)


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

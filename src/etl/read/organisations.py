"""Organisations that no list has, known by the form of their name, and acronyms that a text defines.

A capitalised phrase is an organisation where it holds a word for one (University, Ministry,
Company, GmbH): before "of", "for" or "on" ("Council for Andean Telecommunications") or at
its end ("Taiwan Power Company").
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ahocorasick_rs import AhoCorasick

from etl.read.ambiguity import is_title_case
from etl.read.patterns import word_set
from etl.read.span import Span
from etl.vocabulary.people import slug

# days and months are no part of a name: "the Defence Ministry on Sunday"
_DATES = "(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|April|June|July|August|[SOND][a-z]+ber)"
_WORD = _DATES + r"(?:[A-Z][\w&-]*|\d\w*)(?:'(?!s\b)\w+)?(?:\.(?=[A-Z]))?"
_PHRASE = re.compile(
    rf"(?<![\w'-])[A-Z][\w&-]*(?:'(?!s\b)\w+)?(?:(?:,? and|,| &| (?:of|for|on)(?: the)?| de| du| des)? {_WORD}){{1,15}}"
)


_KIND_OF = {
    word: kind
    for kind, words in {
        "university": "University College Polytechnic Politecnico Universidad Universität Université",
        "institute": "Institute Institut Instituto Laboratory Laboratories Observatory Academy",
        "government_body": "Ministry Department Agency Authority Commission Directorate Secretariat Bureau Office "
        "Survey Board Administration",
        "organisation": "Council Foundation Association Federation Consortium Centre Center Society Organisation "
        "Organization Chamber Committee Hospital Fund School",
        "company": "Company Corporation Bank",
    }.items()
    for word in words.split()
}
_LEGAL_FORMS = word_set(
    "Inc Corp Ltd Limited LLC PLC plc GmbH AG KGaA SE SpA NV BV AB ASA Oyj Oy KK Co Bhd SCRL SAS Pty Pte"
)
_KINDS = _LEGAL_FORMS | _KIND_OF.keys()
_ANY_KIND = AhoCorasick(sorted(_KINDS))
_MARKS_AS_BLANKS = str.maketrans(".,;:'()\"", " " * 8)
_HEADED = re.compile(rf"\b(?:{'|'.join(_KIND_OF)}) (?:of|for|on) ")
# How far from a phrase a place may stand that tells a ministry's country ("South Korea's Ministry of ...").
_BESIDE = 40
# What a company's name may end in without becoming another company's.
_CORPORATE = _LEGAL_FORMS | word_set("Company Corporation Group Holdings Technologies Bank Office Center Centre")
_MINISTRIES = frozenset({"Ministry", "Department"})
_JOINERS = frozenset({"of", "for", "on"})
# Words that begin a sentence or stand before a name without being part of it.
_BEFORE_A_NAME = word_set(
    """
    The A An In On At By For From With Under After Before And But As If When While Both Its Their This That These
    Those According Between Since Until Neither Either Not Only Now Then Here What Which Who How Why Where Minister
    President Professor Dr Mr Mrs Ms Director Chancellor Rector Photo Image
    """
)
_DESCRIBES = re.compile(r"^[a-z]|-(?:based|led|backed|owned|run|born|listed|funded|headquartered)$")
_FIELDS = word_set(
    """
    Communications Science Technology Trade Industry Energy Media Food Environment Health Education Economy Economic
    Innovation Research Transport Planning Aeronautics Oceanic Standards Space Climate Culture Finance Defence
    Defense Security Labour Labor Water Mines Mining Power Information Digital Nuclear Development Investment
    Commerce Agriculture Forestry Fisheries Broadcasting Telecommunications Quality Safety Exchange Engineering
    Medical Drug Marine Geological
    """
)
_DATA_CENTRES = frozenset({"Data", "Shopping", "Convention", "Conference", "Sports"})


def find_organisations(text: str, plain_text: str, spans: list[Span]) -> list[Span]:
    """Spans of organisations and ministries known by form only, in order.

    ``plain_text`` is the text as ``etl.vocabulary.fold`` makes it; ``spans`` are the
    entities of the vocabulary, by place.

    A ministry whose country stands in or right before its name is a span of that country
    (term_type ministry); all others have kind organisation and term_type form, party_type
    by their form and the country's iso3 where their name begins with one. They may cover
    spans of the vocabulary ("Taiwan" in "Taiwan Power Company", "Toyota" in "Toyota
    Research Institute"). Nothing is found in a headline that capitalises every word.
    """
    if not _has_kind(plain_text) or is_title_case(plain_text):
        return []
    starts = [span.start for span in spans]
    found: list[Span] = []
    for phrase in _PHRASE.finditer(plain_text):
        if not _has_kind(phrase.group()):
            continue
        first, last = bisect_left(starts, phrase.start() - _BESIDE), bisect_left(starts, phrase.end() + _BESIDE)
        near = spans[first:last]
        places = {span.start: span for span in near if span.kind in ("country", "bloc") or span.term_type == "region"}
        for start, end in _parts(plain_text, phrase.start(), phrase.end(), near):
            span = _organisation(text, plain_text, start, end, places)
            if span and not any(_is_the_same(span, name) for name in near):
                found.append(span)
    return found


def merge(spans: list[Span], organisations: list[Span]) -> list[Span]:
    """Both together, in order of place, without the spans that an organisation's name covers."""
    if not organisations:
        return spans
    covered = {offset for span in organisations for offset in range(span.start, span.end)}
    left = [span for span in spans if span.start not in covered and span.end - 1 not in covered]
    return sorted(left + organisations, key=lambda span: span.start)


def _is_the_same(span: Span, known: Span) -> bool:
    """Whether a known name lies across the span, or inside it beside corporate words only ("Toyota Motor Corp")."""
    if known.end <= span.start or span.end <= known.start:
        return False
    if known.start < span.start or span.end < known.end or known.text == span.text:
        return True
    if known.kind in ("country", "bloc") or known.term_type == "region":
        return known.term_type in ("ministry", "metonym")
    before, behind = span.text[: known.start - span.start], span.text[known.end - span.start :]
    if span.iso3 is not None and not behind and len(before.split()) <= 1:
        return True  # "US National Institute of Standards and Technology"
    return all(word.strip(".,") in _CORPORATE for word in (before + behind).split()) or behind.startswith(" of ")


def _parts(text: str, start: int, end: int, known: list[Span]) -> list[tuple[int, int]]:
    """The phrase cut at each comma and "and" that is not part of a name ("Institute of Physics and Chemistry")."""
    parts: list[tuple[int, int]] = []
    for match in re.finditer(r",? and |, | & ", text[start:end]):
        left, right = text[start : start + match.start()], text[start + match.end() : end]
        is_other = (_has_kind(right) and not _ends_in_a_field(left)) or any(
            span.start == start + match.end() for span in known
        )
        if is_other or not (_HEADED.search(left) or _ends_in_a_field(left)):
            parts.append((start, start + match.start()))
            return parts + _parts(text, start + match.end(), end, known)
    return [(start, end)]


def _ends_in_a_field(left: str) -> bool:
    """Whether a field of work stands before "and", so that a name goes on: "Communications and Media Authority"."""
    words = left.split()
    return len(words) > 1 and words[-1] in _FIELDS and not _has_kind(left)


def _has_kind(text: str) -> bool:
    if not _ANY_KIND.find_matches_as_indexes(text):  # most sentences have none, which this tells fastest
        return False
    return not _KINDS.isdisjoint(text.translate(_MARKS_AS_BLANKS).split())


def _organisation(text: str, plain_text: str, start: int, end: int, places: dict[int, Span]) -> Span | None:
    """The organisation that a phrase names, if its form says so."""
    words = [(start + match.start(), match.group()) for match in re.finditer(r"[^\s,]+", plain_text[start:end])]
    while words and (words[0][1] in _BEFORE_A_NAME or _DESCRIBES.search(words[0][1])):
        words.pop(0)
    for index, (offset, word) in enumerate(words):
        following = words[index + 1][1] if index + 1 < len(words) else ""
        first = _begin(words, index)
        if word in _LEGAL_FORMS and index:
            return _form(text, words[0][0], offset + len(word), offset - 1, "company", places)
        if word not in _KIND_OF or (index and words[index - 1][1] in _JOINERS):
            continue
        if following in _JOINERS:
            return _headed(text, first, _until_a_place(plain_text, offset, end, places), word, places)
        is_last = index == len(words) - 1 or (following not in _KIND_OF and not following[:1].isupper())
        if is_last and index and words[index - 1][1] not in _DATA_CENTRES and not _is_place(words[:index], places):
            return _headed(text, first, offset + len(word), word, places)
    return None


def _begin(words: list[tuple[int, str]], index: int) -> int:
    """Where the name begins that holds the noun at ``index``: "Hopfield of [Princeton University]"."""
    joiners = [place for place in range(index) if words[place][1] in _JOINERS or words[place][1] == "the"]
    return words[joiners[-1] + 1 if joiners else 0][0]


def _until_a_place(text: str, start: int, end: int, places: dict[int, Span]) -> int:
    """Where a name ends that goes on after a country only by "and": "X Corporation of Japan and Y of Thailand"."""
    ends = [place.end for offset, place in places.items() if start < offset and text.startswith(" and ", place.end)]
    return min([*ends, end])


def _is_place(words: list[tuple[int, str]], places: dict[int, Span]) -> bool:
    """Whether the words are where somebody is from and nothing else ("Japanese Council")."""
    place = places.get(words[0][0])
    return place is not None and place.term_type == "demonym" and place.end >= words[-1][0] + len(words[-1][1])


def _headed(text: str, start: int, end: int, word: str, places: dict[int, Span]) -> Span:
    """The name that holds the word: a ministry of the country in it or beside it, else an organisation."""
    country = next((place for offset, place in places.items() if start <= offset < end), None)
    if country is None:
        beside = [p for p in places.values() if text[p.end : start] in ("'s ", "’s ", " ") or p.start == end + 2]
        country = beside[0] if beside else None
    if word in _MINISTRIES and country is not None and country.kind in ("country", "bloc"):
        return Span(start, end, text[start:end], country.kind, country.entity_id, country.name, "ministry",
                    country.iso3, country.party_type)  # fmt: skip
    return _form(text, start, end, end, _KIND_OF[word], places)


def _form(text: str, start: int, end: int, name_end: int, party_type: str, places: dict[int, Span]) -> Span:
    country = places.get(start)
    iso3 = country.iso3 if country else None
    if country and country.term_type == "abbreviation":  # "the US Semiconductor Council": US is not part of its name
        start = country.end + 1
    name = text[start:name_end].rstrip(" ,")
    return Span(start, end, text[start:end], "organisation", slug(name), name, "form", iso3, party_type)

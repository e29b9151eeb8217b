"""The names of one sentence that could be a party: known entities, and capitalised words that no list has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.read.spans import Span
from etl.read.view import View
from etl.vocabulary.fold import fold

_CAPITALISED = re.compile(
    r"(?<![\w’'.-])(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|[a-z]+[A-Z]\w*)"
    r"(?:[ ](?:(?:of|for|de|da|di|du|la|el|al|bin|&)[ ])?(?:[A-ZÀ-ÖØ-Þ&][\w&’'.-]*|\d+(?![\d%,.]))){0,7}"
)
# In a headline that capitalises every word a capital says nothing.
_TITLE_CASE_SHARE = 0.7
# Capitalised words that are no names of organisations, or only stand before one.
_NO_NAMES = frozenset(
    """
    i a an the this that these those it its he she they we his her their our my your in on at by for from with under
    after before during as if when while since although though but and or so yet however meanwhile moreover also
    both each all some many most no not what who how why where which there here once asked one two three four five
    six seven eight nine ten monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december mr mrs ms dr prof sir lord president prime minister
    chancellor secretary chief king queen prince premier governor mayor senator ambassador commissioner professor
    state department government ministry according speaking signed announced under unveiled following separately
    earlier last next today yesterday tomorrow new memorandum agreement deal pact treaty mou mous loi ai chief
    executive officer ceo chairman director general photo image reuters afp ap bloomberg nikkei xinhua yonhap kyodo
    whether then such any every other another between among about critics analysts officials industry sources
    experts economists shares key points summit embassy north south east west northern southern eastern western
    europe asia africa america pacific atlantic arctic indo-pacific internet web us$ rs usd eur jpy covid covid-19
    """.split()
)
_TITLE_BEFORE = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|sir|lord|president|minister|chancellor|secretary|king|queen|prince|sheikh|premier|"
    r"governor|mayor|senator|ambassador|commissioner|professor|executive|chairman|chairwoman|chair|chief|ceo|cto|"
    r"director|director-general|director general|officer|analyst|economist|spokesman|spokeswoman|spokesperson|head|"
    r"envoy|lecturer|rector|dean|representative|founder|co-founder|manager|engineer)\.?,?\s+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of something that could be a party.

    ``form`` is the sort of word: name, demonym, capital, metonym, abbreviation, short,
    family, person, form, bare (capitalised words that no list has).
    """

    start: int
    end: int
    party_id: str
    name: str
    party_type: str
    iso3: str | None
    form: str


def find_names(view: View) -> list[Name]:
    """All names of the sentence that could be a party, in order of place."""
    names = [_from_span(span) for span in view.spans if span.kind != "theme"]
    known = [name for name in names if name is not None]
    covered = [(span.start, span.end) for span in view.spans if span.kind != "theme"]
    return sorted(known + _bare_names(view, covered), key=lambda name: name.start)


def _from_span(span: Span) -> Name | None:
    if span.kind == "person":
        if span.iso3 is None:
            return None
        return Name(span.start, span.end, span.iso3, span.name, "country", span.iso3, "person")
    party_type = span.party_type or "unresolved"
    return Name(span.start, span.end, span.entity_id, span.name, party_type, span.iso3, span.term_type)


def slug(name: str) -> str:
    """The party_id of a name that no list has: lower-case ASCII words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def is_title_case(text: str) -> bool:
    """Whether nearly all longer words of a text begin with a capital."""
    words = [word for word in re.findall(r"[^\W\d_]{4,}", text)]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= _TITLE_CASE_SHARE * len(words)


def _bare_names(view: View, covered: list[tuple[int, int]]) -> list[Name]:
    """Capitalised words outside the known spans, cut free of words that are no names."""
    if is_title_case(view.text):
        return []
    text = view.text
    for start, end in covered:  # a known name, with its possessive, parts the words around it
        end += 2 if text[end : end + 2] in {"'s", "’s"} else 0
        text = text[:start] + "\0" * (end - start) + text[end:]
    found: list[Name] = []
    for match in _CAPITALISED.finditer(text):
        start, end = _trimmed(text, match.start(), match.end())
        if end - start < 2 or _TITLE_BEFORE.search(text, max(0, start - 30), start):
            continue
        name = text[start:end]
        identifier = slug(name)
        if identifier:
            form = "first word" if not text[:start].strip(" “\"'‘(\0") and " " not in name else "bare"
            found.append(Name(start, end, identifier, name, "unresolved", None, form))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without leading and trailing words that are no names, and without a possessive."""
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", text[start:end])]
    bounds = [(start + first, start + last) for first, last in words]
    while bounds and _is_plain(text[bounds[0][0] : bounds[0][1]]):
        bounds.pop(0)
    while bounds and _is_plain(text[bounds[-1][0] : bounds[-1][1]]):
        bounds.pop()
    if not bounds:
        return start, start
    first, last = bounds[0][0], bounds[-1][1]
    stripped = re.sub(r"(?:[’']s|[’'.-]+)$", "", text[first:last])
    return first, first + len(stripped)


def _is_plain(word: str) -> bool:
    return re.sub(r"[’']s$", "", word).strip(".’'-").lower() in _NO_NAMES or word in {"&", "and", "of", "for"}

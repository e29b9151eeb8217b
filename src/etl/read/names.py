"""The names of one sentence that could be a party: known entities, and capitalised words that no list has."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import lru_cache

from etl.read.capitals import CORPORATE_ENDINGS, NO_CAPITALS, TITLES, Capitals, capitals_of
from etl.read.patterns import word_set
from etl.read.record import record
from etl.read.spans import Span
from etl.read.view import View
from etl.vocabulary.paths import seeds_dir
from etl.vocabulary.people import slug

_CAPITALISED = re.compile(
    r"(?<![\w’'.-])(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|[a-z]+[A-Z]\w*)"
    r"(?:[ ](?:(?:of|for|de|da|di|du|del|do|dos|das|des|van|la|el|al|bin|&)[ ])?"
    r"(?:[A-ZÀ-ÖØ-Þ&][\w&’'.-]*|\d+(?![\d%,.]))){0,7}"
)
# "CAPE TOWN — ", "SÃO JOSÉ DOS CAMPOS, May 8 (Wire) - " at the start of an article
_DATELINE_WITHIN = 12
_DATELINE_END = re.compile(
    r"[^a-z]{0,4}(?:[A-Z][\w.]*\s?\d{0,2}[,.\s\d]*)?(?:\([^)]{1,30}\)\s?)?(?:—|–|--|-\s|:|\||\.$)"
)
# "ISTANBUL, May 16 (Boğaz) - ": the agency there is no party
_WIRE = re.compile(r"[^a-z(]{3,40}(?:[A-Z][a-z]+\.?\s\d{1,2}\s?)?\([^)]{2,40}\)\s?(?:—|–|--|-)")
# "Naver Cloud of Seongnam": where it sits is no part of its name; but "Bank of Seongnam"
_SEATED = re.compile(
    r"(?!(?:[\w’'.-]+\s)*(?:Bank|Port|City|Republic|House|School|Board|Council|State|Kingdom|Government|County|Province|"
    r"Municipality|Chamber|Museum|Academy|College|Office|Union|League|Institutes?|Town|Emirate|Faculty|Society|Trust)\sof\s)"
    r"[\w’'.&-]+(?:\s[\w’'.&-]+)*?(\sof\s)[A-Z][\w’'-]+$"
)
# In a headline that capitalises every word a capital says nothing.
_TITLE_CASE_SHARE = 0.7
STATES = frozenset({"country", "bloc"})  # the types of a party that is a state, or a union of them
# Capitalised words that are no names of organisations, or only stand before one.
_NO_NAMES = word_set(
    """
    i a an the this that these those it its he she they we his her their our my your in on at by for from with under
    after before during as if when while since although though but and or so yet however meanwhile moreover also both
    each all some many most no not what who how why where which there here once asked one two three four five six seven
    eight nine ten monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december mr mrs ms dr prof sir lord president prime minister chancellor secretary
    chief king queen prince premier governor mayor senator ambassador commissioner professor state department government
    ministry according speaking signed announced unveiled following separately earlier last next today yesterday
    tomorrow new memorandum agreement deal pact treaty mou mous loi ai executive officer ceo chairman director general
    photo image reuters afp ap bloomberg nikkei xinhua yonhap kyodo whether then such any every other another between
    among about critics analysts officials industry sources experts economists shares key points summit embassy north
    south east west northern southern eastern western europe asia africa america pacific atlantic arctic indo-pacific
    internet web us$ rs usd eur jpy covid covid-19 european asian african arab nordic baltic gulf latin chinese-led
    company companies participants participant parties party sides union ministries ministers governments countries
    eleven twelve fifteen twenty thirty sixty eighteen hundred nobody nothing somebody people kingdom republic emirate
    docking neither either only even still now later again signing signatories signature signatures talks terms details
    good morning yes nor thus hence instead indeed perhaps because until unlike alongside parallel whereas therefore
    note more few several islamic christian muslim jewish
    """
)
# Words that an organisation's name may hold and that are none by themselves: "Digital Economy", "Board of Directors".
_NEVER_ALONE = word_set(
    """
    science sciences technology innovation defence defense energy digital foreign finance financial trade central group
    media press release capital question questions readers court high office head parliament cabinet senate board
    directors item joint middle green letter letters visit update final representatives protesters delegation heads
    staff deputy vice managing first second third fourth phase economy artificial intelligence critical minerals lithium
    hydrogen cloud cyber cybersecurity nuclear quantum space skills uranium wafer fibre data communications industry
    development research education health security system systems students rivals investors chipmaker drones start-up
    startup business purpose date through concerning correspondent hall zone province chamber member members states
    faculty engineering marine things robots target big ltd limited inc corp corporation co jsc llc plc gmbh ag sa s.a
    pty pte bhd private jan feb mar apr jun jul aug sep sept oct nov dec gw mw gwh mwh kwh kw tbit mbit gbit km gps gnss
    ict osat mous rna qr us nt kd ksh cfa nzd aed nok sek dkk chf myr cny gbp inr idr sar gh
    """
)
_CONTRACTED = re.compile(r"[’'](?:s|re|ve|ll|d|m)$")
_DESCRIBING = re.compile(r"-(?:based|backed|led|style|related|funded|owned|run|listed|focused|born|built|made)$")
_SUM = re.compile(
    r"(?:[A-Z]{1,3}Đ?|Rs|Sh|Ksh)\d+(?:[.,]\d|m$|bn$|\d{2}|(?=\s(?:million|billion|trillion|bn|crore|lakh)))"
)
# An acronym in brackets: "the Ghana Interbank Payment and Settlement Systems (GhIPSS)".
_ACRONYM = re.compile(r"\s\([\"“]?([A-Z][A-Za-z&-]{1,9})[\"”]?\)")
_LONGEST_NAME = 120
_LEGAL_FORM = re.compile(
    r",? (?:(?:Co|Corp|Inc|Ltd|Limited|JSC|LLC|PLC|plc|GmbH|AG|SA|S\.A|Pty|Pte|Bhd|Private)\b\.?,? ?)+(?<! )"
)
_TITLE_WORD = re.compile(rf"\b(?:{TITLES})\b", re.IGNORECASE)
# A capitalised name that ends so is an agreement, a meeting, a law or a programme, and no party.
_NOT_CONCLUDING = word_set(
    """
    accord accords deal declaration partnership agreement act summit initiative programme program framework prize treaty
    convention protocol memorandum statement dialogue pact alliance expo forum conference campus project plan roadmap
    week day street house strait sea ocean island islands mission satellite law compact charter charta vision journal
    times post herald tribune gazette magazine newspaper wire telegraph intent understanding cooperation congress
    strategy report index award awards cup list road belt cable ceremony review christmas budget constitution
    """
)


_INSIDE_NAMES = word_set("and of for the on in de du la des del e et y &")


# How a name was found that no list has.
UNLISTED = frozenset({"form", "bare", "first word"})


@record
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


def find_names(view: View, people: Capitals = NO_CAPITALS) -> list[Name]:
    """All names of the sentence that could be a party, in order of place; not the persons among ``people``."""
    spans = [span for span in view.spans if span.kind != "theme"]
    known = [name for name in map(_from_span, spans) if name is not None]
    bare = _bare_names(view, [(span.start, span.end) for span in spans], people)
    joined = _joined_to_countries(view.text, sorted(known + bare, key=lambda name: name.start))
    spelt = _spelt_out(view.text, joined) if "(" in view.text else joined
    return [name for name in spelt if name.form not in UNLISTED or not _is_common(name.name)]


def _is_common(name: str) -> bool:
    return all(word.lower() in _NEVER_ALONE for word in name.split() if word not in _INSIDE_NAMES)


def _spelt_out(text: str, names: list[Name]) -> list[Name]:
    """The names, with one that an acronym in brackets shows to be longer than it looked: "X and Y Systems (XYS)"."""
    for match in _ACRONYM.finditer(text):
        start = _spelt_from(text, match.start(), "".join(filter(str.isupper, match.group(1))))
        inside = [name for name in names if start is not None and start <= name.start and name.end <= match.start()]
        if start is None or any(name.end == match.start() and name.start == start for name in inside):
            continue
        if all(name.party_type in {"unresolved", "country"} or name.form == "form" for name in inside):
            iso3 = next((name.iso3 for name in inside if name.iso3), None)
            names = [name for name in names if name not in inside]
            names.append(_bare(text, start, match.start(), iso3))
    return sorted(names, key=lambda name: name.start)


def _spelt_from(text: str, end: int, letters: str) -> int | None:
    """Where the capitalised words begin that end at ``end`` and have these initials."""
    words = list(re.finditer(r"[^\s,-]+", text[max(0, end - _LONGEST_NAME) : end]))
    left = len(letters)
    for word in reversed(words):
        first = word.group()[0]
        if first.isupper():
            left -= 1
            if left < 0 or first != letters[left]:
                return None
            if not left:
                return max(0, end - _LONGEST_NAME) + word.start() if len(letters) > 2 else None
        elif word.group() not in _INSIDE_NAMES:
            return None
    return None


# A force, a house or an office that acts for its state: "the Philippine Navy".
_STATE_BODY = re.compile(
    r" (?:Navy|Army|Air Force|Coast Guard|Armed Forces|Cabinet|Parliament|Embassy|Treasury|Senate|Congress|"
    r"(?:Foreign|Defen[cs]e|Trade|Economy|Energy|Finance|Science|Health|Interior) Ministry)\b"
)


def _joined_to_countries(text: str, names: list[Name]) -> list[Name]:
    """Names of which a country's name is a part: "Angola Cables", "Telecom Namibia", "the Philippine Navy"."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        if last is not None and name.start < last.end:  # "Corp." was taken as part of it
            continue
        whole = _one_name(text, last, name) if last is not None and text[last.end : name.start] == " " else None
        if whole is None:
            joined.append(_with_legal_form(text, name))
        else:
            joined[-1] = whole
    return joined


def _one_name(text: str, last: Name, name: Name) -> Name | None:
    """The name that two which touch are together, if they are one."""
    if name.form == "bare":
        body = _STATE_BODY.match(text, last.end) if last.form in {"name", "demonym"} else None
        if last.party_type == "country" and body and body.end() >= name.end:
            return replace(last, end=name.end, form="ministry")
        if (last.party_type == "country" and last.form == "name") or last.form == "region" or _goes_on(last, name):
            return _bare(text, last.start, name.end, last.iso3)
        # "Vodafone Business", "Thyssenkrupp Materials": a part of the listed one
        return replace(last, end=name.end) if last.party_type == "company" else None
    if name.party_type == "country" and name.form == "name":
        if last.form == "bare" and len(last.name.split()) < _LONG:
            return _bare(text, last.start, name.end, name.iso3)
        return replace(last, end=name.end) if last.party_type == "company" else None
    return None


_LONG = 3  # words from which a name is rather followed by a country than goes on with it


def _with_legal_form(text: str, name: Name) -> Name:
    """A listed company's name with the "Corp." or "Co., Ltd." behind it."""
    if name.party_type in {"country", "bloc", "unresolved"}:
        return name
    match = _LEGAL_FORM.match(text, name.end)
    return replace(name, end=match.end() - match.group().endswith(",")) if match else name


def _goes_on(listed: Name, bare: Name) -> bool:
    """Whether a short name is only the beginning of another company's: "Hyundai Engineering"."""
    return (
        listed.form == "short"
        and listed.party_type in {"company", "university"}
        and bare.form == "bare"
        and bare.name.split()[-1].lower() in (CORPORATE_ENDINGS if listed.party_type == "company" else {"tech"})
    )


def _bare(text: str, start: int, end: int, iso3: str | None) -> Name:
    return Name(start, end, slug(text[start:end]), text[start:end], "unresolved", iso3, "bare")


def people_in(text: str) -> Capitals:
    """What an article's capitals tell of its names."""
    return capitals_of(text, _NO_NAMES)


def _from_span(span: Span) -> Name | None:
    if span.kind == "person":
        if span.iso3 is None:
            return None
        return Name(
            span.start, span.end, span.iso3, _country_names().get(span.iso3, span.iso3), "country", span.iso3, "person"
        )
    party_type = span.party_type or "unresolved"
    return Name(span.start, span.end, span.entity_id, span.name, party_type, span.iso3, span.term_type)


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    with (seeds_dir() / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: row["name"] for row in csv.DictReader(file)}


def is_title_case(text: str) -> bool:
    """Whether nearly all longer words of a text begin with a capital."""
    words: list[str] = re.findall(r"[^\W\d_]{4,}", text)
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= _TITLE_CASE_SHARE * len(words)


def _bare_names(view: View, covered: list[tuple[int, int]], people: Capitals) -> list[Name]:
    """Capitalised words outside the known spans, cut free of words that are no names."""
    if view.is_headline and is_title_case(view.text):
        return []
    text = view.text
    for start, end in covered:  # a known name, with its possessive, parts the words around it
        end += 2 if text[end : end + 2] in {"'s", "’s"} else 0
        text = text[:start] + "\0" * (end - start) + text[end:]
    opening = _WIRE.match(text) if view.number in (None, 0) else None
    wire = opening.end() if opening else 0
    found: list[Name] = []
    for match in _CAPITALISED.finditer(text):
        first = match.start() + (match.group().rfind("'s ") + 3 if "'s " in match.group() else 0)
        first = max(first, match.start() + (match.group().rfind("’s ") + 3 if "’s " in match.group() else 0))
        start, end = _trimmed(text, first, _before_a_seat(match.group(), match.start(), match.end()))
        if end <= wire:
            continue
        name = text[start:end]
        identifier = slug(name)
        is_paper = any(cue.cue_type == "paper" and cue.start < match.end() and start < cue.end for cue in view.cues)
        is_dateline = start < _DATELINE_WITHIN and name.isupper() and bool(_DATELINE_END.match(text, end))
        if end - start < 2 or not identifier or is_paper or is_dateline or _SUM.match(text, start, end + 9):
            continue
        if not _is_no_organisation(name, people):
            opens = not text[:start].strip(" “\"'‘(\0") and " " not in name
            form = "first word" if opens and name not in people.elsewhere else "bare"
            found.append(Name(start, end, identifier, name, "unresolved", None, form))
    return found


def _before_a_seat(words: str, start: int, end: int) -> int:
    """Where capitalised words end without the "of" and the place of their seat."""
    match = _SEATED.match(words)
    return start + match.start(1) if match else end


def _is_no_organisation(name: str, people: Capitals) -> bool:
    """A person, an agreement, a law, a place of the sea, a number with a currency."""
    if _says_that_it_is_none(name):
        return True
    words = name.split()
    return all(word in people.persons for word in words) or (words[0] in people.persons and len(words) in {2, 3})


@lru_cache(maxsize=4096)
def _says_that_it_is_none(name: str) -> bool:
    last = name.split()[-1]
    return last.lower() in _NOT_CONCLUDING or last.isdigit() or _TITLE_WORD.search(name) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without leading and trailing words that are no names, and without a possessive."""
    bounds = [match.span() for match in _NO_BLANKS.finditer(text, start, end)]
    while bounds and _is_plain(text[bounds[0][0] : bounds[0][1]]):
        bounds.pop(0)
    while bounds and _is_plain(text[bounds[-1][0] : bounds[-1][1]]):
        bounds.pop()
    if not bounds:
        return start, start
    first, last = bounds[0][0], bounds[-1][1]
    stripped = _TRAILING.sub("", text[first:last])
    return first, first + len(stripped)


_NO_BLANKS = re.compile(r"\S+")
_TRAILING = re.compile(r"(?:[’']s|[’'.-]+)$")


@lru_cache(maxsize=4096)
def _is_plain(word: str) -> bool:
    if word in _INSIDE_NAMES or _DESCRIBING.search(word):
        return True
    return _CONTRACTED.sub("", word).strip(".’'-").lower() in _NO_NAMES

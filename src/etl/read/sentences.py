"""Cut a block of text into sentences.

One pass over the places where a sentence may end (a stop, a line's end), each judged
by the word before it and the character after it. Every step looks at a bounded number
of characters, so the time is linear in the length of the block.
"""

from __future__ import annotations

import re

from etl.read.patterns import word_set

# No news sentence is longer; a block without stops (tables, minified text) is cut at spaces.
MAX_SENTENCE = 2_000
# A line shorter than this that is followed by another is a heading or caption, not wrapped prose.
SHORT_LINE = 45
# As far as the word before a stop is looked at; abbreviations are shorter.
LONGEST_WORD = 24

_CLOSERS = "\"'”’»)\\]"
_OPENERS = "\"'“‘«„([¿¡"
# Possessive quantifiers: a run of stops or closers is never tried twice.
_BOUNDARY = re.compile(
    rf"(?P<stop>[.!?…。！？؟۔।\n]++)(?P<close>[{_CLOSERS}」』]*+)(?P<gap>\s++|$|(?<=[。！？؟۔।\n])|(?=[{_OPENERS}A-Z\[]))"
)
_WIDE_STOP = re.compile("[。！？؟۔।]")
_NEXT_WORD = re.compile(rf"[{re.escape(_OPENERS)}]*([^\s,;:.!?\"'”’)]*)")
# "J", "C.V": initials, like those of names and states.
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_BULLET = re.compile(r"(?:[•▪◦●■‣⁃*·–—-]\s+)+")
_LIST_ITEM = re.compile(r"[•▪◦●■‣⁃*·–—-]\s|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s")


# After these a name or number follows, so the stop never ends a sentence.
_TITLES = word_set(
    "mr mrs ms mx dr prof gov sen rep gen adm col lt cmdr maj capt sgt cpl brig hon rev fr amb sec pres supt msgr "
    "st ste mt ft vs viz cf e.g i.e eg ie al approx est ca fig figs vol vols eds ed op cit dept univ assn messrs "
    "mme mlle dir asst atty insp rs yahoo"
)
# After these a number follows, else the stop is a real one.
_BEFORE_NUMBER = word_set("no nos art arts para sec ch p pp jan feb mar apr jun jul aug sep sept oct nov dec")
# These stand inside sentences and at their end; the next word decides.
_MAY_END = word_set(
    "inc ltd co corp plc llc llp bros jr sr esq etc ph.d m.d b.sc m.sc m.a b.a d.phil a.m p.m am pm u.s u.k u.n e.u "
    "u.a.e u.s.a u.s.s.r p.r.c r.o.k d.p.r.k d.c l.a n.y s.a s.p.a s.a.s s.r.l b.v n.v a.g a.s a.b pty pte sdn bhd "
    "gmbh s.a.r.l k.k dept govt intl bn mn tn sq ft hr min approx"
)
_STARTERS = word_set(
    "the a an this that these those it its he she they we i you his her their our there here in on at by for from "
    "with under after before during as if when while since although though but and or so yet however meanwhile "
    "moreover also both each all some many most no not what who how why where earlier later last next according "
    "officials analysts critics two three neither either instead separately still now then"
)


def split_sentences(block_text: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of one block, in order, without surrounding space.

    Every character that is neither white space nor a leading bullet lies in exactly one
    sentence. No sentence is longer than ``MAX_SENTENCE`` characters.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BOUNDARY.finditer(block_text):
        end = match.end()
        if end > start and _ends_sentence(block_text, start, match):
            _add(block_text, start, end, spans)
            start = end
    _add(block_text, start, len(block_text), spans)
    return spans


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    end = match.end()
    stop, gap = match.group("stop"), match.group("gap")
    if end == len(text) or _WIDE_STOP.search(stop):
        return True
    if "\n" in stop or "\n" in gap:
        if (stop + gap).count("\n") > 1 or _LIST_ITEM.match(text, end):
            return True
        if stop == "\n":
            return _is_short_line(text, start, match.start()) and not text[end].islower()
    following = _NEXT_WORD.match(text, end)
    word = following.group(1) if following else ""
    token = _word_before(text, start, match.start())
    if not gap:
        return _stop_without_space(token, word, match)
    if word[:1].islower() and not word[1:2].isupper():
        return False
    if stop != ".":
        return token.lower() not in _TITLES
    return not _is_abbreviation(text, start, match, token, word)


def _is_short_line(text: str, start: int, end: int) -> bool:
    """Headings and captions are short; a line of wrapped prose is long."""
    line_start = max(start, text.rfind("\n", max(0, end - SHORT_LINE), end) + 1)
    return end - line_start < SHORT_LINE


def _word_before(text: str, start: int, end: int) -> str:
    words = text[max(start, end - LONGEST_WORD) : end].split()
    return words[-1].lstrip(_OPENERS + "’)").replace("—", "–").rsplit("–", 1)[-1] if words else ""


def _stop_without_space(token: str, word: str, match: re.Match[str]) -> bool:
    """A space was lost ("signed.The"): only after a plain word or number, before a capitalised word."""
    plain = len(token) > 2 and token.isalnum() and (token[1:].islower() or token.isdigit())
    if match.group("close"):
        return plain and word[:1].isupper()
    capitalised = word[:1].isupper() and (word[1:].islower() or word in {"A", "I"})
    return match.group("stop") == "." and plain and capitalised and word not in {"Com", "Js", "Net", "Org"}


def _is_abbreviation(text: str, start: int, match: re.Match[str], token: str, word: str) -> bool:
    lower = token.lower()
    if match.group("close") and not token:
        return False
    if lower in _TITLES:
        return True
    if lower in _BEFORE_NUMBER and word[:1].isdigit():
        return True
    starter = word.lower() in _STARTERS
    if lower in _MAY_END:
        return not starter and not match.group("close")
    if (len(token) == 1 and token.isupper()) or _INITIALS.fullmatch(token):
        return not starter
    # a list number: "1. The parties ..."
    return token.isdigit() and len(token) <= 2 and not text[start : match.start() - len(token)].strip()


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Append the trimmed span, cut at a space where it is longer than the cap."""
    bullet = _BULLET.match(text, _first_ink(text, start, end), end)
    start = bullet.end() if bullet else _first_ink(text, start, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        spans.append((start, cut))
        start = _first_ink(text, cut, end)
    if end > start:
        spans.append((start, end))


def _first_ink(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start

"""Plain text with chrome left in: decisions on the words of a line and on the shape of the page alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from etl.extract import dates, reasons
from etl.extract.article import Article, Block
from etl.extract.chrome import chrome_reason, opens_tail
from etl.extract.language import detect_language
from etl.extract.names import printed_name
from etl.extract.urls import canonical_url, site_of

# A line this long is prose whatever its last letter; headlines stay below.
_LONG_WORDS = 26
_PROSE_WORDS = 9
# A heading within the text is shorter than a headline of another article.
_HEADING_WORDS = 7
_SCREEN, _NARROW = 120, 40
_CUT_OFF = re.compile(
    r"\b(?:a|an|the|of|to|for|in|on|and|or|with|by|at|from|that|which|as|its|their|will|has|have|is|are|was|were|said)$"
)
_ENDED = re.compile(r"[.!?…。][\"”’»')\]]*$|[\"”»]$")
_HALF_ENDED = re.compile(r"[,;:]$")
_HALF_ENDED = re.compile(r"[,;:]$")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?][\"”’)]* [\"“‘(]?[A-ZÀ-Þ0-9]")
_ITEM = re.compile(r"^(?:[-•*–—·▪●◦‣]\s+|\(?\d{1,2}[.)]\s+\S|\(?[a-z][.)]\s+)")
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(slots=True)
class Line:
    """One line of the page with what is decided of it. An empty ``reason`` is still open."""

    text: str
    words: int
    is_prose: bool
    is_item: bool
    reason: str
    kept: bool = False


def from_plain(text: str, url: str | None, fetched_at: datetime | None) -> Article:
    """A page of plain text becomes an article."""
    lines = read_lines(text)
    decide(lines)
    title = find_title(lines)
    if title is not None:
        title.reason = reasons.TITLE
    blocks = tuple(Block(line.text, line.kept, line.reason, 1.0 if line.kept else 0.0) for line in lines)
    body = " ".join(block.text for block in blocks if block.kept)
    language = detect_language(body)
    published, source = _find_date(lines, url, fetched_at, dates.is_month_first(language, site_of(url)))
    return Article(
        title=title.text if title else None,
        byline=next((name for line in lines if not line.kept and (name := printed_name(line.text))), None),
        published_at=published,
        published_at_source=source,
        url=canonical_url(url) if url else None,
        site=site_of(url),
        language=language,
        blocks=blocks,
        empty_reason=None if body else "no_article" if blocks else "no_text",
    )


def read_lines(text: str) -> list[Line]:
    """The lines of the text that are not empty, each with a first judgement by its own words."""
    return [_line(line) for line in unwrap([" ".join(raw.split()) for raw in text.splitlines()])]


def unwrap(lines: list[str]) -> list[str]:
    """The lines that are not empty; those of a text broken at a fixed width are joined to paragraphs again."""
    lengths = sorted(len(line) for line in lines if line)
    # The width is what the long lines have in common; a text with a longer line than a screen's is not broken.
    width = lengths[-max(1, len(lengths) // 10)] if lengths and lengths[-1] <= _SCREEN else 0
    joined: list[str] = []
    before = ""
    for line in lines:
        continues = (
            len(before) >= width * 0.8
            and not before.endswith(":")
            and (line[:1].islower() or not _ENDED.search(before))
        )
        if width > _NARROW and before and line and continues:
            joined[-1] += " " + line
        elif line:
            joined.append(line)
        before = line
    return joined


def _line(text: str) -> Line:
    words = text.count(" ") + 1
    is_prose = words >= _LONG_WORDS or (
        words >= _PROSE_WORDS
        and bool(
            _ENDED.search(text)
            or _TWO_SENTENCES.search(text)
            or _CUT_OFF.search(text)
            or (words >= 14 and _HALF_ENDED.search(text))
        )
    )
    return Line(text, words, is_prose, _ITEM.match(text) is not None, chrome_reason(text, words))


def decide(lines: list[Line]) -> None:
    """Mark the lines that make up the body: from the first paragraph to the last, without what is chrome between."""
    _cut_tail(lines)
    body = [number for number, line in enumerate(lines) if line.is_prose and not line.reason]
    if not body:
        body = [number for number, line in enumerate(lines) if line.words >= _PROSE_WORDS and not line.reason]
    first, last = (body[0], body[-1]) if body else (len(lines), -1)
    for number, line in enumerate(lines):
        if line.reason:
            continue
        if number < first:
            line.reason = reasons.OUTSIDE
        elif number > last and not (line.is_item and lines[number - 1].kept):
            line.reason = reasons.RELATED
        else:
            line.kept, line.reason = _within(lines, number, last)


def _within(lines: list[Line], number: int, last: int) -> tuple[bool, str]:
    """The verdict on a line that stands between paragraphs and is not chrome by its words."""
    line = lines[number]
    if line.is_item:
        return True, reasons.LIST
    if line.is_prose:
        return True, reasons.BODY
    following = lines[number + 1] if number < last else None
    leads = following is not None and not following.reason and (following.is_prose or following.is_item)
    if line.text.endswith(":") or (leads and line.words <= _HEADING_WORDS) or _ENDED.search(line.text):
        return True, reasons.HEADING
    return False, reasons.RELATED


def _cut_tail(lines: list[Line]) -> None:
    """Give up everything after the line that opens the page's tail, if most of the prose stands before it."""
    prose = [line.words if line.is_prose and not line.reason else 0 for line in lines]
    total, passed = sum(prose), 0
    for number, line in enumerate(lines):
        if passed * 2 > total and line.reason and opens_tail(line.text, line.reason) and (total - passed) * 4 < total:
            reason = line.reason
            for later in lines[number + 1 :]:
                reason = later.reason or reason
                later.reason = later.reason or reason
            return
        passed += prose[number]


def find_title(lines: list[Line]) -> Line | None:
    """The line above the text that shares most words with it: teasers above the title share fewer."""
    body = {word for line in lines if line.kept for word in _WORD.findall(line.text.lower())}
    best: tuple[float, Line] | None = None
    for line in lines:
        if line.kept:
            break
        words = _WORD.findall(line.text.lower())
        if line.reason != reasons.OUTSIDE or len(words) < 2 or line.words > 30:
            continue
        share = sum(word in body for word in words) / len(words)
        if best is None or share > best[0]:
            best = (share, line)
    return best[1] if best and best[0] >= 0.25 else None


def _find_date(lines: list[Line], url: str | None, fetched_at: datetime | None, month_first: bool) -> dates.Found:
    """The date in the address, in a line of its own above or just below the text, or in the dateline."""
    until = dates.bound(fetched_at)
    if url and dates.fits(date := dates.url_date(url), until):
        return date, "url"
    kept = [number for number, line in enumerate(lines) if line.kept]
    first, last = (kept[0], kept[-1]) if kept else (0, 0)
    near = [line.text for line in (*lines[:first], *lines[last + 1 : last + 4]) if not line.kept]
    if date := dates.printed_date(near, until, month_first):
        return date, "dateline"
    for number in kept[:2]:
        if date := dates.dateline(lines[number].text, until, month_first):
            return date, "dateline"
    return None, "none"

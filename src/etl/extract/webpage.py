"""An HTML page becomes an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from etl.extract import dates
from etl.extract.article import Article, Block
from etl.extract.dateforms import parse_date
from etl.extract.decode import Decoded
from etl.extract.head import read_head
from etl.extract.judge import judge
from etl.extract.language import detect_language
from etl.extract.metadata import (
    address_of,
    declared_byline,
    evidence_of,
    find_site,
    find_title,
    main_node,
    printed_byline,
)
from etl.extract.reasons import TITLE
from etl.extract.rules import SiteRules, apply_rules
from etl.extract.scan import Skeleton, scan
from etl.extract.survey import survey
from etl.extract.urls import site_of
from etl.extract.verdict import verdicts

# How many blocks before the title and after the start of the body may hold the line with the date.
_BEFORE, _AFTER = 6, 2
# The line that says when and by whom a text was written may stand so far behind it.
_TAIL = 20
# The body starts for good with a block of this length; what may stand before it is a summary, a caption, a label.
_LONG_CHARS, _LEDES = 150, 4


def from_html(page: Decoded, url: str | None, fetched_at: datetime | None, rules: SiteRules | None) -> Article:
    """Read the declarations, scan the text, judge the blocks, find the date.

    ``page`` has passed ``guard.refuse_markup``: its size and depth are bounded.
    """
    tree = LexborHTMLParser(apply_rules(page.text, rules) if rules else page.utf8)
    found = survey(tree)
    head = read_head(found)
    node = main_node(head)
    until = dates.bound(fetched_at)
    month_first = dates.is_month_first(head.language[:2].lower(), site_of(url))
    declared = dates.declared_dates(head, node, until)
    published, source = next(declared, (None, "none"))
    if published is None:
        published, source = dates.marked_date(tree, until, month_first)
    skeleton = scan(found)
    evidence = evidence_of(head)
    scores = judge(skeleton, evidence)
    site = find_site(head, node, url)
    title = find_title(head, skeleton, node, site)
    byline = declared_byline(head, node)
    blocks = verdicts(skeleton, scores, title, evidence.description, byline)
    place = _Place.of(blocks)
    if published is None:
        published, source = _seen_date(skeleton, blocks, place, page, url, until, month_first)
    elif own := _own_day(published, declared, blocks, place, url, until, month_first):
        published, source = own
    body = " ".join(block.text for block in blocks if block.kept)
    return Article(
        title=title,
        byline=byline or printed_byline(blocks),
        published_at=published,
        published_at_source=source,
        url=address_of(url, head),
        site=site,
        language=detect_language(body, head.language),
        blocks=blocks,
        empty_reason=None if body else "no_article" if blocks else "no_text",
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the article stands: the numbers of its title, its first two and last blocks, and of the first long one."""

    title: int
    first: int
    second: int
    bulk: int
    last: int

    @classmethod
    def of(cls, blocks: tuple[Block, ...]) -> _Place:
        kept = [number for number, block in enumerate(blocks) if block.kept]
        if not kept:
            return cls(0, 0, 0, 0, 0)
        title = max((n for n, block in enumerate(blocks[: kept[0]]) if block.reason == TITLE), default=kept[0])
        bulk = next((number for number in kept[:_LEDES] if len(blocks[number].text) > _LONG_CHARS), kept[0])
        return cls(title, kept[0], kept[:2][-1], bulk, kept[-1])

    def under(self) -> range:
        """The blocks from the title to the text, where the date stands as a rule."""
        return range(self.title, max(self.first, self.bulk) + _AFTER)

    def above(self) -> range:
        """Those before the title, the nearest first."""
        return range(self.title - 1, max(0, min(self.title, self.first) - _BEFORE) - 1, -1)

    def ahead(self) -> tuple[int, ...]:
        """All at the front that may hold the date."""
        return (*self.under(), *self.above())

    def behind(self) -> range:
        """Those behind the text."""
        return range(self.last + 1, self.last + 1 + _BEFORE)


def _seen_date(
    skeleton: Skeleton,
    blocks: tuple[Block, ...],
    place: _Place,
    page: Decoded,
    url: str | None,
    until: datetime | None,
    month_first: bool,
) -> dates.Found:
    """The date by what a reader sees: near the title, in the address, at the front of the text, else inferred."""
    moments = {number: value for value, number in reversed(skeleton.times)}
    if date := _marked_moment(moments, blocks, place.under(), until, month_first):
        return date, "time"
    if url and dates.fits(date := dates.url_date(url), until):
        return date, "url"
    if date := (
        dates.printed_date(_stripped(blocks, place.under()), until, month_first)
        or _dateline(blocks, place, until, month_first)
    ):
        return date, "dateline"
    if date := _marked_moment(moments, blocks, place.above(), until, month_first):
        return date, "time"
    for near in (place.above(), place.behind()):
        if date := dates.printed_date(_stripped(blocks, near), until, month_first):
            return date, "dateline"
    tail = [block.text for block in blocks[place.last : place.last + _TAIL]]
    date = (
        dates.stated_date(tail, until, month_first)
        or dates.bare_date(tail[:1], until, month_first)
        or dates.agreed_date((value for value, _ in skeleton.times), until, month_first)
        or dates.script_date(page.text, until)
        or dates.only_date((block.text for block in blocks if not block.kept), until, month_first)
    )
    return (date, "inferred") if date else (None, "none")


def _dateline(blocks: tuple[Block, ...], place: _Place, until: datetime | None, month_first: bool) -> datetime | None:
    """The date at the front of one of the text's first two blocks."""
    fronts = [blocks[number].text for number in (place.first, place.second)] if blocks else []
    return next((date for text in fronts if (date := dates.dateline(text, until, month_first))), None)


def _marked_moment(
    moments: dict[int, str], blocks: tuple[Block, ...], near: range, until: datetime | None, month_first: bool
) -> datetime | None:
    """The moment of the first ``time`` element in some blocks, or the day that it shows where that is another.

    ``moments`` are the ``datetime`` values by the number of the block they stand in.
    """
    for number in near:
        moment = parse_date(moments[number], month_first) if number in moments else None
        if moment and dates.fits(moment, until):
            shown = dates.bare_date(_stripped(blocks, [number]), until, month_first)
            return shown if shown and dates.is_redated(moment, shown) else moment
    return None


def _stripped(blocks: tuple[Block, ...], numbers: Iterable[int]) -> list[str]:
    """The texts of those of some blocks that are not the article's."""
    return [blocks[number].text for number in numbers if number < len(blocks) and not blocks[number].kept]


def _own_day(
    declared: datetime,
    others: Iterator[tuple[datetime, str]],
    blocks: tuple[Block, ...],
    place: _Place,
    url: str | None,
    until: datetime | None,
    month_first: bool,
) -> dates.Found | None:
    """The day that the page shows to its readers where it declares another, None where the two may be the same.

    A moment that is declared in UTC may fall on the day before or after at the publisher's; a page that was
    put up again declares its first day, or that of its template, and prints the one that its text speaks from.
    """
    if url and (date := dates.url_date(url)):
        return (date, "url") if dates.is_shifted(declared, date) else None
    under = _stripped(blocks, place.under())
    bare = dates.bare_date(under, until, month_first)
    if bare and dates.is_redated(declared, bare):
        return bare, "dateline"
    printed = dates.printed_date(under, until, month_first)
    if printed and printed.date() != declared.date() and any(printed.date() == other.date() for other, _ in others):
        return printed, "dateline"
    near = _stripped(blocks, (*place.ahead(), *place.behind())) if dates.is_shiftable(declared) else []
    date = dates.printed_date(near, until, month_first)
    return (date, "dateline") if dates.is_shifted(declared, date) else None

"""From beliefs to blocks: the few hard rules, and a word for each decision."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.extract import reasons
from etl.extract.article import Block
from etl.extract.chrome import chrome_reason
from etl.extract.dateforms import find_date
from etl.extract.features import fold
from etl.extract.hints import BIT as HINT
from etl.extract.names import printed_name
from etl.extract.rules import DROP, KEEP
from etl.extract.scan import ANCESTRY, Run, Skeleton
from etl.extract.words import BIT as WORD
from etl.extract.words import BITS as WORDS

_LIMIT = 0.5
# Below this belief a line that gives itself away by its words is believed itself.
_SURE = 0.65
_SPOKEN = frozenset(
    {reasons.NEWSLETTER, reasons.SHARE, reasons.COMMENTS, reasons.ADVERT, reasons.RELATED, reasons.TAGS}
)
# Shorter texts may rightly be said twice ("Yes.", a speaker's name).
_REPEATABLE_CHARS = 60

# The text has begun with a block of this length; bylines, dates and signatures are shorter than that.
_LONG_CHARS, _SHORT_CHARS = 150, 60
_BYLINE_WORDS, _DATE_WORDS = 8, 8
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|text:?)\s+", re.I)
# "(ab)", "(Reuters)": who wrote it, in brackets under the text.
_IN_BRACKETS = re.compile(r"^[(\[][^()\[\]]{2,38}[)\]]$")
_KEPT_BY_RULE, _DROPPED_BY_RULE = ANCESTRY[KEEP], ANCESTRY[DROP]
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS = (
    (ANCESTRY["blockquote"], reasons.QUOTE),
    (ANCESTRY["td"] | ANCESTRY["table"], reasons.TABLE),
    (ANCESTRY["figcaption"], reasons.CAPTION),
    (ANCESTRY["li"], reasons.LIST),
)
# Looked up in this order: the more particular reason first.
_BY_WORD = tuple(
    (WORD[name], reason)
    for name, reason in (
        ("legal", reasons.LEGAL),
        ("newsletter", reasons.NEWSLETTER),
        ("comment", reasons.COMMENTS),
        ("tags", reasons.TAGS),
        ("credit", reasons.CREDIT),
        ("share", reasons.SHARE),
        ("ad", reasons.ADVERT),
        ("related", reasons.RELATED),
        ("date", reasons.DATE),
        ("nav", reasons.NAVIGATION),
    )
)
_REASON_OF_WORD = {
    word: reason
    for word, bits in WORDS.items()
    if (reason := next((reason for bit, reason in _BY_WORD if bits & bit), None))
}
_BY_HINT = tuple(
    (HINT[name], reason)
    for name, reason in (
        ("cookie", reasons.LEGAL),
        ("comment", reasons.COMMENTS),
        ("newsletter", reasons.NEWSLETTER),
        ("ad", reasons.ADVERT),
        ("share", reasons.SHARE),
        ("tags", reasons.TAGS),
        ("caption", reasons.CAPTION),
        ("author", reasons.AUTHOR),
        ("related", reasons.RELATED),
        ("nav", reasons.NAVIGATION),
        ("footer", reasons.LEGAL),
        ("teaser", reasons.RELATED),
        ("meta", reasons.DATE),
        ("side", reasons.RELATED),
    )
)


def verdicts(
    skeleton: Skeleton, beliefs: list[float], title: str | None, description: str, byline: str | None
) -> tuple[Block, ...]:
    """One block a run, in page order, each kept or stripped with the reason."""
    title_key, lede_key = fold(title or ""), fold(description)
    objections = _Objections(skeleton, beliefs, title_key, byline or "")
    # The bits of rules are the highest ones.
    is_ruled = max(skeleton.ancestry) >= _KEPT_BY_RULE
    has_keep = is_ruled and any(ancestry & _KEPT_BY_RULE for ancestry in skeleton.ancestry)
    blocks = []
    started = False
    for number, (run, belief) in enumerate(zip(skeleton.runs, beliefs, strict=True)):
        kept, reason = belief >= _LIMIT, ""
        if is_ruled and skeleton.ancestry[run.element] & _DROPPED_BY_RULE:
            kept, reason = False, reasons.RULE
        elif has_keep:
            kept, reason = bool(skeleton.ancestry[run.element] & _KEPT_BY_RULE), reasons.RULE
        elif kept and (reason := objections.to(number, run, belief)):
            kept = False
        if not reason:
            reason = (
                _body_reason(run, skeleton, started, lede_key) if kept else _chrome_reason(run, skeleton, title_key)
            )
        if kept:
            started = True
            objections.keep(run)
        blocks.append(Block(run.text, kept, reason, round(belief, 3)))
    return tuple(blocks)


class _Objections:
    """The hard rules: why a block that is believed is no body all the same."""

    def __init__(self, skeleton: Skeleton, beliefs: list[float], title_key: str, byline: str) -> None:
        self.title_key = title_key
        self.names = {fold(name) for name in (*byline.split(", "), byline)}
        self.others = _other_articles(skeleton, title_key)
        self.last = max((number for number, belief in enumerate(beliefs) if belief >= _LIMIT), default=-1)
        self.seen: set[str] = set()
        self.is_begun = False

    def keep(self, run: Run) -> None:
        """Note a block that is kept."""
        self.is_begun = self.is_begun or len(run.text) > _LONG_CHARS
        self.seen.add(run.text)

    def to(self, number: int, run: Run, belief: float) -> str:
        """The reason to strip a block; empty if there is none."""
        text = run.text
        if run.element in self.others:
            return reasons.RELATED
        if not self.is_begun and (label := _label(text, self.title_key)):
            return label
        if len(text) < _SHORT_CHARS and fold(_BY.sub("", text)) in self.names:
            return reasons.BYLINE
        if number == self.last and _IN_BRACKETS.match(text):
            return reasons.CREDIT
        if belief < _SURE and (spoken := chrome_reason(text, text.count(" ") + 1)) in _SPOKEN:
            return spoken
        return reasons.REPEATED if len(text) > _REPEATABLE_CHARS and text in self.seen else ""


def _label(text: str, title_key: str) -> str:
    """What a line above the first long paragraph is, if it is no more than title, date or byline."""
    if fold(text) == title_key:
        return reasons.TITLE
    if len(text) < _SHORT_CHARS:
        if printed_name(text) and text.count(" ") < _BYLINE_WORDS:
            return reasons.BYLINE
        if text.count(" ") < _DATE_WORDS and find_date(text):
            return reasons.DATE
    return ""


def _other_articles(skeleton: Skeleton, title_key: str) -> set[int]:
    """The elements of whole other articles: ``article`` elements with an h1 of their own, beside the title's."""
    tags, article_of = skeleton.tags, skeleton.articles
    heads = {
        article_of[run.element]: fold(run.text) == title_key
        for run in reversed(skeleton.runs)
        if tags[run.element] == "h1"
    }
    home = next((article for article, is_title in heads.items() if is_title), 0)
    if not home:
        return set()
    strangers = set(heads) - {0} - _line(skeleton, home)
    return {number for number, article in enumerate(article_of) if article in strangers}


def _line(skeleton: Skeleton, element: int) -> set[int]:
    """An element and all above it."""
    line = {element}
    while element:
        element = skeleton.parents[element]
        line.add(element)
    return line


def _body_reason(run: Run, skeleton: Skeleton, started: bool, lede_key: str) -> str:
    if skeleton.tags[run.element] in _HEADINGS:
        return reasons.HEADING
    if not started and lede_key and fold(run.text)[:60] == lede_key[:60]:
        return reasons.LEDE
    return _kind(skeleton.ancestry[run.element])


@lru_cache(maxsize=4096)
def _kind(ancestry: int) -> str:
    return next((reason for bits, reason in _KINDS if ancestry & bits), reasons.BODY)


def _chrome_reason(run: Run, skeleton: Skeleton, title_key: str) -> str:
    """The likeliest reason for which a stripped block is not body."""
    if run.is_menu:
        return reasons.NAVIGATION
    if run.is_hidden:
        return reasons.HIDDEN
    element, own = run.element, skeleton.own_hints
    if skeleton.tags[element] == "h1" or (skeleton.tags[element] in _HEADINGS and fold(run.text) == title_key):
        return reasons.TITLE
    return (
        _reason_by_words(run.text)
        or _reason_by_names(own[element], own[skeleton.parents[element]], skeleton.all_hints[element])
        or (reasons.NAVIGATION if run.link_chars * 2 > len(run.text) else reasons.OUTSIDE)
    )


def _reason_by_words(text: str) -> str:
    return _REASON_OF_WORD.get(text[:60].partition(" ")[0].lower(), "") if len(text) < 200 else ""


@lru_cache(maxsize=4096)
def _reason_by_names(own: int, up: int, above: int) -> str:
    """By the hints of the element first, then of its parent, then of all above."""
    for bits in (own, up, above):
        for bit, reason in _BY_HINT:
            if bits & bit:
                return reason
    return ""

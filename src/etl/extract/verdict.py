"""From beliefs to blocks: the few hard rules, and a word for each decision."""

from __future__ import annotations

from etl.extract import reasons
from etl.extract.article import Block
from etl.extract.chrome import chrome_reason
from etl.extract.features import articles, fold
from etl.extract.hints import BIT as HINT
from etl.extract.rules import DROP, KEEP
from etl.extract.scan import ANCESTRY, Run, Skeleton
from etl.extract.words import BIT as WORD
from etl.extract.words import word_bits

_LIMIT = 0.5
# Below this belief a line that gives itself away by its words is believed itself.
_SURE = 0.65
_SPOKEN = frozenset({reasons.NEWSLETTER, reasons.SHARE, reasons.COMMENTS, reasons.ADVERT, reasons.RELATED, reasons.TAGS})
# Shorter texts may rightly be said twice ("Yes.", a speaker's name).
_REPEATABLE_CHARS = 60

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


def verdicts(skeleton: Skeleton, beliefs: list[float], title: str | None, description: str) -> tuple[Block, ...]:
    """One block a run, in page order, each kept or stripped with the reason."""
    title_key, lede_key = fold(title or ""), fold(description)
    seen: set[str] = set()
    others = _other_articles(skeleton, title_key)
    has_keep = any(ancestry & _KEPT_BY_RULE for ancestry in skeleton.ancestry)
    blocks = []
    started = False
    for run, belief in zip(skeleton.runs, beliefs, strict=True):
        kept, reason = belief >= _LIMIT, ""
        ancestry = skeleton.ancestry[run.element]
        if ancestry & _DROPPED_BY_RULE:
            kept, reason = False, reasons.RULE
        elif has_keep:
            kept, reason = bool(ancestry & _KEPT_BY_RULE), reasons.RULE
        elif kept and not started and fold(run.text) == title_key:
            kept, reason = False, reasons.TITLE
        elif kept and run.element in others:
            kept, reason = False, reasons.RELATED
        elif kept and belief < _SURE and (spoken := chrome_reason(run.text, run.text.count(" ") + 1)) in _SPOKEN:
            kept, reason = False, spoken
        elif kept and len(run.text) > _REPEATABLE_CHARS and run.text in seen:
            kept, reason = False, reasons.REPEATED
        if not reason:
            reason = (
                _body_reason(run, skeleton, started, lede_key) if kept else _chrome_reason(run, skeleton, title_key)
            )
        if kept:
            started = True
            seen.add(run.text)
        blocks.append(Block(run.text, kept, reason, round(belief, 3)))
    return tuple(blocks)


def _other_articles(skeleton: Skeleton, title_key: str) -> set[int]:
    """The elements of whole other articles: ``article`` elements with an h1 of their own beside the one with the title."""
    tags, article_of = skeleton.tags, articles(skeleton)
    heads = {
        article_of[run.element]: fold(run.text) == title_key for run in reversed(skeleton.runs) if tags[run.element] == "h1"
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
    ancestry = skeleton.ancestry[run.element]
    return next((reason for bits, reason in _KINDS if ancestry & bits), reasons.BODY)


def _chrome_reason(run: Run, skeleton: Skeleton, title_key: str) -> str:
    """The likeliest reason for which a stripped block is not body."""
    if run.is_menu:
        return reasons.NAVIGATION
    if run.is_hidden:
        return reasons.HIDDEN
    element = run.element
    if skeleton.tags[element] == "h1" or (skeleton.tags[element] in _HEADINGS and fold(run.text) == title_key):
        return reasons.TITLE
    return (
        _reason_by_words(run.text)
        or _reason_by_names(skeleton, element)
        or (reasons.NAVIGATION if run.link_chars * 2 > len(run.text) else reasons.OUTSIDE)
    )


def _reason_by_words(text: str) -> str:
    first, _ = word_bits(text) if len(text) < 200 else (0, 0)
    return next((reason for bit, reason in _BY_WORD if first & bit), "")


def _reason_by_names(skeleton: Skeleton, element: int) -> str:
    """By the names of the element first, then of its parent, then of all above."""
    own, up = skeleton.own_hints[element], skeleton.own_hints[skeleton.parents[element]]
    for bits in (own, up, skeleton.all_hints[element]):
        for bit, reason in _BY_HINT:
            if bits & bit:
                return reason
    return ""

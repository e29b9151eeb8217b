"""A word for each verdict, from the block's own words and the names of what it stands in."""

from __future__ import annotations

from etl.extract import reasons as R
from etl.extract.hints import BIT as HINT
from etl.extract.scan import ANCESTRY, Element, Run
from etl.extract.words import BIT as WORD
from etl.extract.words import word_bits

_LIST = ANCESTRY["li"]
_TABLE = ANCESTRY["td"] | ANCESTRY["table"]
_QUOTE = ANCESTRY["blockquote"]
_FRAME = ANCESTRY["nav"] | ANCESTRY["footer"] | ANCESTRY["button"]
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Looked up in this order: the more particular reason first.
_BY_HINT = (
    ("cookie", R.LEGAL), ("comment", R.COMMENTS), ("newsletter", R.NEWSLETTER), ("ad", R.ADVERT), ("share", R.SHARE),
    ("tags", R.TAGS), ("caption", R.CAPTION), ("author", R.AUTHOR), ("related", R.RELATED), ("nav", R.NAVIGATION),
    ("footer", R.LEGAL), ("teaser", R.RELATED), ("meta", R.DATE), ("side", R.RELATED),
)  # fmt: skip
_BY_WORD = (
    ("legal", R.LEGAL), ("newsletter", R.NEWSLETTER), ("comment", R.COMMENTS), ("tags", R.TAGS), ("credit", R.CREDIT),
    ("share", R.SHARE), ("ad", R.ADVERT), ("related", R.RELATED), ("date", R.DATE), ("nav", R.NAVIGATION),
)  # fmt: skip


def kept_as(run: Run, element: Element, is_lede: bool) -> str:
    """What kind of body text a kept block is."""
    if is_lede:
        return R.LEDE
    if element.tag in _HEADINGS:
        return R.HEADING
    if element.tag == "figcaption":
        return R.CAPTION
    for bits, reason in ((_QUOTE, R.QUOTE), (_TABLE, R.TABLE), (_LIST, R.LIST)):
        if element.ancestry & bits:
            return reason
    return R.BODY


def stripped_as(run: Run, element: Element, parent: Element) -> str:
    """The likeliest reason for which a stripped block is not body."""
    if run.hidden:
        return R.HIDDEN
    first, front = word_bits(run.text) if len(run.text) < 200 else (0, 0)
    if element.ancestry & _FRAME:
        return R.LEGAL if element.ancestry & ANCESTRY["footer"] and first & WORD["legal"] else R.NAVIGATION
    for name, reason in _BY_WORD:
        if first & WORD[name]:
            return reason
    for bits in (element.hints, parent.hints, element.all_hints):
        for name, reason in _BY_HINT:
            if bits & HINT[name]:
                return reason
    if run.link_chars * 2 > len(run.text):
        return R.RELATED if run.text.count(" ") > 3 else R.NAVIGATION
    return R.OUTSIDE

"""Why a block was kept or stripped: one word each, the same for HTML and for plain text."""

from __future__ import annotations

# Kept
BODY = "body"
"""A paragraph of the article."""
LEDE = "lede"
"""The summary under the title."""
HEADING = "heading"
"""A heading within the article."""
LIST = "list"
"""An item of a list that belongs to the article."""
QUOTE = "quote"
"""A quotation or an embedded post."""
TABLE = "table"
"""A cell of a table that belongs to the article."""
CAPTION = "caption"
"""The words under a picture, without its credit; kept or stripped."""
RULE = "site_rule"
"""The site's own rule in the sources file decided."""

# Stripped
TITLE = "title"
"""The title itself, which stands in its own field."""
BYLINE = "byline"
"""Who wrote it, when, how long it takes to read."""
DATE = "date"
"""A date printed near the byline."""
NAVIGATION = "navigation"
"""Menus, breadcrumbs, links to other pages of the site, buttons."""
RELATED = "related"
"""Other articles: headlines, teasers, most-read lists."""
SHARE = "share"
"""Share, print and follow lines."""
NEWSLETTER = "newsletter"
"""Subscribe, sign in, donate, join."""
COMMENTS = "comments"
"""Readers' comments and the form for them."""
AUTHOR = "author_bio"
"""A note on the author."""
CREDIT = "credit"
"""Who made or owns a picture."""
TAGS = "tags"
"""Keywords and sections the page is filed under."""
ADVERT = "advertisement"
"""Advertising and offers."""
LEGAL = "legal"
"""Copyright, terms, disclaimers, cookie notices."""
HIDDEN = "hidden"
"""Not shown to a reader."""
REPEATED = "repeated"
"""Said once already on this page."""
OUTSIDE = "outside"
"""Not part of the article, and none of the above by its words."""

KEPT = frozenset({BODY, LEDE, HEADING, LIST, QUOTE, TABLE, CAPTION, RULE})
STRIPPED = frozenset({
    TITLE, BYLINE, DATE, NAVIGATION, RELATED, SHARE, NEWSLETTER, COMMENTS, AUTHOR, CREDIT, CAPTION, TAGS, ADVERT, LEGAL,
    HIDDEN, REPEATED, OUTSIDE, RULE,
})  # fmt: skip

# Why a page gives an empty article
EMPTY = {
    "no_text": "the page holds no text",
    "no_article": "no block of the page looks like the body of an article",
    "binary": "the bytes are not text",
    "too_large": "the page is larger than is read",
    "too_deep": "the page's elements are nested deeper than is read",
    "too_many_attributes": "an element of the page carries more attributes than are read",
}

"""CSS selectors for the rare site that the general way does not read right.

Beautiful Soup is slow beside the general way's parser, but its selectors are the
ones people know, and only pages of a site with rules of its own pay for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup


@dataclass(frozen=True, slots=True)
class SiteRules:
    """``keep``: only these elements hold the article (all, if empty). ``drop``: these are not of it."""

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


def apply_rules(html: str, rules: SiteRules) -> str:
    """The page with only the kept elements in its body, without the dropped ones. The head stays as it is.

    A ``keep`` that finds nothing is passed over: a site's new layout must not empty its articles.
    """
    soup = BeautifulSoup(html, "html.parser")
    for selector in rules.drop:
        for element in soup.select(selector):
            element.decompose()
    kept = [element for selector in rules.keep for element in soup.select(selector)]
    if kept and soup.body:
        soup.body.clear()
        soup.body.extend(element.extract() for element in kept)
    return str(soup)

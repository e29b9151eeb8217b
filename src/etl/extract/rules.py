"""A site's own rules, for the rare site that needs them."""

from __future__ import annotations

from dataclasses import dataclass

# Elements put around what a rule names; ``scan`` knows them as ancestors.
KEEP, DROP = "site-rule-keep", "site-rule-drop"


@dataclass(frozen=True, slots=True)
class SiteRules:
    """CSS selectors: what of a site's pages is the article (``keep``) and what is not (``drop``).

    Text within ``drop`` is stripped. Where ``keep`` finds anything, the text within is
    the article, whatever the judge says, and nothing else is; where it finds nothing
    (the site has a new layout), the judge decides. The drop wins over the keep.
    Raises ValueError when a selector cannot be read, so that a mistake shows when
    the sources are loaded.
    """

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        import soupsieve

        for selector in (*self.keep, *self.drop):
            try:
                soupsieve.compile(selector)
            except soupsieve.SelectorSyntaxError as error:
                raise ValueError(f"site rule {selector!r} is not a CSS selector: {error}") from error

    def __bool__(self) -> bool:
        return bool(self.keep or self.drop)


def apply_rules(html: str, rules: SiteRules) -> str:
    """The page with what the rules name wrapped in marking elements."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    for mark, selectors in ((KEEP, rules.keep), (DROP, rules.drop)):
        for selector in selectors:
            for tag in soup.select(selector):
                tag.wrap(soup.new_tag(mark))
    return str(soup)

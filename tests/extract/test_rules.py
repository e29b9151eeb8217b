from __future__ import annotations

import pytest

from etl.extract import SiteRules, extract, reasons

SENTENCES = [
    "The two ministries will share weather radar data and train forecasters at a new centre in Velmora, officials said.",
    "A joint committee is to meet twice a year, and it may not spend more than its members have approved, they added.",
    "Each side pays for its own stations, of which there will be sixteen when the last one has been built on the islands.",
]
HTML = (
    "<html><body><article><h1>Radar pact</h1>"
    + "".join(f"<p class='s{number}'>{sentence}</p>" for number, sentence in enumerate(SENTENCES))
    + "<div class='box'><a href='/x'>Kept by rule</a></div></article></body></html>"
)


def test_drop_strips_and_says_so() -> None:
    article = extract(HTML, rules=SiteRules(drop=(".s1",)))
    assert SENTENCES[1] not in article.text
    assert next(block.reason for block in article.blocks if block.text == SENTENCES[1]) == reasons.RULE


def test_keep_keeps_its_own_and_nothing_else() -> None:
    assert "Kept by rule" not in extract(HTML).text
    assert extract(HTML, rules=SiteRules(keep=(".box",))).text == "Kept by rule"


def test_a_keep_that_finds_nothing_is_passed_over() -> None:
    assert extract(HTML, rules=SiteRules(keep=(".old-layout",))) == extract(HTML)


def test_drop_wins_over_keep() -> None:
    assert "Kept by rule" not in extract(HTML, rules=SiteRules(keep=(".box",), drop=(".box a",))).text


def test_no_rules_change_nothing() -> None:
    assert extract(HTML, rules=SiteRules()) == extract(HTML)


@pytest.mark.parametrize("selector", ["", "p[", "p >", ":nth(", "..x"])
def test_a_selector_that_cannot_be_read_is_refused(selector: str) -> None:
    with pytest.raises(ValueError, match="site rule"):
        SiteRules(drop=(selector,))

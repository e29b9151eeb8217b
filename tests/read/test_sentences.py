"""Sentence splitting, on small texts of the kinds that news is made of.

A bar marks each expected border, a broken bar one where the space is lost.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.read.sentences import MAX_SENTENCE, split_sentences

BULLETS = "•▪◦●■‣⁃*·–—-"
MARKED = [
    # plain
    "The ministers met in Oslo.|They signed a memorandum.|It covers satellites.",
    "Who pays?|Nobody knows!|Both sides kept silent.",
    "One sentence without a stop",
    # abbreviations inside
    "Dr. Lund and Prof. Aoki met Gov. Reyes at St. Mary's.|They agreed.",
    "The U.S. Department of Energy signed for the U.S. side.",
    "The U.S. and Japan will meet.|The U.K. is invited.",
    "He lives in the U.S.|The deal is done.",
    "Acme Inc. and Borea Ltd. formed a venture.|Shares of Acme Inc. rose.",
    "The plant belongs to Acme Inc.|It opens in May.",
    "See Art. 5 and No. 12 of the treaty, pp. 3 and 4.|Both apply.",
    "On Jan. 5 and Sept. 30, talks were held.|None on Dec. 1.",
    "The meeting began at 5 p.m. on Tuesday.|It ended at 9 p.m.|The text was ready.",
    "Talks, e.g. on chips, i.e. on wafers, went on.|They are hard.",
    "Mr. Sato vs. Mrs. Ito was settled.|Ms. Ono left.",
    "She holds a Ph.D. in physics.|He holds an M.A. from Delft.",
    "Sen. Ray and Rep. Fox backed it, as did Gen. Park.|Adm. Cho did not.",
    "Mt. Fuji was seen.|Ft. Knox was not.",
    # initials
    "J. K. Berg wrote the text.|C.V. Rao signed it.",
    "The paper by A. B. Chen is cited.|It is short.",
    # decimals, money, lists of numbers
    "It costs $4.5 billion.|Of that, 2.25 billion is a loan.",
    "Growth was 3.1 percent.|5G networks cover 40.5 percent.",
    "Version 2.0 was released.|3.5 followed.",
    # quotes
    "“We will sign.”|The minister smiled.",
    'He said: "The text is ready." |She nodded.',
    '"Are you ready?" she asked.|"Yes!" he said.',
    "“It is done,” she said.|“Now we build.”",
    "(The text is secret.)|It will be published later.",
    "They call it the “pact of the year.”|Others do not.",
    # ellipsis
    "The talks dragged on... and on.|Then they ended.",
    "He paused…|Then he signed.",
    "Well... we shall see.",
    # lost spaces
    "The accord was signed.¦The minister left.",
    "It was signed in 2021.¦It expired in 2023.",
    "See example.com or node.js for the text.",
    # lists
    "1. The parties share data.|2. The parties meet each year.",
    "• sensors for ships\n|• software for ports\n|• training",
    "- first aim\n|- second aim",
    "They will:\n|a) build a lab\n|b) train staff",
    # lines
    "Headline of the day\n|The text begins here and runs on.",
    "First paragraph without stop\n\n|Second paragraph",
    "the two governments of the region said on the last day of talks that they had\nagreed on the text.|It is short.",
    # other scripts
    "両国は覚書に署名した。¦来月発効する。",
    "दोनों देशों ने समझौता किया।|यह अच्छा है।",
    "هل وقع الاتفاق؟|نعم",
    "Er unterschrieb.|Über den Preis schwieg er.",
    # lower case after a stop
    "The firm (est. 1990) is small.|iRobot is not.|eBay joined.",
    "Yahoo! Japan joined the group.|Others did not.",
    "Samsung Electronics Co. said so.|Hyundai Motor Co. agreed.",
    "The talks in Washington, D.C. were long.|The next are in Oslo.",
    "It reached approx. 300 homes.|More follow.",
]


@pytest.mark.parametrize("marked", MARKED)
def test_borders(marked: str) -> None:
    text = marked.replace("|", " ").replace("¦", "")
    expected = [part.strip().removeprefix("• ").removeprefix("- ") for part in re.split("[|¦]", marked)]
    assert [text[start:end] for start, end in split_sentences(text)] == expected


def test_empty_and_blank_blocks_have_no_sentence() -> None:
    assert split_sentences("") == []
    assert split_sentences(" \n\t \n") == []


@pytest.mark.parametrize(
    "text", ["word " * 200_000, "x" * 1_000_000, "," * 300_000, "«" * 300_000, "a\u202eb" * 200_000]
)
def test_text_without_a_stop_is_cut_to_length(text: str) -> None:
    spans = split_sentences(text)
    assert spans
    assert all(0 < end - start <= MAX_SENTENCE for start, end in spans)
    assert sum(len(text[start:end].replace(" ", "")) for start, end in spans) == len(text.replace(" ", ""))


def test_a_long_block_is_cut_at_spaces() -> None:
    text = "seven seas " * 1_000
    assert all(text[start:end].startswith(("seven", "seas")) for start, end in split_sentences(text))


@pytest.mark.parametrize("unit", [". ", "A.", "...a", "\n ", "- ", '."', "。", "1. ", "a.B", "?!", "(.)"])
def test_runs_of_marks_end(unit: str) -> None:
    split_sentences(unit * 20_000)


@given(st.text(max_size=400))
def test_spans_are_ordered_and_lose_nothing_but_space_and_bullets(text: str) -> None:
    spans = split_sentences(text)
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert all(character.isspace() or character in BULLETS for character in text[position:start])
        assert text[start:end] == text[start:end].strip()
        position = end


@given(st.text(alphabet="Ab. \n\"'!?…。1-•(", max_size=200))
def test_splitting_is_stable(text: str) -> None:
    assert split_sentences(text) == split_sentences(text)

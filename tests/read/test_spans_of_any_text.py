"""Any text at all gives spans: ordered, inside the text, without overlaps of entities, in linear time."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.read.spans import Span, find_spans
from etl.vocabulary import load_vocabulary
from etl.vocabulary.fold import fold, plain

# words that make rules work, between anything else
PIECES = """
    Japan|’s |U.S.| and the |University of |Ministry of |(|AI|\u00a0|-|Georgia|,|GmbH|quantum leap|chip|\n|Mr |May|é|
    \u0301|日本|🤖|\x00|The Commission|Tokyo| of |& |"""[5:].split("|")
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def spans_of(text: str) -> list[Span]:
    return find_spans(text, load_vocabulary())


@settings(max_examples=300, deadline=None)
@given(texts)
def test_spans_lie_in_the_text(text: str) -> None:
    spans = spans_of(text)
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    entities = [span for span in spans if span.kind != "theme"]
    assert all(first.end <= second.start for first, second in pairwise(entities))


@settings(max_examples=300, deadline=None)
@given(texts)
def test_plain_and_folded_text_keep_the_length(text: str) -> None:
    assert len(plain(text)) == len(text) == len(fold(plain(text)))
    assert plain(text).isascii()


def test_a_megabyte_without_a_full_stop() -> None:
    text = "the University of Tokyo and Georgia, AI " * 25_000
    assert len(spans_of(text)) == 75_000


def test_one_word_of_a_megabyte() -> None:
    assert spans_of("A" * 1_000_000) == []
    assert spans_of("Institute " * 100_000) == spans_of("Institute " * 100_000)

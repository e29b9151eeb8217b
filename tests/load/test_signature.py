from hypothesis import given
from hypothesis import strategies as st

from etl.load.signature import BINS, signature

STORY = " ".join(f"word{number}" for number in range(400))


def agreement(a: list[int], b: list[int]) -> float:
    return sum(x == y for x, y in zip(a, b, strict=True)) / BINS


def test_a_text_agrees_with_itself_and_hardly_with_another():
    other = " ".join(f"term{number}" for number in range(400))
    assert agreement(signature(STORY), signature(STORY)) == 1
    assert agreement(signature(STORY), signature(other)) < 0.1


def test_an_estimate_is_near_the_true_overlap():
    # 300 of 400 words in common: 297 of (397 + 100) shingles, Jaccard about 0.6
    edited = " ".join([*STORY.split()[:300], *(f"new{number}" for number in range(100))])
    assert 0.4 < agreement(signature(STORY), signature(edited)) < 0.8


def test_a_short_text_has_no_signature():
    assert signature("Too short to say anything.") == []


@given(st.text(max_size=500))
def test_any_text_gives_64_values_or_none(text):
    values = signature(text)
    assert len(values) in (0, BINS)
    assert all(0 <= value < 2**32 for value in values)

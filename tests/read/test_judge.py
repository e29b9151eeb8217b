"""What the judge weighs and how it adds up: the words of a sentence, sums of trees, weights of phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.read import judge
from etl.read.kinds import KINDS
from etl.read.names import Name
from etl.read.statuses import STATUSES
from etl.read.wording import phrases


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge that has read nothing yet; the others get theirs back."""
    monkeypatch.setattr(judge, "_models", judge._Models())


def test_names_numbers_and_days_are_blanked() -> None:
    text = "NEC and Kenya agreed on Monday to give 1,000 to Orlanta"
    found = phrases(
        text,
        [
            Name(0, 3, "nec", "NEC", "company", "JPN", "name"),
            Name(8, 13, "KEN", "Kenya", "country", "KEN", "name"),
            Name(48, 55, "orlanta", "Orlanta", "unresolved", None, "bare"),
        ],
    )
    words = {phrase for phrase in found if " " not in phrase}
    assert words == {"body_", "and", "state_", "agreed", "on", "day_", "to", "give", "num_", "name_"}
    assert {"body_ and", "and state_", "state_ agreed", "on day_", "give num_", "to name_"} <= found


def test_what_is_learnt_of_a_wording_is_not_whose_it_is() -> None:
    def told(first: str, second: str) -> set[str]:
        end = len(first)
        names = [
            Name(0, end, "a", first, "unresolved", None, "bare"),
            Name(end + 13, end + 13 + len(second), "B", second, "country", "B", "name"),
        ]
        return phrases(f"{first} signed with {second} in May, for $3 million", names)

    assert told("Norvik Systems", "Kenya") == told("Orlanta", "Papua New Guinea")


def test_a_sum_of_trees() -> None:
    judge.use({"party": {"start": -1.0, "trees": [["a state", 0.5, -2.0, 3.0], ["mentions", 1.0, 0.0, 1.0]]}})
    assert judge.probability("party", {"a state": 1.0, "mentions": 2.0}) == pytest.approx(0.9526, abs=1e-4)
    assert judge.probability("party", {}) == pytest.approx(0.0474, abs=1e-4)  # what is missing counts as 0
    assert judge.probability("another", {"a state": 1.0}) == 0.5


def walked(tree: judge.Tree, statements: dict[str, float]) -> float:
    """Where one tree ends, by going down it question by question."""
    while isinstance(tree, list):
        statement, threshold, low, high = tree
        tree = low if statements.get(statement, 0.0) <= threshold else high
    return tree


VALUES = st.sampled_from([-1.0, -0.1, 0.0, 0.25, 0.5, 1.0, 2.0, 9.0])
STATEMENTS = st.dictionaries(st.sampled_from("abcde"), VALUES)
TREES = st.recursive(
    st.floats(-2, 2),
    lambda branch: st.tuples(st.sampled_from("abcde"), VALUES, branch, branch).map(list),
    max_leaves=judge.MOST_LEAVES,
)


@given(st.lists(TREES, min_size=1, max_size=9), st.lists(STATEMENTS, max_size=4))
def test_trees_asked_at_once_end_where_each_ends(trees: list[judge.Tree], asked: list[dict[str, float]]) -> None:
    totals = judge._Forest(0.5, trees).totals(asked)
    assert totals == pytest.approx([0.5 + sum(walked(tree, statements) for tree in trees) for statements in asked])


def test_a_tree_of_too_many_leaves_is_refused() -> None:
    deep: judge.Tree = 0.0
    for _ in range(judge.MOST_LEAVES):
        deep = ["a", 0.5, deep, 1.0]
    with pytest.raises(ValueError, match="9 leaves"):
        judge._Forest(0.0, [deep])


def test_weights_of_phrases() -> None:
    judge.use({"wording": {"start": -1.0, "weights": {"signed": 3.0, "denied": -4.0}}})
    assert judge.wording_probability("wording", {"signed", "unknown"}) == pytest.approx(0.8808, abs=1e-4)
    assert judge.wording_probability("wording", {"denied"}) == pytest.approx(0.0067, abs=1e-4)


def test_the_file_holds_every_model_that_is_asked() -> None:
    models = judge._loaded()
    assert set(models.sums) == {"party", "report", "same", "member", "agreement", "theme", "status", "kind"}
    verdicts = {*(f"status {status}" for status in STATUSES), *(f"kind {kind}" for kind in KINDS)}
    assert set(models.words) == {"beside", "wording", "again", *verdicts}

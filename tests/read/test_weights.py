"""The judges of money and dates: weights of statements that a person can read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl.read import weights


@pytest.fixture
def own_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    models = {"payer": {"(always)": -1.0, "is the subject": 2.0, "sentences back": -0.5}}
    monkeypatch.setattr(weights, "_models", lambda: models)


@pytest.mark.usefixtures("own_weights")
@pytest.mark.parametrize(
    ("statements", "belief"),
    [
        ({}, 0.2689),
        ({"is the subject": 1.0}, 0.7311),
        ({"is the subject": 1.0, "sentences back": 2.0}, 0.5),
        ({"never heard of": 9.0}, 0.2689),
    ],
)
def test_weights_add_up(statements: dict[str, float], belief: float) -> None:
    assert weights.probability("payer", statements) == pytest.approx(belief, abs=1e-4)


def test_each_judge_has_weights_for_words_and_places() -> None:
    models = json.loads((Path(weights.__file__).with_name("weights.json")).read_text("utf-8"))
    assert set(models) == {"promise", "payer", "date"}
    assert all("(always)" in model for model in models.values())

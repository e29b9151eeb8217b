"""Every query of docs/queries.md and every SQL block of docs/bi.md answers on a published file."""

import re
from pathlib import Path

import duckdb
import pytest

from etl.publish import publish
from etl.warehouse import Warehouse
from tests.publish.synthetic import write_build_file

DOCS = Path(__file__).parents[2] / "docs"
BI = (DOCS / "bi.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(
    r"^### (.+?)\n.*?```sql\n(.+?)```", (DOCS / "queries.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
# Among the invented agreements none is part of another, and no article contradicts another.
MAY_BE_EMPTY = {"Which agreements belong to a larger one?", "Where do articles differ about the money?"}
AGREEMENTS = 300


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Enough agreements that every question has an answer."""
    warehouse = Warehouse(tmp_path_factory.mktemp("many"))
    write_build_file(warehouse.build_file, AGREEMENTS, seed=6)
    publish(warehouse, "run-1", "0.1.0", "v1")
    return warehouse


def answer(warehouse: Warehouse, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse.marts_file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_there_are_enough_questions() -> None:
    assert len(QUESTIONS) >= 20


@pytest.mark.parametrize(("question", "query"), QUESTIONS, ids=[question for question, _ in QUESTIONS])
def test_each_question_is_answered_by_its_query(invented: Warehouse, question: str, query: str) -> None:
    rows = answer(invented, query)
    assert rows or question in MAY_BE_EMPTY


@pytest.mark.parametrize("block", re.findall(r"```sql\n(.+?)```", BI, re.DOTALL))
def test_each_query_of_the_bi_guide_answers(invented: Warehouse, block: str) -> None:
    assert answer(invented, block)


@pytest.mark.parametrize("block", re.findall(r"```python\n(.+?)```", BI, re.DOTALL))
def test_each_notebook_cell_of_the_bi_guide_runs(
    invented: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: str
) -> None:
    (tmp_path / "warehouse").symlink_to(invented.root)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(block, names)
    assert len(names.get("signed", names.get("agreements"))) > 0  # type: ignore[arg-type]


def test_promised_money_adds_up_to_what_the_agreements_say(invented: Warehouse) -> None:
    query = dict(QUESTIONS)["How much money is promised by party and year, totals not counted twice?"]
    (total,) = answer(invented, "SELECT sum(committed_usd) FROM marts.agreements")[0]
    promised = [row[2] for row in answer(invented, query)]
    assert sum(value for value in promised if isinstance(value, float)) == pytest.approx(total)


def test_what_was_known_then_is_less_than_what_is_known_now(invented: Warehouse) -> None:
    query = dict(QUESTIONS)["What did we know on 1 April 2024?"]
    assert 0 < sum(int(str(row[1])) for row in answer(invented, query)) < AGREEMENTS

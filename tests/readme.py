"""The README's questions with their answers. ``python -m tests.readme WAREHOUSE`` writes the answers anew."""

import re
import sys
from pathlib import Path

import duckdb

README = Path(__file__).parents[1] / "README.md"
_QUESTION = re.compile(r"```sql\n(?P<sql>.*?)```\n\n(?P<answer><!-- answer -->\n|(?:\|[^\n]*\n)+)", re.DOTALL)
_WIDEST = 140


def questions(text: str) -> list[tuple[str, str]]:
    """Each SQL statement of the README with the table printed under it."""
    return [(match["sql"], match["answer"]) for match in _QUESTION.finditer(text)]


def answer(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The result as a Markdown table."""
    result = connection.execute(sql)
    lines = [[column[0] for column in result.description], ["---"] * len(result.description)]
    lines += [[_cell(value) for value in row] for row in result.fetchall()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    text = "" if value is None else str(value).replace("|", "\\|")
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def main() -> None:
    marts = Path(sys.argv[1]) / "published" / "marts.duckdb"
    with duckdb.connect(str(marts), read_only=True) as connection:
        text = README.read_text("utf-8")
        README.write_text(
            _QUESTION.sub(lambda m: f"```sql\n{m['sql']}```\n\n{answer(connection, m['sql'])}", text), "utf-8"
        )


if __name__ == "__main__":
    main()

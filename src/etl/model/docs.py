"""Writes the dictionary of all models and columns: ``python -m etl.model.docs [TARGET]``."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from etl.load.staging import open_staging
from etl.model.build import PROJECT, build, models_version, run_dbt
from etl.model.result import BuildFailed
from etl.warehouse import Warehouse

DICTIONARY = PROJECT.parent / "docs" / "dictionary.html"


def write_dictionary(target: Path = DICTIONARY) -> Path:
    """One self-contained page, made from an empty warehouse: it is about tables, not about what is in them.

    Raises ``BuildFailed`` when dbt cannot make it.
    """
    with tempfile.TemporaryDirectory(prefix="pactwatch-docs-") as folder:
        warehouse = Warehouse(Path(folder))
        with open_staging(warehouse.build_file):
            pass
        build(warehouse)
        result = run_dbt(warehouse, ["docs", "generate", "--static"])
        if not result.success:
            raise BuildFailed(f"The dictionary could not be made: {result.exception}")
        page = warehouse.root / "dbt" / "static_index.html"
        with page.open("a", encoding="utf-8") as end:
            end.write(_mark())
        target.parent.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copyfile(page, target))


def current_dictionary() -> Path | None:
    """The page that ``make docs`` wrote, if it is about the models as they are now."""
    if DICTIONARY.exists() and DICTIONARY.read_bytes().endswith(_mark().encode()):
        return DICTIONARY
    return None


def _mark() -> str:
    return f"<!-- models {models_version()} -->\n"


if __name__ == "__main__":
    print(write_dictionary(*map(Path, sys.argv[1:])))

"""export: the agreements for other programs, from the published set."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from etl.cli.text import for_stdout
from etl.errors import UsageError
from etl.publish.reader import chosen_warehouse, require_publication

EXPORTS = {"csv": "agreements.csv", "json": "agreements.json", "atom": "feed.xml"}


def export(output: str, target: Path | None, warehouse: Path | None) -> None:
    """Write the agreements as ``output`` (csv, json, or atom for the feed of changes) to ``target`` or stdout."""
    if output not in EXPORTS:
        raise UsageError(f"'{output}' is not an export; choose one of {', '.join(EXPORTS)}.")
    source = require_publication(chosen_warehouse(warehouse)).folder / EXPORTS[output]
    if target is None:
        with source.open(encoding="utf-8") as lines:
            sys.stdout.writelines(map(for_stdout, lines))
        return
    if not target.parent.is_dir():
        raise UsageError(f"There is no folder {target.parent}; make it first.")
    if target.is_dir():
        raise UsageError(f"{target} is a folder; name a file in it.")
    shutil.copyfile(source, target)
    sys.stderr.write(f"Wrote {target}.\n")

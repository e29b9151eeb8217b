"""The lines of docs/bi.md in the tools they are for, while new publications come.

    python -m bench.publish_tools FOLDER [shell|node|r|tableau …]

Installs each tool in FOLDER from where its users get it (the DuckDB shell and Tableau's
engine from PyPI, the Node.js driver from npm; R must be there, on Debian as r-base-core),
runs its lines as they stand in docs/bi.md after each of three publications, and ends with
an error where an answer is missing or old. Without names, all tools.
"""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

from etl.publish import publish
from etl.warehouse import Warehouse
from tests.publish.synthetic import write_build_file

GUIDE = Path(__file__).parents[1] / "docs" / "bi.md"
PUBLICATIONS = 3


def lines_for(language: str) -> str:
    """The lines of docs/bi.md in ``language``."""
    (lines,) = re.findall(rf"^```{language}\n(.+?)^```", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return str(lines)


def environment(place: Path, package: str) -> Path:
    """The programs of a Python environment of its own that holds ``package``."""
    if not place.exists():
        venv.create(place, with_pip=True)
        subprocess.run([place / "bin" / "pip", "install", "--quiet", package], check=True)
    return place / "bin"


def shell(folder: Path) -> list[str | Path]:
    """DuckDB's own shell."""
    programs = environment(folder / "shell", "duckdb-cli>=1.5,<1.6")
    return ["sh", "-c", f'PATH="{programs}:$PATH"; {lines_for("sh")}']


def node(folder: Path) -> list[str | Path]:
    """The driver for Node.js."""
    if not (folder / "node_modules").exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", folder, "@duckdb/node-api@~1.5.6-r.1"], check=True)
    script = folder / "ask.mjs"
    script.write_text(lines_for("js"), "utf-8")
    return ["node", script]


def r(folder: Path) -> list[str | Path]:
    """R without packages."""
    script = folder / "ask.R"
    script.write_text(lines_for("r"), "utf-8")
    return ["Rscript", script]


def tableau(folder: Path) -> list[str | Path]:
    """The engine within Tableau."""
    script = folder / "ask.py"
    script.write_text(lines_for("py"), "utf-8")
    return [environment(folder / "tableau", "tableauhyperapi") / "python", script]


TOOLS: dict[str, Callable[[Path], list[str | Path]]] = {"shell": shell, "node": node, "r": r, "tableau": tableau}


def main(folder: Path, names: list[str]) -> None:
    """Ask every tool after each publication."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    warehouse = Warehouse(folder / "warehouse")
    commands = {name: TOOLS[name](folder) for name in names or TOOLS}
    for number in range(PUBLICATIONS):
        count = 20 + number
        write_build_file(warehouse.build_file, agreements=count)
        publish(warehouse, f"run-{number}", "0.1.0", "v1")
        for name, command in commands.items():
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            if done.stdout.strip() != str(count):
                raise SystemExit(f"{name} says {done.stdout!r} {done.stderr}, published are {count} agreements")
            print(f"publication {number}: {name} sees {count} agreements")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])

"""report: where the report lies, and open it."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

from etl.cli.text import print_json
from etl.publish.reader import chosen_warehouse, require_publication


def report(warehouse: Path | None, *, open_it: bool, as_json: bool) -> None:
    """Print the report's path; ``open_it`` also shows it in the default browser."""
    chosen = chosen_warehouse(warehouse)
    publication = require_publication(chosen)
    path = chosen.report_file.absolute()
    if as_json:
        told = {"report": str(path), "url": path.as_uri(), "published_at": publication.published_at}
        print_json(told)
    else:
        sys.stdout.write(f"{path}\n")
    if open_it and not webbrowser.open(path.as_uri()):
        sys.stderr.write("No browser could be started here; open the path above in one.\n")

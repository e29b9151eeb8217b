"""How fast the report is written and opens, with many agreements.

    python -m bench.publish_report [AGREEMENTS]

Publishes that many invented agreements (5,000) and opens the report five times in
Chromium. Prints the page's size and the time until it is drawn and can be used.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.publish import publish
from etl.warehouse import Warehouse
from tests.publish.browser import open_browser, open_report
from tests.publish.synthetic import write_build_file

DRAWN = "return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
FILTERED = """
const begun = performance.now();
const select = document.getElementById('filter-stage');
select.value = 'signed';
select.dispatchEvent(new Event('change'));
return performance.now() - begun;
"""


def main(agreements: int = 5000) -> None:
    """Measure."""
    with TemporaryDirectory() as folder, open_browser() as browser:
        warehouse = Warehouse(Path(folder))
        write_build_file(warehouse.build_file, agreements)
        begun = time.perf_counter()
        publish(warehouse, "run-1", "0.1.0", "v1")
        seconds = time.perf_counter() - begun
        drawn, filtered = [], []
        for _ in range(5):
            open_report(browser, warehouse.report_file)
            drawn.append(browser.execute_script(DRAWN) / 1000)
            filtered.append(browser.execute_script(FILTERED) / 1000)
        size = warehouse.report_file.stat().st_size / 1e6
        print(
            f"{agreements} agreements: published in {seconds:.1f} s; report {size:.1f} MB,"
            f" drawn in {statistics.median(drawn):.2f} s, filtered in {statistics.median(filtered):.2f} s"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""Takes the picture of the report that the README shows: ``python -m tests.publish.picture WAREHOUSE``."""

import sys
from pathlib import Path

from etl.warehouse import Warehouse
from tests.publish.browser import open_browser, open_report, set_view

PICTURE = Path(__file__).parents[2] / "docs" / "report.png"


def main() -> None:
    with open_browser() as browser:
        set_view(browser, 1280, 1500)
        open_report(browser, Warehouse(Path(sys.argv[1])).report_file)
        browser.save_screenshot(str(PICTURE))


if __name__ == "__main__":
    main()

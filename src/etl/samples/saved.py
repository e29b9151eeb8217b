"""The pages of the outlets that are watched as a folder of saved files, with their manifest."""

from __future__ import annotations

import csv
from pathlib import Path

from etl.samples.pages import Web


def write_saved_pages(web: Web, folder: Path) -> None:
    """Write the pages and ``manifest.csv`` as a careful but not perfect colleague would have saved them.

    The address is always known (keys hang on it), the date of every second page and
    the title of every third; the others are empty cells, for "not known".
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages = sorted((page for page in web.pages if "saved" in page.outlet.lists), key=lambda page: page.url)
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        manifest = csv.writer(file)
        manifest.writerow(["file", "url", "published_at", "title"])
        for number, page in enumerate(pages):
            name = f"{page.article.head.slug}{'.txt' if page.outlet.content_type == 'text/plain' else '.html'}"
            (folder / name).write_bytes(page.answer.body)
            date = page.article.published.isoformat() if number % 2 == 0 else ""
            manifest.writerow([name, page.url, date, page.article.title if number % 3 == 0 else ""])

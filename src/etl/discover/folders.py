"""Links of pages that lie on this machine: folders of saved pages, WARC files, lists of URLs."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from fastwarc.stream_io import StreamError
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from etl.discover.link import Link
from etl.discover.times import utc
from etl.discover.titles import plain_title

PAGES = frozenset({".html", ".htm", ".xhtml", ".txt"})
COLUMNS = ("file", "url", "published_at", "title")


class NotReadable(ValueError):
    """The folder, manifest, archive or list cannot be used; the text is one sentence."""


def folder_links(folder: Path, source_id: str) -> list[Link]:
    """Return one link for each saved page, by name, or as its ``manifest.csv`` lists them.

    A page whose address is not known is named ``file:///`` and its place within the
    folder: the same on every machine. Raises NotReadable.
    """
    if folder.is_file() and folder.suffix.lower() in PAGES:
        return [_saved(folder, folder.parent, source_id, {})]
    if folder.is_file():
        raise NotReadable(
            f"{folder} is no saved page, whose name ends in {', '.join(sorted(PAGES))}; correct the path."
        )
    if not folder.is_dir():
        raise NotReadable(f"There is no folder {folder}; correct the path.")
    manifest = folder / "manifest.csv"
    if manifest.is_file():
        return [_saved(folder / row["file"], folder, source_id, row) for row in _rows(manifest)]
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in PAGES and path.is_file())
    return [_saved(path, folder, source_id, {}) for path in files]


def _rows(manifest: Path) -> Iterator[dict[str, str]]:
    try:
        with manifest.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                columns = ",".join(COLUMNS)
                raise NotReadable(f"{manifest} has no column '{missing[0]}'; its first line must read {columns}.")
            for row in reader:
                cells = {name: (row[name] or "").strip() for name in COLUMNS}
                _check(manifest, reader.line_num, cells)
                yield cells
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise NotReadable(f"{manifest} cannot be read ({error}); save it as UTF-8 CSV.") from error


def _check(manifest: Path, line: int, cells: dict[str, str]) -> None:
    where = f"{manifest}, line {line}"
    path = Path(cells["file"])
    if not cells["file"] or path.is_absolute() or ".." in path.parts or "\0" in cells["file"]:
        raise NotReadable(f"{where}: file must name a page within the folder, not '{cells['file']}'.")
    if cells["url"] and not cells["url"].startswith(("http://", "https://")):
        raise NotReadable(f"{where}: url must be an http or https address or empty, not '{cells['url']}'.")
    if cells["published_at"] and utc(cells["published_at"]) is None:
        raise NotReadable(f"{where}: published_at must be a time such as 2024-05-31T09:00:00Z or empty.")


def _saved(path: Path, folder: Path, source_id: str, row: dict[str, str]) -> Link:
    url = row.get("url") or f"file:///{quote(os.fsencode(path.relative_to(folder)))}"
    return Link(
        url,
        source_id,
        plain_title(row.get("title")),
        utc(row.get("published_at")),
        _changed(path),
        str(path.absolute()),
    )


def warc_links(path: Path, source_id: str) -> Iterator[Link]:
    """Yield one link for each page received with status 200 in a WARC file or a folder of them. Raises NotReadable."""
    if not path.exists():
        raise NotReadable(f"There is no {path}; correct the path.")
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.name.endswith((".warc", ".warc.gz")))
    else:
        files = [path]
    if not files:
        raise NotReadable(f"{path} holds no .warc or .warc.gz file; correct the path.")
    for file in files:
        yield from _records(file, source_id)


def _records(path: Path, source_id: str) -> Iterator[Link]:
    try:
        with path.open("rb") as file:
            changed = _changed(path)
            for record in ArchiveIterator(file, record_types=WarcRecordType.response):
                url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
                if url.startswith(("http://", "https://")) and _is_page(record):
                    yield Link(url, source_id, None, None, changed, str(path.absolute()), record.stream_pos)
    except (OSError, StreamError, ValueError) as error:
        raise NotReadable(f"{path} cannot be read as WARC ({error}); fetch it again.") from error


def _is_page(record: WarcRecord) -> bool:
    headers = record.http_headers
    if headers is None or headers.status_code != 200:
        return False
    kind = headers.get("Content-Type") or "text/html"
    return kind.partition(";")[0].strip().lower() in ("text/html", "application/xhtml+xml", "text/plain")


def url_links(lines: Iterator[str] | tuple[str, ...], source_id: str) -> list[Link]:
    """Return one link for each line that is not empty and does not begin with #."""
    return [Link(line.strip(), source_id) for line in lines if line.strip() and not line.lstrip().startswith("#")]


def read_url_file(path: Path) -> tuple[str, ...]:
    """The lines of a file of URLs. Raises NotReadable."""
    try:
        return tuple(path.read_text("utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise NotReadable(f"{path} cannot be read ({error}); write one address a line, as UTF-8.") from error


def _changed(path: Path) -> datetime | None:
    """The later of a file's two times: a page put in its place with an old time of its own is still seen."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return datetime.fromtimestamp(max(stat.st_mtime, stat.st_ctime), UTC)

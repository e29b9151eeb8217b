"""Pages that lie on this machine: files of saved folders, records of WARC files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path

from fastwarc.stream_io import StreamError
from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType
from urllib3 import HTTPResponse
from urllib3.exceptions import HTTPError

from etl.discover.link import Link
from etl.discover.times import as_utc
from etl.fetch.answer import Answer
from etl.fetch.sniff import is_page


def local_answers(links: Iterable[Link], max_bytes: int) -> Iterator[tuple[Link, Answer, datetime | None]]:
    """Yield each link with what its file holds, and when an archive received it. Never raises.

    Records of one WARC file are read in one go, in the order of the file, from the first one asked for.
    """
    for path, group in groupby(links, key=lambda link: link.path):
        wanted = list(group)
        if wanted[0].offset is None:
            for link in wanted:
                yield link, _read_file(link, max_bytes), None
        else:
            yield from _read_warc(Path(path or ""), wanted, max_bytes)


def _read_file(link: Link, max_bytes: int) -> Answer:
    path = Path(link.path or "")
    try:
        size = path.stat().st_size
        if size > max_bytes:
            return Answer("too_large", link.url, f"{path} has {size:,} bytes")
        body = path.read_bytes()
    except OSError as error:
        return Answer("missing_file", link.url, f"{path}: {error.strerror}")
    kind = "text/html" if path.suffix.lower() in (".html", ".htm", ".xhtml") else "text/plain"
    return _answer(link, body, kind, None)


def _read_warc(path: Path, links: list[Link], max_bytes: int) -> Iterator[tuple[Link, Answer, datetime | None]]:
    waiting = {link.offset: link for link in links}
    try:
        with path.open("rb") as file:
            file.seek(min(link.offset or 0 for link in links))
            for record in ArchiveIterator(file, record_types=WarcRecordType.response):
                link = waiting.pop(record.stream_pos, None)
                if link is not None:
                    taken = record.record_date
                    yield link, _record(link, record, max_bytes), as_utc(taken) if taken else None
                if not waiting:
                    return
        fault = "no such record"
    except (OSError, StreamError, ValueError) as error:
        fault = str(error)
    for link in waiting.values():
        yield link, Answer("missing_file", link.url, f"{path} at {link.offset}: {fault}"), None


def _record(link: Link, record: WarcRecord, max_bytes: int) -> Answer:
    headers = record.http_headers
    packed = record.reader.read(max_bytes + 1)
    body = _unpacked(packed, headers, max_bytes + 1)
    if max(len(packed), len(body)) > max_bytes:
        return Answer("too_large", link.url, f"more than {max_bytes:,} bytes")
    return _answer(link, body, headers.get("Content-Type"), headers.status_code)


def _unpacked(body: bytes, headers: HeaderMap, most: int) -> bytes:
    """The first ``most`` bytes of a body as it was before transfer.

    Tools that write archives often unpack a page and leave its headers as they were:
    what does not unpack is taken as it is.
    """
    encoding = headers.get("Content-Encoding")
    try:
        if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
            body = _dechunked(body)
        if encoding:
            packed = HTTPResponse(BytesIO(body), {"Content-Encoding": encoding}, preload_content=False)
            body = packed.read(most, decode_content=True)
    except (HTTPError, ValueError):
        pass
    return body


def _dechunked(body: bytes) -> bytes:
    """Join the chunks of HTTP/1.1 (RFC 9112, 7.1). Raises ValueError."""
    source, parts = BytesIO(body), []
    while size := int(source.readline(100).partition(b";")[0], 16):
        parts.append(source.read(size))
        if len(parts[-1]) != size or source.readline(3).strip():
            raise ValueError("a chunk is broken off")
    return b"".join(parts)


def _answer(link: Link, body: bytes, content_type: str | None, status: int | None) -> Answer:
    outcome = "ok" if body.strip() else "empty"
    if outcome == "ok" and not is_page(body, content_type):
        outcome = "not_html"
    return Answer(outcome, link.url, None, status, len(body), content_type, body=body if outcome == "ok" else None)

"""Saved folders, manifests, WARC files and lists of addresses."""

from __future__ import annotations

import gzip
import io
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.discover import Source, discover
from etl.discover.link import Link
from etl.fetch import Client, ClientSettings, RawPage, fetch_links, read_raw, write_raw

PAGE = "<!doctype html><title>T</title><p>Ministers signed a memorandum on chips.</p>"
CLIENT = Client(ClientSettings())


def _links(kind: str, path: Path, **values: object) -> tuple[tuple[Link, ...], str | None]:
    source = Source.model_validate({"id": "s", "type": kind, "path": path, **values})
    found = discover(source, CLIENT)
    return found.links, found.error


def _pages(links: tuple[Link, ...]) -> list[RawPage]:
    return list(fetch_links(links, {}, {}, CLIENT, "r"))


def test_a_folder_without_manifest(tmp_path: Path) -> None:
    (tmp_path / "b ü").mkdir()
    for name in ("a.html", "b ü/c.txt", "d.htm", "e.png", ".hidden"):
        (tmp_path / name).write_text(PAGE)
    links, error = _links("folder", tmp_path)
    assert error is None
    assert [link.url for link in links] == ["file:///a.html", "file:///b%20%C3%BC/c.txt", "file:///d.htm"]
    assert {(page.outcome, page.body) for page in _pages(links)} == {("ok", PAGE.encode())}


def test_names_of_files_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(PAGE)
    links, _ = _links("folder", tmp_path)
    assert [link.url for link in links] == ["file:///caf%E9.txt"]
    path = write_raw(_pages(links), tmp_path / "raw", "r")
    assert path is not None
    assert [page.outcome for page in read_raw(path)] == ["ok"]


def test_a_manifest_says_what_it_knows(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(PAGE)
    (tmp_path / "manifest.csv").write_text(
        '\ufefffile,url,published_at,title\r\na.txt,https://n.example/a,2024-05-31T09:00:00+02:00,"Pact, signed"\r\n'
        "b.txt,,,\r\ngone.txt,https://n.example/gone,,\r\n",
        "utf-8",
    )
    links, error = _links("folder", tmp_path)
    assert error is None
    first, second, third = links
    assert (first.url, first.title) == ("https://n.example/a", "Pact, signed")
    assert first.published_at == datetime(2024, 5, 31, 7, tzinfo=UTC)
    assert (second.url, second.title, second.published_at) == ("file:///b.txt", None, None)
    assert [page.outcome for page in _pages(links)] == ["ok", "ok", "missing_file"]
    assert third.modified_at is None


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        (b"name,url\na.txt,\n", "no column 'file'"),
        (b"", "no column 'file'"),
        (b"file,url,published_at,title\n../a.txt,,,\n", "line 2: file"),
        (b"file,url,published_at,title\n/etc/passwd,,,\n", "line 2: file"),
        (b"file,url,published_at,title\n,https://n.example/,,\n", "line 2: file"),
        (b"file,url,published_at,title\na.txt,n.example/a,,\n", "line 2: url"),
        (b"file,url,published_at,title\na.txt,,last week,\n", "line 2: published_at"),
        (b"file,url,published_at,title\n\xff\xfe,,,\n", "UTF-8"),
        (b'file,url,published_at,title\n"a.txt,,,\n', "cannot be read"),
        (b"file,url,published_at,title\na.txt\x00,,,\n", "line 2|cannot be read"),
    ],
)
def test_a_broken_manifest_is_one_sentence(tmp_path: Path, manifest: bytes, why: str) -> None:
    (tmp_path / "manifest.csv").write_bytes(manifest)
    links, error = _links("folder", tmp_path)
    assert error is not None
    assert re.search(why, error), error
    assert "manifest.csv" in error
    assert links == ()


def test_places_that_are_not_there(tmp_path: Path) -> None:
    for kind, why in (("folder", "no folder"), ("warc", "There is no"), ("urls", "cannot be read")):
        links, error = _links(kind, tmp_path / "nowhere")
        assert links == ()
        assert error is not None
        assert why in error
    assert "holds no" in str(_links("warc", tmp_path)[1])
    (tmp_path / "notes.md").write_text("no page")
    assert "no saved page" in str(_links("folder", tmp_path / "notes.md")[1])


def test_one_saved_page_is_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    assert [link.url for link in _links("folder", tmp_path / "a.html")[0]] == ["file:///a.html"]


def test_a_list_of_addresses(tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text(
        "# mine\nhttps://n.example/a\n\n https://n.example/b#top \nftp://n.example/c\nx\n"
    )
    assert [link.url for link in _links("urls", tmp_path / "urls.txt")[0]] == [
        "https://n.example/a",
        "https://n.example/b",
    ]


def _record(url: str, http: bytes, kind: str = "response", date: str = "2024-05-31T07:00:00Z") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
    head += f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype={kind}\r\n"
    return f"{head}Content-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"


def _http(body: bytes, status: str = "200 OK", kind: str = "text/html") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def _archive() -> list[bytes]:
    packed = gzip.compress(PAGE.encode())
    return [
        _record("https://n.example/", b"GET / HTTP/1.1\r\n\r\n", "request"),
        _record("https://n.example/a", _http(PAGE.encode())),
        _record("https://n.example/none", _http(b"", "404 Not Found")),
        _record("https://n.example/i.png", _http(b"\x89PNG", kind="image/png")),
        _record("dns:n.example", b"1.2.3.4"),
        _record("https://n.example/b", _http(packed).replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n", 1)),
        _record("https://n.example/a", _http(PAGE.encode() + b"<p>Update."), date="2024-06-01T07:00:00Z"),
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_warc_files_are_read_as_they_are(tmp_path: Path, packed: bool) -> None:
    records = _archive()
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(record) if packed else record for record in records))
    links, error = _links("warc", tmp_path)
    assert error is None
    assert [link.url[-1] for link in links] == ["a", "b", "a"]
    pages = _pages(links)
    assert [page.outcome for page in pages] == ["ok"] * 3
    assert [page.link for page in pages] == list(links)
    assert pages[0].body == pages[1].body == PAGE.encode()
    assert pages[2].body == PAGE.encode() + b"<p>Update."
    assert [page.received_at for page in pages] == [
        datetime(2024, 5, 31, 7, tzinfo=UTC), datetime(2024, 5, 31, 7, tzinfo=UTC), datetime(2024, 6, 1, 7, tzinfo=UTC),
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["Transfer-Encoding: chunked", "Content-Encoding: gzip", "Content-Encoding: br"])
def test_headers_left_by_a_tool_that_unpacked_the_page(tmp_path: Path, header: str) -> None:
    http = _http(PAGE.encode()).replace(b"\r\n\r\n", f"\r\n{header}\r\n\r\n".encode(), 1)
    (tmp_path / "a.warc").write_bytes(_record("https://n.example/a", http) + _archive()[1])
    assert [page.body for page in _pages(_links("warc", tmp_path)[0])] == [PAGE.encode()] * 2


def test_chunks_as_they_came_over_the_wire(tmp_path: Path) -> None:
    body = PAGE.encode()
    chunked = b"%x;ext=1\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (9, body[:9], len(body) - 9, body[9:])
    http = _http(chunked).replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n", 1)
    (tmp_path / "a.warc").write_bytes(_record("https://n.example/a", http))
    assert [page.body for page in _pages(_links("warc", tmp_path)[0])] == [body]


def test_a_single_record_can_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"".join(gzip.compress(record) for record in _archive()))
    links, _ = _links("warc", tmp_path)
    [page] = _pages(links[2:])
    assert page.body is not None
    assert page.body.endswith(b"Update.")


@pytest.mark.parametrize("cut", [10, 300, 1_000, 1_400])
def test_a_warc_file_broken_off_gives_what_came_before(tmp_path: Path, cut: int) -> None:
    whole = b"".join(gzip.compress(record) for record in _archive())
    (tmp_path / "a.warc.gz").write_bytes(whole[:cut])
    links, _ = _links("warc", tmp_path)
    pages = _pages(links)
    assert len(pages) == len(links) <= 3


def test_a_file_that_is_no_warc(tmp_path: Path) -> None:
    for number, noise in enumerate((b"", b"\x00" * 1000, PAGE.encode(), gzip.compress(b"x" * 1000), b"WARC/1.0\r\n")):
        (tmp_path / f"{number}.warc").write_bytes(noise)
        assert _links("warc", tmp_path / f"{number}.warc")[0] == ()


def test_a_record_that_is_gone_when_its_turn_comes(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(gzip.compress(record) for record in _archive()))
    links, _ = _links("warc", path)
    path.write_bytes(gzip.compress(_archive()[0]))
    assert {page.outcome for page in _pages(links)} == {"missing_file"}
    path.unlink()
    assert {page.outcome for page in _pages(links)} == {"missing_file"}


def test_a_page_in_an_archive_may_be_too_large(tmp_path: Path) -> None:
    bomb = io.BytesIO(gzip.compress(_record("https://n.example/a", _http(b"a" * 20_000_000)))).getvalue()
    (tmp_path / "a.warc.gz").write_bytes(bomb)
    assert [page.outcome for page in _pages(_links("warc", tmp_path)[0])] == ["too_large"]

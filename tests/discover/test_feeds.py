"""Feeds, also those that lie."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.discover.feeds import NotAFeed, feed_links
from etl.discover.link import Link

URL = "https://news.example/feed.xml"
MAY = datetime(2024, 5, 31, 7, tzinfo=UTC)


def _rss(items: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'.encode()


def _item(inner: str) -> bytes:
    return _rss(f"<item>{inner}</item>")


def test_rss() -> None:
    body = _item("<title>Chip &amp; AI pact</title><link>/a</link><pubDate>Fri, 31 May 2024 09:00:00 +0200</pubDate>")
    assert feed_links(body, URL, "s") == [Link("https://news.example/a", "s", "Chip & AI pact", MAY)]


def test_atom_with_both_times() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>Pact</title>
      <link rel="alternate" href="/a"/><published>2024-05-31T07:00:00Z</published>
      <updated>2024-06-01T07:00:00Z</updated></entry></feed>"""
    [link] = feed_links(body, URL, "s")
    assert (link.published_at, link.modified_at) == (MAY, datetime(2024, 6, 1, 7, tzinfo=UTC))


def test_an_update_is_never_taken_for_the_publication() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>P</title><link href="/a"/>
      <updated>2024-06-01T07:00:00Z</updated></entry></feed>"""
    [link] = feed_links(body, URL, "s")
    assert link.published_at is None


def test_json_feed() -> None:
    body = b"""\xef\xbb\xbf{"version": "https://jsonfeed.org/version/1.1", "items": [
      {"id": "1", "url": "/a", "title": "Pact", "date_published": "2024-05-31T09:00:00+02:00"},
      {"id": "2", "external_url": "https://other.example/b"}, {"id": "3"}, 4, {"url": 5}]}"""
    assert feed_links(body, URL, "s") == [
        Link("https://news.example/a", "s", "Pact", MAY),
        Link("https://other.example/b", "s"),
    ]


def test_halves_of_letters_do_not_come_through() -> None:
    body = b'{"items": [{"url": "https://news.example/a", "title": "Pact \\ud800\\u0000 signed"}]}'
    assert feed_links(body, URL, "s")[0].title == "Pact signed"


def test_items_with_nothing_but_a_guid() -> None:
    assert feed_links(_item("<guid>https://news.example/a</guid>"), URL, "s")[0].url == "https://news.example/a"
    assert feed_links(_item('<guid isPermaLink="false">42</guid><title>T</title>'), URL, "s") == []


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 99 Foo 2024 25:61:00", "0000-00-00"]
)
def test_dates_that_say_nothing(date: str) -> None:
    [link] = feed_links(_item(f"<link>/a</link><pubDate>{date}</pubDate>"), URL, "s")
    assert link.published_at is None


def test_titles_come_as_plain_text_in_one_line() -> None:
    [link] = feed_links(_item("<link>/a</link><title><![CDATA[ <b>Pact</b>\n signed ]]></title>"), URL, "s")
    assert link.title == "Pact signed"


def test_a_feed_broken_off_gives_what_came_before() -> None:
    body = _rss("<item><link>/a</link></item><item><link>/b</link></item>")
    assert [link.url for link in feed_links(body[:-40], URL, "s")][:1] == ["https://news.example/a"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "neither"),
        (b"<!doctype html><html><p>Not found</p></html>", "listing"),
        (b'<?xml version="1.0"?><urlset></urlset>', "sitemap"),
        (b'{"items": 5}', "list"),
        (b'{"items": [', "broken"),
        (b"[" * 100_000, "neither"),
        (b'{"a":' * 100_000, "broken"),
        (b"\x00\xff" * 1000, "neither"),
    ],
)
def test_what_is_no_feed(body: bytes, why: str) -> None:
    with pytest.raises(NotAFeed, match=why):
        feed_links(body, URL, "s")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    lol = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    head = f'<!DOCTYPE rss [<!ENTITY l0 "lol"><!ENTITY f SYSTEM "file:///etc/passwd">{lol}]>'
    body = _rss("<item><title>&l9;&f;</title><link>/a</link></item>", head).decode().encode(encoding)
    with pytest.raises(NotAFeed, match="entities"):
        feed_links(body, URL, "s")


def test_short_bytes_are_not_taken_for_a_file_name(tmp_path: Path) -> None:
    (tmp_path / "feed").write_bytes(_item("<link>/secret</link>"))
    with pytest.raises(NotAFeed):
        feed_links(os.fsencode(tmp_path / "feed"), URL, "s")


def test_addresses_that_cannot_be_joined_do_not_stop_the_rest() -> None:
    links = feed_links(_rss("<item><link>http://[</link></item><item><link>/b</link></item>"), URL, "s")
    assert links[-1].url == "https://news.example/b"

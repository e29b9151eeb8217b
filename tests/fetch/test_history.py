"""Which pages are due: young ones again, old ones not, failing ones ever more rarely."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from etl.discover import Source
from etl.discover.link import Link
from etl.fetch import UrlHistory, due_links

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://n.example/a"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _due(past: UrlHistory | None, link: Link | None = None, sources: dict[str, Source] | None = None) -> bool:
    history = {past.url: past} if past else {}
    return bool(due_links([link or Link(URL, "s")], history, NOW, sources))


def _received(ago: timedelta, *, first: timedelta | None = None, unchanged: int = 0) -> UrlHistory:
    outcome = "unchanged" if unchanged else "ok"
    return UrlHistory(URL, '"e"', None, "ab", NOW - (first or ago), NOW - ago, outcome, 0, unchanged)


def _failed(ago: timedelta, outcome: str, times: int = 1) -> UrlHistory:
    return UrlHistory(URL, last_attempted_at=NOW - ago, last_outcome=outcome, failures_in_a_row=times)


def test_a_page_never_asked_for_is_due() -> None:
    assert _due(None)


@pytest.mark.parametrize(
    ("past", "due"),
    [
        (_received(11 * HOUR), False),
        (_received(13 * HOUR), True),
        (_received(13 * HOUR, unchanged=1), False),
        (_received(25 * HOUR, unchanged=1), True),
        (_received(25 * HOUR, first=2 * DAY, unchanged=2), False),
        (_received(3 * DAY, first=15 * DAY), False),
        (_received(400 * DAY), False),
    ],
)
def test_a_received_page_is_due_while_it_is_young(past: UrlHistory, due: bool) -> None:
    assert _due(past) == due


def test_the_source_says_how_old_an_article_is() -> None:
    past = _received(13 * HOUR)
    assert _due(past, Link(URL, "s", published_at=NOW - 2 * DAY))
    assert not _due(past, Link(URL, "s", published_at=NOW - 30 * DAY))


def test_a_page_changed_since_is_due_however_old() -> None:
    past = _received(300 * DAY)
    assert _due(past, Link(URL, "s", modified_at=NOW - DAY))
    assert not _due(past, Link(URL, "s", modified_at=NOW - 301 * DAY))
    assert not _due(past, Link(URL, "s", modified_at=NOW + DAY))


def test_a_source_that_calls_everything_changed_is_believed_ever_less() -> None:
    past = _received(HOUR, first=300 * DAY, unchanged=5)
    assert not _due(past, Link(URL, "s", modified_at=NOW))
    assert _due(_received(17 * DAY, first=300 * DAY, unchanged=5), Link(URL, "s", modified_at=NOW))


@pytest.mark.parametrize(
    ("past", "due"),
    [
        (_failed(HOUR / 2, "timeout"), False),
        (_failed(HOUR, "timeout"), True),
        (_failed(3 * HOUR, "server_error", 3), False),
        (_failed(4 * HOUR, "server_error", 3), True),
        (_failed(29 * DAY, "not_found", 50), False),
        (_failed(31 * DAY, "not_found", 50), True),
        (_failed(DAY, "robots"), False),
        (_failed(8 * DAY, "robots"), True),
        (_failed(1000 * DAY, "gone"), False),
    ],
)
def test_a_failed_page_is_due_after_a_wait_that_doubles(past: UrlHistory, due: bool) -> None:
    assert _due(past) == due


def test_a_source_may_set_its_own_revisits() -> None:
    often = Source.model_validate(
        {"id": "s", "type": "urls", "urls": ["https://n.example/"], "revisit": {"hours": 1, "days": 2}}
    )
    never = often.model_copy(update={"revisit": often.revisit.model_copy(update={"days": 0})})
    assert _due(_received(2 * HOUR), sources={"s": often})
    assert not _due(_received(2 * HOUR), sources={"s": never})


def test_times_without_a_zone_are_utc() -> None:
    past = UrlHistory(URL, None, None, "ab", datetime(2026, 11, 22, 0), datetime(2026, 11, 22, 0), "ok")
    assert _due(past, Link(URL, "s", published_at=NOW - DAY))


def test_two_links_to_one_page_are_one_with_what_each_knows() -> None:
    links = [
        Link("http://n.example/a", "map", modified_at=NOW),
        Link("https://n.example/a/?utm_source=feed", "feed", "Pact", NOW - DAY),
        Link("https://n.example/b", "feed"),
    ]
    first, second = due_links(links, {}, NOW)
    assert first == Link("http://n.example/a", "map", "Pact", NOW - DAY, NOW)
    assert second.url == "https://n.example/b"


def test_a_saved_page_is_due_when_its_file_is_newer() -> None:
    past = _received(2 * HOUR)
    assert _due(past, Link(URL, "s", modified_at=NOW - HOUR, path="/saved/a.html"))
    assert not _due(past, Link(URL, "s", modified_at=NOW - 3 * HOUR, path="/saved/a.html"))


def test_records_of_one_page_in_an_archive_all_count() -> None:
    links = [Link(URL, "s", path="/a.warc", offset=offset) for offset in (0, 900)]
    assert due_links(links, {}, NOW) == links

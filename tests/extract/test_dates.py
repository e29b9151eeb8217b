from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract import extract
from etl.extract.dateforms import find_date, parse_date

TEXT = (
    "<p>"
    + "</p><p>".join(
        [
            "The two ministries will share weather radar data and train forecasters at a new centre in Velmora, officials said.",  # noqa: E501
            "A joint committee is to meet twice a year, and it may not spend more than its members have approved, they added.",  # noqa: E501
            "Each side pays for its own stations, of which there will be sixteen when the last one has been built on the islands.",  # noqa: E501
        ]
    )
    + "</p>"
)


def page(head: str = "", before: str = "", after: str = "") -> str:
    return f"<html lang=en><head><title>Radar pact</title>{head}</head><body><article><h1>Radar pact</h1>{before}{TEXT}</article>{after}</body></html>"  # noqa: E501


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-16",
        "2024-05-16T08:30:00Z",
        "2024/05/16",
        "20240516",
        "16 May 2024",
        "May 16, 2024",
        "Thursday, May 16th, 2024",
        "16. Mai 2024",
        "16 mai 2024",
        "16 de mayo de 2024",
        "16 maggio 2024",
        "16. května 2024",
        "16 мая 2024 г.",
        "16 maja 2024",
        "2024年5月16日",
        "2024. 5. 16.",
        "16.05.2024",
        "16/05/2024",
        "05/16/2024",
        "Thu, 16 May 2024 08:30:00 +0000",
        "2024. május 16.",
        "2024 m. gegužės 16 d.",
        "الخميس، 16 مايو 2024",
        "16 травня 2024",
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    date = find_date(text)
    assert date is not None
    assert (date.year, date.month, date.day) == (2024, 5, 16)


def test_order_of_day_and_month_follows_the_country() -> None:
    assert find_date("04/05/2024", month_first=True) == datetime(2024, 4, 5, tzinfo=UTC)
    assert find_date("04/05/2024", month_first=False) == datetime(2024, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "May 2024", "16 May", "31 February 2024", "2024-13-01", "call 555-2024-05", "version 3.14.159"]
)
def test_what_is_no_full_date_gives_none(text: str) -> None:
    assert find_date(text) is None


def test_offset_of_the_page_is_kept() -> None:
    date = parse_date("2024-05-16T23:30:00-05:00")
    assert date == datetime(2024, 5, 17, 4, 30, tzinfo=UTC)
    assert date is not None
    assert date.day == 16


JSONLD = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Radar pact","datePublished":"2024-05-16T08:00:00Z"}</script>'  # noqa: E501
META = '<meta property="article:published_time" content="2024-05-17">'
TIME = '<time datetime="2024-05-18">18 May</time>'
PRINTED = "<p>Published 20 May 2024</p>"


@pytest.mark.parametrize(
    ("html", "url", "source", "day"),
    [
        (page(JSONLD + META, TIME + PRINTED), "https://a.example/2024/05/19/x", "jsonld", 16),
        (page(META, TIME + PRINTED), "https://a.example/2024/05/19/x", "meta", 17),
        (page("", TIME + PRINTED), "https://a.example/2024/05/19/x", "time", 18),
        (page("", PRINTED), "https://a.example/2024/05/19/x", "url", 19),
        (page("", PRINTED), "https://a.example/x", "dateline", 20),
    ],
)
def test_order_of_trust(html: str, url: str, source: str, day: int) -> None:
    article = extract(html, url=url)
    assert article.published_at_source == source
    assert article.published_at is not None
    assert article.published_at.day == day


@pytest.mark.parametrize(
    ("html", "url", "day"),
    [
        # The printed day, the day in the address, the declared offset: each is the publisher's own.
        (page(JSONLD.replace("T08", "T03"), "<p>Published May 15, 2024</p>"), None, 15),
        (page(JSONLD.replace("T08", "T03")), "https://a.example/2024/05/15/x", 15),
        (page(JSONLD.replace("T08:00:00Z", "T03:00:00+02:00")), "https://a.example/2024/05/15/x", 16),
        (page(JSONLD.replace("T08", "T20"), "<p>Published 17 May 2024</p>"), None, 17),
        # A day named in a longer line is another event's, and a clock at noon is on one day nearly everywhere.
        (
            page(JSONLD.replace("T08", "T03"), "<p>The radar fair in Velmora, held on May 14, 2024, was full</p>"),
            None,
            16,
        ),
        (page(JSONLD.replace("T08", "T13"), "<p>Published May 15, 2024</p>"), None, 16),
    ],
)
def test_a_moment_in_utc_is_told_by_the_publishers_day(html: str, url: str | None, day: int) -> None:
    article = extract(html, url=url)
    assert article.published_at is not None
    assert article.published_at.day == day


REDATED = "<p>3 March 2025</p>"


@pytest.mark.parametrize(
    ("html", "url", "day"),
    [
        # Put up again: the line under the title is the day that the text speaks from.
        (page(JSONLD, REDATED), None, "2025-03-03"),
        (page(META, REDATED), "https://a.example/x", "2025-03-03"),
        # A longer line needs another declaration that says the same.
        (
            page(JSONLD, "<div class=meta>By Tessa Quill · Velmora bureau · 17 May 2024 · 3 min read</div>"),
            None,
            "2024-05-16",
        ),
        (
            page(JSONLD + META, "<div class=meta>By Tessa Quill · Velmora bureau · 17 May 2024 · 3 min read</div>"),
            None,
            "2024-05-17",
        ),
        # A printed clock outweighs a declared day without one.
        (page(META, "<p>16.05.2024, 12:01</p>"), None, "2024-05-16"),
        (page(META, "<p>16.05.2024</p>"), None, "2024-05-17"),
        # Said to be of a change, or the address agrees with what is declared: nothing is outweighed.
        (page(JSONLD, "<p>Updated 3 March 2025</p>"), None, "2024-05-16"),
        (page(JSONLD, REDATED), "https://a.example/2024/05/16/x", "2024-05-16"),
        # A time element that shows another day than its attribute.
        (page("", '<time datetime="2025-03-03">16 May 2024</time>'), None, "2024-05-16"),
    ],
)
def test_the_day_that_readers_see_outweighs_one_it_contradicts(html: str, url: str | None, day: str) -> None:
    assert f"{extract(html, url=url).published_at:%Y-%m-%d}" == day


SOURCELESS = TEXT.removeprefix("<p>")


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (
            page('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-16",</script>'),
            None,
        ),
        (page().replace(TEXT, f"<p>Velmora (16.05.2024). {SOURCELESS}"), None),
        (page().replace(TEXT, f"<p>16 May 2024. {SOURCELESS}"), None),
        (page("", "<p>16 | 05 | 2024</p>"), None),
        (
            page(
                after="<footer><p>This entry was posted on 16 May 2024 by Tessa and filed under Weather.</p></footer>"
            ),
            None,
        ),
        (page("<meta name='news:published-date' content='2024-05-16'>"), None),
        (page("", "<span property='schema:dateCreated' content='2024-05-16T12:45:46+00:00'></span>"), None),
        (page("", "<span>16.05.24</span>"), None),
        (page(), "https://a.example/blog/2024/may/16/radar-pact"),
        (page("", "<h2>What the islands gain</h2><p>By Tessa Quill</p><p>Reporter</p><p>May 16, 2024</p>"), None),
    ],
)
def test_day_is_found_where_pages_put_it(html: str, url: str | None) -> None:
    article = extract(html, url=url)
    assert article.published_at is not None
    assert f"{article.published_at:%Y-%m-%d}" == "2024-05-16"


def test_no_date_later_than_the_fetch() -> None:
    fetched = datetime(2024, 5, 16, 12, tzinfo=UTC)
    article = extract(
        page(META.replace("2024-05-17", "2031-01-01"), PRINTED), url="https://a.example/x", fetched_at=fetched
    )
    assert (article.published_at, article.published_at_source) == (None, "none")


def test_date_of_a_related_headline_is_not_taken() -> None:
    related = "".join(
        f'<li><a href="/{day}">Old news number {day}</a> <time datetime="2023-01-{day}">x</time></li>'
        for day in (11, 12, 13)
    )
    article = extract(page(after=f'<aside class="related"><h2>Related</h2><ul>{related}</ul></aside>'))
    assert article.published_at is None


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    parse_date(text)
    find_date(text, month_first=False)

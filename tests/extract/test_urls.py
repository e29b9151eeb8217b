from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract.urls import canonical_url, page_key, site_of

PAGE = "https://news.example/pact"


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/pact",
        "https://NEWS.example:443/pact/",
        "http://news.example:80/pact#comments",
        "https://news.example/pact?utm_source=feed&utm_medium=rss",
        "https://news.example/pact?fbclid=abc",
        "https://news.example/pact/amp/",
        "https://amp.news.example/pact",
        "https://news.example//pact/index.html",
        " https://news.example/pact ",
    ],
)
def test_roads_to_one_page_give_one_key(url: str) -> None:
    assert page_key(url) == page_key(PAGE) == "news.example/pact"


def test_address_still_leads_to_the_page() -> None:
    assert canonical_url("http://News.example:80/pact/?utm_source=x#top") == "http://news.example/pact/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example", "https://news.example/"),
        ("https://news.example/?p=7", "https://news.example/?p=7"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example/caf%c3%a9", "https://news.example/caf%C3%A9"),
        ("https://news.example/café", "https://news.example/caf%C3%A9"),
        ("https://news.example/a%2Fb", "https://news.example/a%2Fb"),
        ("file:///tmp/page.html", "file:///tmp/page.html"),
        ("no address", "no address"),
    ],
)
def test_what_names_the_page_stays(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("https://news.example/pact", PAGE),
        ("/pact", PAGE),
        ("https://www.news.example/pact", "https://www.news.example/pact"),
        ("https://other.example/pact", "https://news.example/pact-2"),
        ("https://news.example/", "https://news.example/pact-2"),
        ("http://[broken", "https://news.example/pact-2"),
        ("javascript:void(0)", "https://news.example/pact-2"),
        ("", "https://news.example/pact-2"),
    ],
)
def test_declared_address_counts_within_the_site_only(declared: str, expected: str) -> None:
    assert canonical_url("https://news.example/pact-2", declared) == expected


def test_site_is_the_host_without_www() -> None:
    assert site_of("https://www.news.example/a") == "news.example"
    assert site_of(None) is None
    assert site_of("nonsense") is None


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_an_address_that_is_stable(text: str) -> None:
    for url in (text, f"https://news.example/{text}", f"https://{text}"):
        once = canonical_url(url)
        assert canonical_url(once) == once
        canonical_url("https://news.example/", text)

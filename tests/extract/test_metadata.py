from __future__ import annotations

import pytest
from rich.console import Console

from etl.extract import extract
from etl.extract.head import load_json
from etl.extract.language import detect_language
from etl.extract.names import printed_name
from etl.extract.show import render_blocks

BODY = (
    "<p>"
    + "The two ministries will share weather radar data and train forecasters at a new centre in Velmora. " * 3
    + "</p>"
)


def page(head: str, body: str = "") -> str:
    return f"<html lang='en-GB'><head>{head}</head><body><article>{body}{BODY * 3}</article></body></html>"


@pytest.mark.parametrize(
    "head",
    [
        "<title>Radar pact links islands and coast | Coast Courier</title><meta property='og:site_name' content='Coast Courier'>",  # noqa: E501
        "<title>Coast Courier - Radar pact links islands and coast</title><meta property='og:site_name' content='Coast Courier'>",  # noqa: E501
        "<title>Radar pact links islands and coast - Coast Business Daily</title>",
        "<title>x</title><meta property='og:title' content='Radar pact links islands and coast'>",
        "<script type='application/ld+json'>{'@type': 1}</script><title>Radar pact links islands and coast</title>",
    ],
)
def test_title_without_the_site(head: str) -> None:
    assert extract(page(head), url="https://coast.example/x").title == "Radar pact links islands and coast"


def test_heading_beats_a_declared_title_that_adds_to_it() -> None:
    article = extract(
        page(
            "<title>Radar pact links islands and coast - Science - Coast Courier</title>",
            "<h1>Radar pact links islands and coast</h1>",
        )
    )
    assert article.title == "Radar pact links islands and coast"


def test_one_heading_beats_a_declared_title_that_names_a_section_only() -> None:
    article = extract(page("<title>Press room</title>", "<h1>Radar pact links islands and coast</h1>"))
    assert article.title == "Radar pact links islands and coast"


def test_title_keeps_its_kicker() -> None:
    article = extract(
        page(
            "<meta property='og:title' content='Weather: Radar pact links islands and coast'>",
            "<h1>Radar pact links islands and coast</h1>",
        )
    )
    assert article.title == "Weather: Radar pact links islands and coast"


def test_heading_mends_a_declared_title_cut_at_a_quotation_mark() -> None:
    article = extract(
        page(
            '<meta property="og:title" content="Radar pact links islands and "coast"">',
            '<h1>Radar pact links islands and <br>"coast"</h1>',
        )
    )
    assert article.title == 'Radar pact links islands and "coast"'


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Tessa Quill", "Tessa Quill"),
        ("By Tessa Quill and Omar Finch", "Tessa Quill and Omar Finch"),
        ("Von Tessa van der Quill", "Tessa van der Quill"),
        ("By Tessa Quill | 16 May 2024", "Tessa Quill"),
        ("By the end of the year it was clear that", None),
        ("By Thursday", None),
        ("Velmora", None),
    ],
)
def test_printed_byline(line: str, name: str | None) -> None:
    assert printed_name(line) == name


def test_declared_authors_of_several_kinds() -> None:
    head = '<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"author":[{"name":"Tessa Quill"},"Omar Finch",{"name":"Tessa Quill"}]}]}</script>'  # noqa: E501
    assert extract(page(head)).byline == "Tessa Quill, Omar Finch"


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a":1}};', "null", '{"a":\n"b\tc"}', '<!-- {"a":1,} -->'])
def test_json_as_pages_write_it(text: str) -> None:
    load_json(text)


def test_json_with_comment_marks_and_loose_commas_is_read() -> None:
    assert load_json('<!-- {"a": [1, 2,],} -->') == {"a": [1, 2]}


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (
            "The ministers of the two countries said that the pact is to be signed in the capital on Thursday.",
            "de",
            "en",
        ),
        (
            "Die Minister der beiden Länder sagten, dass das Abkommen am Donnerstag in der Hauptstadt unterzeichnet wird und nicht mehr.",  # noqa: E501
            "",
            "de",
        ),
        (
            "Les ministres des deux pays ont dit que le pacte est signé dans la capitale et que les experts sont pour.",
            "en",
            "fr",
        ),
        ("両国の大臣は木曜日に首都で協定に署名すると述べた。", "", "ja"),
        ("Министры двух стран заявили о подписании соглашения.", "", "ru"),
        ("Pact", "sv-SE", "sv"),
        ("Pact", "", None),
        ("", "nonsense", None),
    ],
)
def test_language(text: str, declared: str, language: str | None) -> None:
    assert detect_language(text, declared) == language


def test_blocks_are_shown_with_verdict_reason_and_score() -> None:
    console = Console(width=100, record=True, file=None, force_terminal=False)
    with console.capture() as shown:
        console.print(render_blocks(extract(page("<title>Radar pact</title>", "<nav><a href=/>Home</a></nav>"))))
    assert "navigation" in shown.get()
    assert "body" in shown.get()
    assert "published unknown" in shown.get()

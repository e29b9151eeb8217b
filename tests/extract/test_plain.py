"""Plain text with chrome left in."""

from __future__ import annotations

import pytest

from etl.extract import extract, reasons
from etl.extract.chrome import chrome_reason
from etl.extract.plain import unwrap

BODY = [
    "The two ministries will share weather radar data and train forecasters at a new centre in Velmora, officials said.",
    "Under the arrangement each side pays for its own stations:",
    "- twelve radars on the mainland",
    "- four radars on the outer islands",
    "How it will be paid for",
    "A joint committee is to meet twice a year. It may not spend more than its members have approved.",
]
PAGE = "\n".join([
    "Coast Courier > Science > Weather",
    "Mayor opens new swimming hall",
    "Radar pact links weather services of coast and islands",
    "By Tessa Quill",
    "Published 16 May 2024",
    "Share: F T W",
    *BODY[:3], BODY[3],
    "READ: Ferry fares go up again in June",
    "Support us: become a friend of the Courier from 3 a month",
    *BODY[4:],
    "Tessa Quill is a reporter who covers the coast for the Courier.",
    "(Photo by Omar Finch)",
    "Tags: weather, radar, islands",
    "More from Science",
    "Old lighthouse gets a new lamp",
    "Whale count falls for third year, survey finds",
    "Leave a Reply",
    "Your email address will not be published. Required fields are marked *",
])  # fmt: skip


def test_body_is_kept_and_chrome_stripped() -> None:
    assert extract(PAGE).text.split("\n\n") == BODY


def test_metadata_of_plain_text() -> None:
    article = extract(PAGE, url="https://www.coast-courier.example/radar/?utm_source=x")
    assert article.title == "Radar pact links weather services of coast and islands"
    assert article.byline == "Tessa Quill"
    assert f"{article.published_at:%Y-%m-%d}" == "2024-05-16"
    assert article.published_at_source == "dateline"
    assert article.language == "en"
    assert article.url == "https://www.coast-courier.example/radar/"


def test_dateline_gives_the_date() -> None:
    article = extract(f"VELMORA, May 16, 2024 — {BODY[0]}\n{BODY[5]}")
    assert f"{article.published_at:%Y-%m-%d}" == "2024-05-16"


def test_a_date_within_the_text_is_not_the_date_of_the_page() -> None:
    article = extract(f"{BODY[0]}\nThe first radar was built on 3 June 1987 and is still turning today, keepers say.")
    assert article.published_at is None
    assert article.published_at_source == "none"


def test_a_date_beside_a_related_headline_is_not_the_date_of_the_page() -> None:
    lines = [
        *BODY,
        "Related",
        "Ferry fares go up again",
        "1",
        "2",
        "3",
        "Old lighthouse gets a new lamp, 12 March 2021",
    ]
    assert extract("\n".join(lines)).published_at is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Photo: Coastal Picture Desk", reasons.CREDIT),
        ("The new radar at dusk. Photo: Coastal Picture Desk", reasons.CAPTION),
        ("See also: Ferry fares go up again in June", reasons.RELATED),
        ("Tags: weather, radar", reasons.TAGS),
        ("You must be logged in to post a comment.", reasons.COMMENTS),
        ("Sign up for our morning letter", reasons.NEWSLETTER),
        ("© 2024 Coast Courier. All rights reserved.", reasons.LEGAL),
        ("Home | News | Weather | Sport", reasons.NAVIGATION),
        ("WARNING: strong winds on the outer islands", reasons.RELATED),
        ("16 May 2024", reasons.DATE),
        ("The two sides will share the cost of the radars.", ""),
        ("Shares of the company rose four per cent on Thursday.", ""),
        ("Subsidies for the islands end next year, the minister said.", ""),
    ],
)
def test_lines_give_themselves_away(line: str, reason: str) -> None:
    assert chrome_reason(line, line.count(" ") + 1) == reason


def test_text_broken_at_a_fixed_width_is_joined() -> None:
    lines = [
        "The two ministries will share weather radar data and train forecasters at",
        "a new centre in Velmora, officials said after the signing on Thursday in",
        "the capital.",
        "",
        "A joint committee is to meet twice a year.",
    ]
    assert unwrap(lines) == [" ".join(lines[:3]), lines[4]]


def test_unbroken_text_is_left_alone() -> None:
    lines = [BODY[0] + " " + BODY[5], "Ferry fares go up again in June", "Old lighthouse gets a new lamp"]
    assert unwrap(lines) == lines

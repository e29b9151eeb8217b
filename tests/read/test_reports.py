"""Sentences drawn together to reports: how many agreements an article tells of, whose, at which stage."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from etl.extract.article import Article, Block
from etl.read import AgreementReport, read


def reports(*paragraphs: str, title: str | None = None) -> tuple[AgreementReport, ...]:
    """What an article of 5 March 2025 reports."""
    blocks = tuple(Block(paragraph, True, "body", 1.0) for paragraph in paragraphs)
    when = datetime(2025, 3, 5, tzinfo=UTC)
    return read(Article(title, None, when, "meta", None, None, "en", blocks)).agreements


def parties(report: AgreementReport) -> set[str]:
    return {party.party_id for party in report.parties}


def test_two_agreements_of_one_page_stay_two() -> None:
    hydrogen, quantum = reports(
        "Portugal and Morocco signed a memorandum of understanding on green hydrogen on Monday.",
        "The memorandum covers pipelines and electrolysers.",
        "Separately, Spain and Japan signed an agreement on quantum computing on Tuesday.",
        title="Portugal, Morocco sign hydrogen memorandum",
    )
    assert (parties(hydrogen), parties(quantum)) == ({"PRT", "MAR"}, {"ESP", "JPN"})
    assert [theme.theme_id for theme in hydrogen.themes + quantum.themes] == ["clean_energy", "quantum"]


def test_two_agreements_with_a_party_in_common_stay_two() -> None:
    memorandum, contract = reports(
        "Kenya and Norway signed a memorandum of understanding on battery recycling in Nairobi on Monday.",
        "Kenya also signed a contract with the Danish firm Vindkraft to build a wind farm.",
    )
    assert (memorandum.kind, contract.kind) == ("memorandum", "contract")
    assert (parties(memorandum), parties(contract)) == ({"KEN", "NOR"}, {"KEN", "vindkraft"})


def test_one_agreement_told_over_three_sentences_is_one() -> None:
    (report,) = reports(
        "Kenya and Norway have agreed to work together on battery recycling, officials said on Tuesday.",
        "The memorandum of understanding was signed in Nairobi on Monday by the two countries.",
        "Under the memorandum Norway will train 200 Kenyan engineers.",
        title="Kenya and Norway sign memorandum on battery recycling",
    )
    assert report.sentences[:2] == (0, 1)
    assert (report.kind, parties(report)) == ("memorandum", {"KEN", "NOR"})


def test_the_headline_joins_the_report_of_the_body() -> None:
    (report,) = reports(
        "Norway will train 200 Kenyan engineers.",
        "The two governments signed a memorandum on batteries on Monday.",
        title="Kenya and Norway sign battery memorandum",
    )
    assert any(line.startswith("title: speaks of it") for line in report.trace)
    assert report.sentence == 1  # the sentence is one of the body's, where a reader can look it up


@pytest.mark.parametrize(
    "sentence",
    [
        "The Brazilian firm Solvanta and Germany's Heliotek signed a contract on solar cells on Monday.",
        "Brazil's Solvanta has signed a contract on solar cells with the German company Heliotek, they said on Monday.",
    ],
)
def test_a_country_that_only_says_where_a_firm_is_from_is_no_party(sentence: str) -> None:
    (report,) = reports(sentence)
    assert (parties(report), report.level) == ({"solvanta", "heliotek"}, "organisation")


def test_a_ministry_is_its_state() -> None:
    (report,) = reports(
        "Kenya's Ministry of Energy and the firm Vindkraft signed an agreement on wind power on Monday."
    )
    assert (parties(report), report.level) == ({"KEN", "vindkraft"}, "mixed")


def test_a_ministry_without_its_country_is_that_of_the_page() -> None:
    (report,) = reports(
        "The Ministry of Science and Norway signed an agreement on wind power on Monday.",
        "Kenya will host the first wind farm under the agreement.",
    )
    assert parties(report) == {"KEN", "NOR"}


def test_a_ministry_stays_a_ministry_where_no_country_is_named() -> None:
    (report,) = reports("The Ministry of Energy and the firm Vindkraft signed an agreement on wind power on Monday.")
    assert parties(report) == {"ministry-of-energy", "vindkraft"}


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        # a later "signed" makes firm what was only agreed or announced ...
        ("agreed on a partnership on geothermal technology", "The agreement was signed in Nairobi.", "signed"),
        ("announced a partnership on geothermal technology", "The memorandum was signed in Nairobi.", "signed"),
        # ... but not what has gone further since
        ("suspended their agreement on geothermal technology", "The agreement was signed in 2021.", "suspended"),
        ("are negotiating an agreement on geothermal technology", "The talks began in May.", "negotiating"),
        ("plan to sign an agreement on geothermal technology", "The talks began in May.", "anticipated"),
    ],
)
def test_the_status_of_all_its_sentences(first: str, second: str, status: str) -> None:
    report = reports(f"Kenya and Norway {first}.", second)[0]
    assert (report.status, parties(report)) == (status, {"KEN", "NOR"})


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya and Norway signed an agreement on fishing quotas on Monday.",  # no technology
        "Kenya denied that it had signed an agreement on geothermal technology with Norway.",
    ],
)
def test_what_is_not_reported(sentence: str) -> None:
    assert reports(sentence) == ()

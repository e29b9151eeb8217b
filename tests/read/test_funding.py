"""Money and dates of whole articles: which agreement a sum belongs to, who pays it, and when the event was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from etl.extract.article import Article, Block
from etl.read import Facts, read


def facts_of(title: str, *paragraphs: str, published: str = "2024-09-05") -> Facts:
    blocks = tuple(Block(paragraph, True, "body", 1.0) for paragraph in paragraphs)
    when = datetime.fromisoformat(published).replace(tzinfo=UTC)
    return read(Article(title, None, when, "meta", None, None, "en", blocks))


def sums(facts: Facts) -> list[str]:
    return [
        f"{found.amount:.0f} {found.currency}" + (f" by {found.payer.party_id}" if found.payer else "")
        for found in facts.commitments
    ]


QUANTUM = "Norway and Japan on Tuesday signed an agreement to build a quantum computing laboratory in Bergen."


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("Norway will provide $60 million over five years for the laboratory.", ["60000000 USD by NOR"]),
        ("Tokyo's contribution is 4 billion yen (about $28 million).", ["4000000000 JPY by JPN"]),
        ("The market for quantum computers could reach $90 billion by 2035, analysts say.", []),
        ("Norway's sovereign fund, which has nothing to do with it, lost $30 billion last year.", []),
    ],
)
def test_money_of_a_later_sentence(later: str, expected: list[str]) -> None:
    assert sums(facts_of("Norway and Japan sign quantum accord", QUANTUM, later)) == expected


GENES = (
    "The Belgian vaccine maker Zipmed Bio and the University of Rovaniemi on Tuesday signed a gene therapy agreement."
)


@pytest.mark.parametrize(
    ("first", "later", "expected"),
    [
        # each of them, the one it comes from, the one that bears the cost
        (
            QUANTUM,
            "Each of the two countries will contribute $20 million.",
            ["20000000 USD by NOR", "20000000 USD by JPN"],
        ),
        (QUANTUM, "Norway will receive $20 million from Japan.", ["20000000 USD by JPN"]),
        (QUANTUM, "The costs of $20 million will be borne by Japan.", ["20000000 USD by JPN"]),
        (QUANTUM, "The laboratory is expected to cost $20 million.", ["20000000 USD"]),
        # who is meant by a description or a short form
        (GENES, "The Belgian firm will pay 20 million euros.", ["20000000 EUR by zipmed-bio"]),
        (GENES, "The university will contribute $3 million.", ["3000000 USD by university-of-rovaniemi"]),
        (GENES, "Zipmed had sales of $300 million last year.", []),
        # money of another agreement, of another time
        (QUANTUM, "In 2019 Norway spent $40 million on another laboratory.", []),
    ],
)
def test_who_pays(first: str, later: str, expected: list[str]) -> None:
    assert sums(facts_of("A laboratory is agreed", first, later)) == expected


def test_a_conversion_in_the_headline_is_no_second_promise() -> None:
    facts = facts_of(
        "Japan to put $28m into Bergen quantum laboratory",
        QUANTUM,
        "Japan will provide 4 billion yen ($28 million) for the laboratory.",
    )
    assert sums(facts) == ["4000000000 JPY by JPN"]


def test_each_of_two_agreements_keeps_its_own_sum() -> None:
    facts = facts_of(
        "A week of research agreements",
        "Vietnam and South Korea signed a memorandum on semiconductors on Monday; Seoul will provide $30 million.",
        "Portugal and Brazil signed an agreement on battery research on Tuesday, to which Lisbon will contribute "
        "12 million euros.",
    )
    found = {found.currency: found.agreement for found in facts.commitments}
    assert set(found) == {"USD", "EUR"}
    assert found["USD"] != found["EUR"]


def test_a_sum_is_read_in_the_currency_of_the_page() -> None:
    facts = facts_of(
        "South Africa and Finland sign satellite agreement",
        "South Africa and Finland signed an agreement on a radar satellite in Pretoria on Monday.",
        "Under the agreement, South Africa will provide R410 million.",
    )
    assert sums(facts) == ["410000000 ZAR by ZAF"]


@pytest.mark.parametrize(
    ("sentence", "is_said"),
    [
        ("The agreement carries no financial commitments, the ministry said.", True),
        ("No money changes hands under the agreement.", True),
        ("Nothing in the agreement commits either side to spend money.", True),
        ("The two sides gave no financial details.", False),
    ],
)
def test_no_money(sentence: str, is_said: bool) -> None:
    (report,) = facts_of("Norway and Japan sign quantum accord", QUANTUM, sentence).agreements
    assert report.states_no_money is is_said


def test_an_agreement_that_promises_money_does_not_say_that_there_is_none() -> None:
    facts = facts_of(
        "Norway and Japan sign quantum accord",
        QUANTUM,
        "Norway will provide $60 million for the laboratory.",
        "The visitors' programme carries no budget of its own.",
    )
    assert [report.states_no_money for report in facts.agreements] == [False]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ((QUANTUM,), "2024-09-03"),
        (("Norway and Japan signed an agreement on quantum computing on the 2nd in Bergen.",), "2024-09-02"),
        (
            (
                "Norway and Japan have signed an agreement to build a quantum computing laboratory in Bergen.",
                "The document was signed on 2 September.",
            ),
            "2024-09-02",
        ),
        (
            (
                "Norway and Japan signed an agreement on quantum computing on Tuesday.",
                "The laboratory will open in the fourth quarter, and the Norwegian partner was founded in 1999.",
            ),
            "2024-09-03",
        ),
    ],
)
def test_the_day_of_the_event(paragraphs: tuple[str, ...], expected: str) -> None:
    (report,) = facts_of("Norway and Japan sign quantum accord", *paragraphs).agreements
    assert str(report.event_on) == expected

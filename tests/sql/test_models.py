"""The rules of the models, each on a few pages of a world that is built once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from etl.model import build
from etl.warehouse import Warehouse
from tests.sql.staging import marts, new_warehouse, write_staging
from tests.sql.world import World

BIO = "Ana Reed covers gadgets and writes a weekly letter about them."
TREATY = "FIN will share its findings with all who ask for them in good faith."
WIRE = tuple(f"Wire paragraph {number} on what the ministers said to each other." for number in range(3))


def chrome(world: World) -> None:
    """A bio under unrelated stories, a treaty sentence quoted in related ones, a wire story run three times."""
    for number in range(4):
        world.page(f"bio{number}", "2024-01-01", (f"Story number {number} of the day.", BIO), site="bios.example")
        world.page(f"other{number}", "2024-01-01", (f"Sports result {number} of the day.",), site="treaty.example")
        world.page(f"wire{number}", "2024-01-01", WIRE, site="wire.example", signature=list(range(64)))
    for number in range(3):
        world.page(
            f"treaty{number}", "2024-01-01", (f"FIN and its partners, part {number}.", TREATY), site="treaty.example",
            names={0: ["FIN"], 1: ["FIN"]},
        )  # fmt: skip


def headlines(world: World) -> None:
    """A page that lists another page's title, cut short, and a report that stands only there."""
    title = "Norway and Chile sign a pact on copper for batteries in Oslo"
    world.page("copper", "2024-02-01", ("The ministers met in Oslo.",), title=title, site="a.example")
    lister = world.page("lister", "2024-02-02", ("Rain is expected.",), title="Weather for the week", site="b.example")
    lister.report("NOR CHL", text="Norway and Chile sign a pact on copper", themes="critical_minerals")


def agreements(world: World) -> None:
    """Rumour and signing; two deals in one month; a renewal; two deals in one page; an undated pair."""
    world.page("rumour", "2024-03-05").report("AUS BRA", "anticipated")
    world.page("signing", "2024-04-10").report("AUS BRA", "signed", on="2024-04-09")
    world.page("chips", "2024-05-03").report("IND KEN", on="2024-05-02", themes="semiconductors", name="Chip Accord")
    world.page("ocean", "2024-05-20").report("IND KEN", on="2024-05-19", themes="space", name="Blue Water Compact")
    world.page("first", "2015-06-01").report("ISL MEX", on="2015-06-01", name="Geothermal Science Accord")
    world.page("renewal", "2021-06-01").report("ISL MEX", on="2021-05-30", name="Geothermal Science Accord")
    both = world.page("both", "2024-07-01")
    both.report("PER VNM", on="2024-07-01").report("PER VNM", on="2024-07-01")
    world.page("minister", None).report("AUT EGY", "anticipated", window=("2021-01-01", "2022-12-31"))
    world.page("successor", None).report("AUT EGY", "signed", window=("2024-01-01", "2025-12-31"))
    umbrella = world.page("umbrella", "2024-08-01").report("CHE LUX", "announced", themes="fintech cloud")
    umbrella.report("acme-cloud bolt-bank", "signed", themes="cloud", kind="contract", parent=0)


def histories(world: World) -> None:
    """Late news of old events, a denial, a suspension and what follows it."""
    world.page("h1", "2024-01-10").report("NLD PRT", "announced", on="2024-01-10")
    world.page("h2", "2024-02-10").report("NLD PRT", "signed", on="2024-02-09")
    world.page("h3", "2024-03-10").report("NLD PRT", "announced", on="2024-01-10")
    world.page("h4", "2024-05-10").report("NLD PRT", "suspended", on="2024-05-09")
    world.page("h5", "2024-06-10").report("NLD PRT", "in_force", on="2024-06-08")
    world.page("d1", "2024-01-10").report("THA UKR", "agreed", on="2024-01-09")
    world.page("d2", "2024-01-20").report("THA UKR", "negotiating", on="2024-01-20")


def money(world: World) -> None:
    """A total with its parts; the same sum in two pages; another currency; two figures for one promise."""
    total = (
        {"amount": 4.5e9, "is_total": True}, {"amount": 2.5e9, "payer_id": "USA"}, {"amount": 2e9, "payer_id": "QAT"},
    )  # fmt: skip
    world.page("m1", "2024-01-10").report("USA QAT", on="2024-01-09", money=total)
    world.page("m2", "2024-01-11").report("USA QAT", on="2024-01-09", money=({"amount": 2.5e9},))
    euros = ({"amount": 1e9, "currency": "EUR"},)
    dollars = ({"amount": 1.08e9},)
    world.page("m3", "2024-01-10").report("ESP URY", on="2024-01-09", money=euros)
    world.page("m4", "2024-01-11").report("ESP URY", on="2024-01-09", money=dollars)
    world.page("m5", "2024-01-10").report("ARG DNK", on="2024-01-09", money=({"amount": 3e8, "payer_id": "DNK"},))
    world.page("m6", "2024-01-11").report("ARG DNK", on="2024-01-09", money=({"amount": 4e8, "payer_id": "DNK"},))
    world.page("m7", "2024-01-12").report("ARG DNK", on="2024-01-09", money=({"amount": 4e8, "payer_id": "DNK"},))


def versions(world: World) -> None:
    """A page that changed, and then could not be read."""
    world.page("edited", "2024-01-01", ("The first words.",), version=0)
    world.page("edited", "2024-01-01", ("The second words.",), version=1)
    world.page("edited", "2024-01-01", version=2, empty_reason="no_text")


def trends(world: World) -> None:
    """Articles on batteries in March and June, one of them copied."""
    for article, day in (("t1", "2024-03-02"), ("t2", "2024-06-02"), ("t3", "2024-06-03")):
        texts = ("abcdef one.", "abcdef two.", "abcdef three.")
        world.page(
            article, day, texts, themes={0: ["batteries"], 1: ["batteries"], 2: ["batteries"]},
            signature=list(range(100, 164)) if article != "t1" else None, site=f"{article}.example",
        )  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """All scenarios in one warehouse."""
    world = World()
    for scenario in (chrome, headlines, agreements, histories, money, versions, trends):
        scenario(world)
    warehouse = new_warehouse(tmp_path_factory.mktemp("models"))
    write_staging(warehouse, world.rows)
    build(warehouse)
    return warehouse


def agreement_of(built: Warehouse, *articles: str) -> list[str]:
    """The agreements that these articles report, each once."""
    found = f"select distinct agreement_id from marts.agreement_reports where article_id in {(*articles, '')}"
    rows = marts(built, found)
    return [row["agreement_id"] for row in rows]


def agreement(built: Warehouse, article: str) -> dict[str, Any]:
    """The row of the one agreement that an article reports."""
    (agreement_id,) = agreement_of(built, article)
    return marts(built, f"select * from marts.agreements where agreement_id = '{agreement_id}'")[0]


def test_a_block_under_unrelated_stories_is_chrome(built: Warehouse) -> None:
    rows = marts(built, f"select article_id, reason from marts.stripped_blocks where text = '{BIO}' order by all")
    assert rows == [{"article_id": f"bio{number}", "reason": "repeated_on_site"} for number in range(4)]


def test_a_quoted_treaty_sentence_and_a_wire_story_stay(built: Warehouse) -> None:
    rows = marts(built, "select text from marts.articles where article_id in ('treaty0', 'treaty1', 'treaty2')")
    assert all(TREATY in row["text"] for row in rows)
    rows = marts(built, "select text from marts.articles where article_id like 'wire%'")
    assert all(row["text"] == "\n\n".join(WIRE) for row in rows)


def test_another_page_s_headline_goes_with_what_stands_only_in_it(built: Warehouse) -> None:
    rows = marts(built, "select text, reason from marts.stripped_blocks where article_id = 'lister'")
    assert rows == [{"text": "Norway and Chile sign a pact on copper", "reason": "other_headline"}]
    assert agreement_of(built, "lister") == []


def test_copies_lead_to_the_earliest(built: Warehouse) -> None:
    rows = marts(built, "select article_id, duplicate_of from marts.articles where article_id like 'wire%' order by 1")
    assert [row["duplicate_of"] for row in rows] == [None, "wire0", "wire0", "wire0"]


def test_a_rumour_and_a_signing_are_one_agreement_with_two_steps(built: Warehouse) -> None:
    assert len(agreement_of(built, "rumour", "signing")) == 1
    found = agreement(built, "signing")
    assert (found["status"], found["signed_on"], found["article_count"]) == ("signed", date(2024, 4, 9), 2)
    steps = marts(
        built, f"select status, known_on from marts.agreement_history where agreement_id = '{found['agreement_id']}'"
        " order by seq",
    )  # fmt: skip
    assert [tuple(step.values()) for step in steps] == [
        ("anticipated", date(2024, 3, 5)), ("signed", date(2024, 4, 10)),
    ]  # fmt: skip


def test_two_deals_of_one_month_stay_two(built: Warehouse) -> None:
    assert len(agreement_of(built, "chips", "ocean")) == 2


def test_two_deals_of_one_page_stay_two(built: Warehouse) -> None:
    assert len(agreement_of(built, "both")) == 2


def test_a_renewal_is_new_and_names_its_predecessor(built: Warehouse) -> None:
    assert agreement(built, "renewal")["predecessor_id"] == agreement(built, "first")["agreement_id"]
    assert agreement(built, "first")["predecessor_id"] is None


def test_a_plan_of_one_government_is_not_the_deed_of_the_next(built: Warehouse) -> None:
    assert len(agreement_of(built, "minister", "successor")) == 2


def test_a_part_names_its_umbrella(built: Warehouse) -> None:
    rows = marts(
        built, "select agreements.parent_agreement_id is not null as is_part, agreements.parties from marts.agreements"
        " inner join marts.agreement_reports as reports using (agreement_id) where reports.article_id = 'umbrella'",
    )  # fmt: skip
    assert {row["is_part"]: sorted(row["parties"])[0] for row in rows} == {False: "CHE", True: "acme-cloud"}


def test_every_pair_considered_shows_its_weights(built: Warehouse) -> None:
    rows = marts(
        built, "select veto, score, parties_weight + name_weight + kind_weight + themes_weight + context_weight"
        " + money_weight + time_weight as total from intermediate.agreement_links",
    )  # fmt: skip
    assert "same article" in {row["veto"] for row in rows}
    assert all(abs(row["score"] - row["total"]) < 1e-9 for row in rows)


def test_old_news_that_comes_late_changes_history_not_the_present(built: Warehouse) -> None:
    found = agreement(built, "h1")
    assert (found["status"], found["status_on"], found["article_count"]) == ("in_force", date(2024, 6, 8), 5)
    steps = marts(
        built, f"select status from marts.agreement_history where agreement_id = '{found['agreement_id']}' order by seq"
    )
    assert [step["status"] for step in steps] == ["announced", "signed", "suspended", "in_force"]


def test_a_denial_moves_the_status_back(built: Warehouse) -> None:
    assert agreement(built, "d1")["status"] == "negotiating"


@pytest.mark.parametrize(
    ("day", "status"),
    [("2024-01-31", "announced"), ("2024-02-28", "signed"), ("2024-05-31", "suspended"), ("2024-12-31", "in_force")],
)
def test_the_table_as_it_was_known(built: Warehouse, day: str, status: str) -> None:
    agreement_id = agreement(built, "h1")["agreement_id"]
    rows = marts(
        built, f"select status from marts.agreements_as_of(date '{day}') where agreement_id = '{agreement_id}'"
    )
    assert rows == [{"status": status}]


def test_as_of_the_last_day_is_the_present_table(built: Warehouse) -> None:
    present, known = "from marts.agreements", "from marts.agreements_as_of(date '2100-01-01')"
    assert marts(built, f"({present} except {known}) union all ({known} except {present})") == []


def test_a_total_and_its_parts_count_once(built: Warehouse) -> None:
    assert agreement(built, "m1")["committed_usd"] == pytest.approx(4.5e9)
    rows = marts(
        built, "select amount, is_total, payer_id, article_count, counted_usd from marts.commitments"
        f" where agreement_id = '{agreement(built, 'm1')['agreement_id']}' order by amount",
    )  # fmt: skip
    assert [(row["amount"], row["is_total"], row["payer_id"], row["article_count"]) for row in rows] == [
        (2e9, False, "QAT", 1), (2.5e9, False, "USA", 2), (4.5e9, True, None, 1),
    ]  # fmt: skip
    assert [row["counted_usd"] for row in rows] == [2e9, 2.5e9, None]


def test_a_sum_in_two_currencies_is_one_promise(built: Warehouse) -> None:
    rows = marts(
        built, "select currency, usd_rate_year, article_count from marts.commitments"
        f" where agreement_id = '{agreement(built, 'm3')['agreement_id']}'",
    )  # fmt: skip
    assert rows == [{"currency": "EUR", "usd_rate_year": 2024, "article_count": 2}]


def test_disputed_figures_are_both_shown_and_the_better_supported_counts(built: Warehouse) -> None:
    found = agreement(built, "m5")
    rows = marts(
        built, "select amount, is_disputed, counted_usd from marts.commitments"
        f" where agreement_id = '{found['agreement_id']}' order by amount",
    )  # fmt: skip
    assert [tuple(row.values()) for row in rows] == [(3e8, True, None), (4e8, True, 4e8)]
    assert found["committed_usd"] == 4e8


def test_the_last_good_version_stands(built: Warehouse) -> None:
    (row,) = marts(built, "select text, version_count from marts.articles where article_id = 'edited'")
    assert row == {"text": "The second words.", "version_count": 3}


def test_trends_have_every_month_and_count_copies_once(built: Warehouse) -> None:
    rows = marts(
        built, "select month, articles, articles_3m_avg from marts.theme_trends where theme_id = 'batteries'"
        " and month between date '2024-03-01' and date '2024-06-01' order by month",
    )  # fmt: skip
    assert [row["articles"] for row in rows] == [1, 0, 0, 1]
    assert [row["articles_3m_avg"] for row in rows][-1] == pytest.approx(1 / 3)


def test_comments_reach_the_database(built: Warehouse) -> None:
    rows = marts(
        built, "select table_name, comment from duckdb_tables() where schema_name = 'marts'"
        " union all select table_name || '.' || column_name, comment from duckdb_columns() where schema_name = 'marts'",
    )  # fmt: skip
    assert [row["table_name"] for row in rows if not row["comment"]] == []
    assert all(row["comment"].startswith("Grain: ") for row in rows if "." not in row["table_name"])

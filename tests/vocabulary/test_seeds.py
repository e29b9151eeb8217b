"""The vocabulary files: keys, codes, spelling, collisions, terms of office, rates."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from typing import Any

import pycountry
import pytest
import yaml

from etl.vocabulary import load_vocabulary
from etl.vocabulary.fold import fold, plain
from etl.vocabulary.forms import forms
from etl.vocabulary.paths import seeds_dir
from etl.vocabulary.people import read_offices
from etl.vocabulary.tables import Row, rows
from etl.vocabulary.terms import all_terms

SEEDS = seeds_dir()
FILES = sorted(
    path.stem
    for path in SEEDS.glob("*.csv")
    if path.stem not in {"corrections"}  # free text of analysts
)
PARTIES = ("countries", "blocs", "organisations", "regions")


def column(name: str, key: str) -> list[str]:
    return [row[key] for row in rows(SEEDS, name)]


@pytest.mark.parametrize("name", FILES)
def test_files_are_rectangular_and_clean(name: str) -> None:
    with (SEEDS / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        header, *lines = list(csv.reader(file))
    assert all(len(line) == len(header) for line in lines)
    for line in lines:
        for cell in line:
            assert cell == cell.strip(), line
            assert "  " not in cell, line
            assert not re.search("[\u0000-\u001f\u00a0\u2018\u2019\u2010-\u2012\u2028]", cell), line
    assert max(Counter(map(tuple, lines)).values(), default=0) <= 1


def described(name: str) -> dict[str, Any]:
    """What the .yml beside a file says of it."""
    text = (SEEDS / f"{name}.yml").read_text(encoding="utf-8")
    assert "Grain: one " in text
    [seed] = yaml.safe_load(text)["seeds"]
    return seed


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_described_column_by_column(name: str) -> None:
    with (SEEDS / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        header = next(csv.reader(file))
    columns = described(name)["columns"]
    assert [column["name"] for column in columns] == header
    assert all(column["description"] for column in columns)


@pytest.mark.parametrize("name", FILES)
def test_every_file_keeps_what_its_description_promises(name: str) -> None:
    """dbt asks this only of the files that models read; here it is asked of all."""
    for told in described(name)["columns"]:
        values = column(name, told["name"])
        filled = [value for value in values if value]
        for promise in told.get("data_tests", ()):
            kind, arguments = (promise, {}) if isinstance(promise, str) else next(iter(promise.items()))
            where = f"{name}.{told['name']} {kind}"
            match kind:
                case "not_null":
                    assert len(filled) == len(values), where
                case "unique":
                    assert max(Counter(filled).values()) == 1, where
                case "accepted_values":
                    assert set(filled) <= {str(value) for value in arguments["arguments"]["values"]}, where
                case "relationships":
                    other = re.fullmatch(r"ref\('(\w+)'\)", arguments["arguments"]["to"])
                    assert other, where
                    assert set(filled) <= set(column(other[1], arguments["arguments"]["field"])), where
                case _:
                    raise AssertionError(f"{where}: no such promise")


def test_countries_are_those_of_iso_3166() -> None:
    listed = {row["iso3"]: row["iso2"] for row in rows(SEEDS, "countries")}
    official = {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    assert listed == official | {"EUU": "EU", "XKX": "XK"}


def test_every_country_has_its_name_as_a_term() -> None:
    terms = {(row["term"], row["iso3"]) for row in rows(SEEDS, "country_terms") if row["term_type"] == "name"}
    assert all((row["name"], row["iso3"]) in terms for row in rows(SEEDS, "countries"))


def test_states_that_conclude_agreements_have_demonym_and_capital() -> None:
    """Every G20 member and every state of which an office holder is known has both."""
    have = defaultdict(set)
    for row in rows(SEEDS, "country_terms"):
        have[row["iso3"]].add(row["term_type"])
    # city states bear the name of their capital; Brussels is the European Union's seat here
    named_as_capital = {"SGP", "LUX", "HKG", "PAN", "GTM", "DZA", "TUN", "BEL", "CRI", "EUU"}
    for iso3 in set(column("people", "iso3")) - named_as_capital:
        assert {"demonym", "capital"} <= have[iso3], iso3


@pytest.mark.parametrize("name", PARTIES)
def test_party_ids_are_codes_or_slugs(name: str) -> None:
    key = "iso3" if name == "countries" else "party_id"
    pattern = r"[A-Z]{3}" if name == "countries" else r"EUU|[a-z0-9]+(-[a-z0-9]+)*"
    assert all(re.fullmatch(pattern, value) for value in column(name, key))


def test_no_party_id_stands_in_two_files() -> None:
    ids = column("countries", "iso3") + column("organisations", "party_id") + column("regions", "party_id")
    ids += [party_id for party_id in column("blocs", "party_id") if party_id != "EUU"]
    assert [value for value, times in Counter(ids).items() if times > 1] == []


def test_wikidata_items_look_like_items() -> None:
    for name in ("countries", "blocs", "organisations"):
        assert all(not value or re.fullmatch(r"Q\d+", value) for value in column(name, "wikidata"))


def test_references_lead_somewhere() -> None:
    countries = set(column("countries", "iso3"))
    organisations, blocs = set(column("organisations", "party_id")), set(column("blocs", "party_id"))
    assert set(column("country_terms", "iso3")) <= countries
    assert set(column("bloc_members", "iso3")) | set(column("regions", "iso3")) <= countries
    assert set(column("people", "iso3")) <= countries
    assert set(column("organisations", "iso3")) - {""} <= countries
    assert set(column("organisation_terms", "party_id")) <= organisations
    assert set(column("bloc_terms", "party_id")) | set(column("bloc_members", "party_id")) <= blocs
    themes = set(column("themes", "theme_id"))
    assert set(column("theme_terms", "theme_id")) == themes
    assert set(column("theme_crosswalk", "theme_id")) <= themes


def test_one_word_names_one_party() -> None:
    """Two entities of one name need a rule that tells them apart; people have theirs (the country in the text)."""
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for term in all_terms(SEEDS, read_offices(SEEDS)):
        if term.kind in ("country", "bloc", "organisation"):
            owners[plain(term.text), "" if not term.needs else "needs"].add(term.entity_id)
    assert {term: ids for term, ids in owners.items() if len(ids) > 1} == {}


def test_no_short_word_that_everybody_writes() -> None:
    """Names have a capital (or are written in small letters by their owner), and more than one letter."""
    own_way = {"27-nation bloc", "27-member bloc", "27-country bloc", "imec", "newcleo", "onsemi", "stc", "e&"}
    own_way |= {"center3", "planqc", "voestalpine", "thyssenkrupp", "ispace"}
    for term in all_terms(SEEDS, read_offices(SEEDS)):
        if term.kind in ("country", "bloc", "organisation", "person"):
            assert len(term.text) > 1, term
            assert re.search("[A-Z]", plain(term.text)) or term.text in own_way, term


def test_theme_terms_are_written_as_the_reader_expects() -> None:
    for row in rows(SEEDS, "theme_terms"):
        assert row["letter_case"] in ("any", "exact")
        assert not re.search(r"[^\w .&+*'-]", row["term"]), row
        assert row["needs"] == "" or re.fullmatch(r"[\w]+(\|[\w]+)*", row["needs"]), row
        assert not re.search("ization|defense|\\bcenter|fiber", row["term"]), f"write British spelling: {row}"


def test_every_theme_has_terms_enough() -> None:
    counts = Counter(column("theme_terms", "theme_id"))
    assert min(counts.values()) >= 25, counts


def folded(texts: set[str]) -> set[str]:
    return {f" {fold(plain(text)).strip()} " for text in texts}


def test_exclusions_hide_something() -> None:
    """A phrase without a term inside hides nothing: a misspelling, or left over."""
    terms = list(all_terms(SEEDS, read_offices(SEEDS)))
    themes = folded({form for term in terms if term.kind == "theme" for form in forms(term)})
    names = folded({term.text for term in terms if term.kind in ("country", "bloc", "organisation", "person")})
    assert _useless("theme_term_exclusions", themes) == []
    assert _useless("name_exclusions", names) == []


def _useless(name: str, hidden: set[str]) -> list[str]:
    useless = []
    for text in column(name, "term"):
        words = fold(plain(text)).split()
        inside = {f" {' '.join(words[i:j])} " for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
        if not inside & {" ".join(h.split()).join((" ", " ")) for h in hidden}:
            useless.append(text)
    return useless


def test_exclusions_are_no_terms_themselves() -> None:
    terms = folded({row["term"] for row in rows(SEEDS, "theme_terms")})
    assert folded(set(column("theme_term_exclusions", "term"))) & terms == set()


def test_contexts_speak_of_terms() -> None:
    known = {(term.text, term.entity_id) for term in all_terms(SEEDS, read_offices(SEEDS))}
    assert {(row["term"], row["entity_id"]) for row in rows(SEEDS, "term_contexts")} - known == set()
    assert set(column("common_word_names", "term")) <= {text for text, _ in known}


def test_terms_of_office() -> None:
    for office in read_offices(SEEDS):
        assert office.to_date is None or office.from_date < office.to_date, office
        assert office.to_date is None or office.to_date >= date(2012, 1, 1), office
        assert office.family in _BY_CUSTOM or office.family.lower() in _endings(office.name.lower()), office


# Known by a given name, a first family name or a short form, as news writes them.
_BY_CUSTOM = {"Jokowi", "Lula", "MBS", "MBZ", "Samia", "Prabowo", "Modi", "Sisi", "Le Drian", "Srettha", "Paetongtarn",
              "Anutin", "Prayut", "Anwar", "Mahathir", "Najib", "Abiy", "Oyun-Erdene", "Tharman", "Airlangga", "Bahlil",
              "Gobind", "Sonexay", "Retno", "Yoon", "Park", "Moon", "Xi", "Lee", "Kang", "Yeo", "Tsai", "Lai", "Marcos",
              "Mohammed bin Rashid", "Budi Arie", "Shaza Fatima", "Tengku Zafrul", "Mohammed bin Abdulrahman",
              "Tamim bin Hamad", "Salman bin Hamad", "López Obrador", "Kirchner"}  # fmt: skip


def _endings(name: str) -> list[str]:
    words = name.split()
    return ["", *(" ".join(words[i:]) for i in range(len(words)))]


def test_one_head_of_government_at_a_time() -> None:
    """Two names in one office overlap by a week at most (days of handing over); spellings of one name may."""
    by_office: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows(SEEDS, "people"):
        if row["office"] in ("head_of_state", "head_of_government"):
            by_office[row["iso3"], row["office"]].append(row)
    for office, held in by_office.items():
        held.sort(key=lambda row: row["from_date"])
        for first, second in pairwise(held):
            if first["from_date"] == second["from_date"] or first["family"] == second["family"] != "":
                continue
            end = date.fromisoformat(first["to_date"] or "9999-01-01")
            assert (end - date.fromisoformat(second["from_date"])).days <= 7, (office, first, second)


def test_exchange_rates_are_plausible() -> None:
    by_currency: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for row in rows(SEEDS, "exchange_rates"):
        by_currency[row["currency"]][int(row["year"])] = float(row["usd_per_unit"])
    assert set(by_currency) == set(column("currencies", "currency"))
    wild = {"ARS", "TRY", "NGN", "EGP", "UAH", "RUB", "LKR", "KZT"}  # lost a third or more within a year
    for currency, rates in by_currency.items():
        assert sorted(rates) == list(range(2010, 2027)), currency
        for year in range(2011, 2027):
            change = rates[year] / rates[year - 1]
            assert (0.3 if currency in wild else 0.68) < change < 1.3, (currency, year, change)
    # anchors that anybody remembers: pegs, and one year of the large ones
    assert by_currency["USD"][2024] == 1
    assert by_currency["AED"][2024] == pytest.approx(1 / 3.6725, rel=1e-3)
    assert by_currency["EUR"][2019] == pytest.approx(1.12, rel=0.01)
    assert by_currency["JPY"][2024] == pytest.approx(1 / 151.4, rel=0.01)


def test_currencies_are_those_of_iso_4217() -> None:
    codes = {currency.alpha_3 for currency in pycountry.currencies}
    assert set(column("currencies", "currency")) <= codes


def test_the_version_changes_with_a_line(tmp_path: object) -> None:
    vocabulary = load_vocabulary()
    assert re.fullmatch(r"[0-9a-f]{12}", vocabulary.version)
    assert load_vocabulary() is vocabulary

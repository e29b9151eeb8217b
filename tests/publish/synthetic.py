"""A build file with the published tables' columns and invented rows, of any size.

The rows obey the rules the real marts obey (history ends in the present status, lists
equal the bridge tables, totals are not counted twice), so that queries and the report
can be checked against them without building the marts.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from tests.publish.derived import Row, add_pairs, add_runs, add_trends
from tests.publish.tables import TABLES

COUNTRIES = [
    ("JPN", "Japan"), ("USA", "United States"), ("GBR", "United Kingdom"), ("KOR", "South Korea"), ("IND", "India"),
    ("FRA", "France"), ("DEU", "Germany"), ("CAN", "Canada"), ("AUS", "Australia"), ("SGP", "Singapore"),
    ("NLD", "Netherlands"), ("ITA", "Italy"), ("ISR", "Israel"), ("ARE", "United Arab Emirates"), ("SWE", "Sweden"),
    ("FIN", "Finland"), ("VNM", "Vietnam"), ("BRA", "Brazil"), ("KEN", "Kenya"), ("CHL", "Chile"),
]  # fmt: skip
ORGANISATIONS = [
    ("university-of-tsukuba", "University of Tsukuba", "university", "JPN"),
    ("kaist", "KAIST", "university", "KOR"),
    ("eth-zurich", "ETH Zurich", "university", "CHE"),
    ("northlight-semiconductor", "Northlight Semiconductor", "company", "USA"),
    ("harbour-cloud", "Harbour Cloud", "company", "GBR"),
    ("cern", "CERN", "institute", None),
]
THEMES = [
    "artificial_intelligence", "semiconductors", "quantum", "telecommunications", "biotechnology", "fusion", "nuclear",
    "space", "research_security", "critical_minerals", "batteries", "advanced_materials", "advanced_computing", "cloud",
    "robotics", "cybersecurity", "submarine_cables", "clean_energy", "data_governance", "mobility", "defence",
    "workforce", "fintech", "digital_economy",
]  # fmt: skip
KINDS = {
    "memorandum": "Memorandum of cooperation", "joint_statement": "Joint statement", "treaty": "Treaty",
    "partnership": "Partnership", "framework": "Framework", "funding": "Funding programme",
    "investment": "Investment", "contract": "Contract", "dialogue": "Dialogue",
}  # fmt: skip
STAGES = ["anticipated", "negotiating", "announced", "agreed", "signed", "in_force"]
WORDS = {
    "anticipated": "are expected to sign", "negotiating": "have begun talks on", "announced": "announced",
    "agreed": "agreed on", "signed": "signed", "in_force": "have brought into force",
    "suspended": "have paused", "ended": "withdrew from",
}  # fmt: skip
HOSTILE_TITLE = "</script><script>window.hostile = true</script><img src=x onerror='window.hostile = true'>"
HOSTILE_URL = "javascript:window.hostile=true"
LAST_DAY = date(2026, 11, 20)


def write_build_file(path: Path, agreements: int = 60, seed: int = 7, last_day: date = LAST_DAY) -> None:
    """Write a fresh build file with ``agreements`` invented agreements; equal arguments give equal rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    rows = make_rows(agreements, seed, last_day)
    with duckdb.connect(str(path)) as connection:
        connection.execute("BEGIN; CREATE SCHEMA marts")
        for table, columns in TABLES.items():
            connection.execute(f"CREATE TABLE marts.{table} ({columns})")
            connection.execute(f"COMMENT ON TABLE marts.{table} IS 'One row of {table}; it''s invented.'")
            for column in columns.split(","):
                name = column.split()[0]
                connection.execute(f"COMMENT ON COLUMN marts.{table}.{name} IS 'The {name} of {table}.'")
            if rows[table]:
                incoming = pa.Table.from_pylist(rows[table])
                connection.register("incoming", incoming)
                connection.execute(f"INSERT INTO marts.{table} BY NAME SELECT * FROM incoming")
                connection.unregister("incoming")
        connection.execute(
            "CREATE MACRO marts.agreements_as_of(day) AS TABLE"
            " SELECT a.* REPLACE (h.status AS status) FROM marts.agreements AS a"
            " JOIN (SELECT agreement_id, max_by(status, seq) AS status FROM marts.agreement_history"
            "       WHERE known_on <= day GROUP BY ALL) AS h USING (agreement_id)"
        )
        connection.execute("COMMIT")


def make_rows(agreements: int, seed: int, last_day: date) -> dict[str, list[Row]]:
    """Rows of every published table."""
    dice = random.Random(seed)
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    rows["themes"] = [
        {"theme_id": theme, "name": theme.replace("_", " ").capitalize(), "description": f"What belongs to {theme}."}
        for theme in THEMES
    ]
    rows["theme_crosswalk"] = [
        {"theme_id": theme, "scheme": "eu-critical", "scheme_version": "2023", "code": str(number), "relation": "broad"}
        for number, theme in enumerate(THEMES)
    ]
    rows["parties"] = [
        {"party_id": code, "name": name, "party_type": "country", "iso3": code, "wikidata": None}
        for code, name in COUNTRIES
    ] + [
        {"party_id": slug, "name": name, "party_type": kind, "iso3": iso3, "wikidata": None}
        for slug, name, kind, iso3 in ORGANISATIONS
    ]
    parties = {row["party_id"]: row for row in rows["parties"]}
    for number in range(agreements):
        _add_agreement(rows, dice, number, parties, last_day)
    _add_plain_articles(rows, dice, agreements, last_day)
    add_trends(rows, last_day)
    add_pairs(rows)
    add_runs(rows, dice, last_day)
    first = date(2015, 1, 1)
    rows["dates"] = [
        {
            "day": day,
            "month": day.replace(day=1),
            "quarter": day.replace(month=day.month - (day.month - 1) % 3, day=1),
            "year": day.year,
        }
        for day in (first + timedelta(days=offset) for offset in range((last_day - first).days + 1))
    ]
    return rows


def _add_article(
    rows: dict[str, list[Row]], number: int, site: str, title: str, day: date, sentences: list[str]
) -> tuple[str, list[str]]:
    """One article of one block; returns its id and the ids of its sentences."""
    article_id = f"art{number:06d}"
    published_at = datetime(day.year, day.month, day.day, 9, 30)
    rows["articles"].append({
        "article_id": article_id, "url": f"https://{site}/news/{article_id}", "site": site, "title": title,
        "byline": None, "published_at": published_at, "published_at_source": "jsonld", "language": "en",
        "word_count": sum(len(sentence.split()) for sentence in sentences), "text": " ".join(sentences),
        "duplicate_of": None, "version_count": 1, "first_seen_at": published_at + timedelta(hours=2),
        "last_seen_at": published_at + timedelta(hours=2),
    })  # fmt: skip
    rows["stripped_blocks"].append({
        "article_id": article_id, "block_no": 1, "text": "Subscribe to our newsletter", "reason": "newsletter",
    })  # fmt: skip
    start, ids = 0, []
    for position, sentence in enumerate(sentences):
        ids.append(f"{article_id}-{position}")
        rows["sentences"].append({
            "sentence_id": ids[-1], "article_id": article_id, "block_no": 0, "start_char": start,
            "end_char": start + len(sentence), "text": sentence,
        })  # fmt: skip
        start += len(sentence) + 1
    return article_id, ids


def _add_agreement(
    rows: dict[str, list[Row]], dice: random.Random, number: int, parties: dict[str, Row], last_day: date
) -> None:
    agreement_id = f"agr{number:05d}"
    kind = dice.choice(list(KINDS))
    members = _choose_members(dice, list(parties))
    themes = sorted(set(dice.choices(THEMES, [24 - index for index in range(24)], k=dice.choice([1, 1, 2, 3]))))
    names = [parties[member]["name"] for member in members]
    subject = " and ".join(theme.replace("_", " ") for theme in themes)
    types = {parties[member]["party_type"] == "country" for member in members}
    facts = {
        "agreement_id": agreement_id, "kind": kind, "parties": members, "themes": themes,
        "name": f"{KINDS[kind]} on {subject} between {', '.join(names[:-1])} and {names[-1]}",
        "level": "mixed" if len(types) == 2 else "state" if True in types else "organisation",
    }  # fmt: skip
    history = _choose_history(dice, last_day)
    committed: float | None = None
    told: list[Row] = []
    for seq, (status, event_on, known_on) in enumerate(history, start=1):
        lede = f"{' and '.join(names)} {WORDS[status]} a {KINDS[kind].lower()} on {subject}."
        title = f"{names[0]} and {names[1]}: {subject}, {status.replace('_', ' ')}"
        articles = dice.choice([1, 1, 2]) if number else 1
        told += [_add_report(rows, dice, facts, title, lede, status, event_on, known_on) for _ in range(articles)]
        if number == 0 and seq == 1:
            rows["articles"][-1] |= {"title": HOSTILE_TITLE, "url": HOSTILE_URL}
        sentence_id = rows["agreement_reports"][-1]["sentence_id"]
        rows["agreement_history"].append({
            "agreement_id": agreement_id, "seq": seq, "status": status, "event_on": event_on, "known_on": known_on,
            "event_on_precision": "day", "article_id": told[-1]["article_id"], "sentence_id": sentence_id,
        })  # fmt: skip
        if committed is None and status in ("announced", "agreed", "signed") and dice.random() < 0.5:
            money_id = sentence_id.replace("-0", "-2")
            committed = _add_commitments(rows, dice, agreement_id, members, told[-1]["article_id"], money_id)
    days = {status: event_on for status, event_on, _ in reversed(history)}
    rows["agreements"].append(facts | {
        "status": history[-1][0], "status_on": history[-1][1], "announced_on": days.get("announced"),
        "signed_on": days.get("signed"), "first_reported_on": history[0][2], "last_reported_on": history[-1][2],
        "display_name": f"{facts['kind'].capitalize()} between {' and '.join(names)}",
        "party_names": names, "committed_usd": committed, "states_no_money": committed is None,
        "is_binding": dice.choice([True, False, None]), "parent_agreement_id": None, "article_count": len(told),
        "site_count": len({article["site"] for article in told}), "confidence": round(dice.uniform(0.5, 0.99), 2),
        "evidence": lede, "evidence_url": told[-1]["url"],
    })  # fmt: skip
    for member in members:
        rows["agreement_parties"].append({
            "agreement_id": agreement_id, "party_id": member, "party_name": parties[member]["name"],
            "party_type": parties[member]["party_type"], "role": "party",
        })  # fmt: skip
    for theme in themes:
        rows["agreement_themes"].append({
            "agreement_id": agreement_id, "theme_id": theme, "article_count": len(told),
            "sentence_id": f"{told[0]['article_id']}-0",
        })  # fmt: skip


def _choose_members(dice: random.Random, parties: list[str]) -> list[str]:
    """Two or three parties; some are far busier than others, as in the world."""
    weights = [len(parties) - index % 20 for index in range(len(parties))]
    members: list[str] = []
    while len(members) < dice.choice([2, 2, 2, 3]):
        party = dice.choices(parties, weights)[0]
        if party not in members:
            members.append(party)
    return sorted(members)


def _choose_history(dice: random.Random, last_day: date) -> list[tuple[str, date, date]]:
    """Statuses with the day they happened and the day they were known, oldest first."""
    start = dice.choice([0, 1, 2, 2, 3, 4])
    steps = STAGES[start : dice.randint(start + 1, len(STAGES))]
    if dice.random() < 0.08:
        steps.append(dice.choice(["suspended", "ended"]))
    event_on = last_day - timedelta(days=int(3900 * dice.random() ** 1.5))
    history = []
    for status in steps:
        if event_on > last_day:
            break
        history.append((status, event_on, min(event_on + timedelta(days=dice.choice([0, 0, 1, 3])), last_day)))
        event_on += timedelta(days=dice.randint(20, 320))
    return history


def _add_report(
    rows: dict[str, list[Row]], dice: random.Random, facts: Row, title: str, lede: str, status: str, event_on: date,
    known_on: date,
) -> Row:  # fmt: skip
    """One article that reports the agreement of ``facts``; returns its row."""
    site = dice.choice(["harbour-post.example", "tech-courier.example", "the-ledger.example"])
    money = f"The partners will put ${dice.randint(5, 900)} million into joint work."
    article_id, sentence_ids = _add_article(
        rows, len(rows["articles"]), site, title, known_on,
        [lede, f"Officials spoke to reporters on {known_on:%d %B %Y}.", money],
    )  # fmt: skip
    article = rows["articles"][-1]
    rows["agreement_reports"].append(facts | {
        "report_id": f"{article_id}-r0", "article_id": article_id, "status": status, "event_on": event_on,
        "event_on_precision": "day", "states_no_money": False, "confidence": 0.8, "sentence_id": sentence_ids[0],
        "trace": [f"cue: {WORDS[status]}"],
    })  # fmt: skip
    for theme in facts["themes"]:
        rows["theme_mentions"].append({
            "article_id": article_id, "sentence_id": sentence_ids[0], "theme_id": theme,
            "term": theme.replace("_", " "), "start_char": 0, "end_char": len(theme),
        })  # fmt: skip
        rows["article_themes"].append({
            "article_id": article_id, "theme_id": theme, "mentions": 1, "share": 1 / len(facts["themes"]),
            "is_main": theme == facts["themes"][0],
        })  # fmt: skip
    return article


def _add_commitments(
    rows: dict[str, list[Row]], dice: random.Random, agreement_id: str, members: list[str], article: str, sentence: str
) -> float:
    """One promise, or a total with its two parts; returns what is promised in all, in US dollars."""
    amounts = [float(dice.randint(5, 900)) * 1e6 for _ in range(dice.choice([1, 1, 2]))]
    total_id = f"{agreement_id}-c-total" if len(amounts) > 1 else None
    lines = [(f"{agreement_id}-c{index}", amount, False, total_id) for index, amount in enumerate(amounts)]
    if total_id:
        lines.append((total_id, sum(amounts), True, None))
    for index, (commitment_id, amount, is_total, part_of) in enumerate(lines):
        rows["commitments"].append({
            "commitment_id": commitment_id, "agreement_id": agreement_id, "amount": amount, "amount_min": None,
            "currency": "USD", "amount_usd": amount, "payer_id": None if is_total else members[index % len(members)],
            "payee_id": None, "purpose": "joint work", "years": None, "is_total": is_total, "part_of": part_of,
            "article_id": article, "sentence_id": sentence, "bound": None, "is_per_year": False,
            "counted_usd": None if is_total else amount, "is_disputed": False,
        })  # fmt: skip
    return sum(amounts)


def _add_plain_articles(rows: dict[str, list[Row]], dice: random.Random, count: int, last_day: date) -> None:
    for _ in range(count):
        theme = dice.choice(THEMES)
        day = last_day - timedelta(days=int(3900 * dice.random() ** 1.5))
        text = f"Researchers published new work on {theme.replace('_', ' ')}."
        article_id, sentence_ids = _add_article(
            rows, len(rows["articles"]), "the-ledger.example", text[:-1], day, [text]
        )
        rows["article_themes"].append(
            {"article_id": article_id, "theme_id": theme, "mentions": 1, "share": 1.0, "is_main": True}
        )
        rows["theme_mentions"].append({
            "article_id": article_id, "sentence_id": sentence_ids[0], "theme_id": theme,
            "term": theme.replace("_", " "), "start_char": 34, "end_char": 34 + len(theme),
        })  # fmt: skip

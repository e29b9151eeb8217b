"""The labelled pages as staging rows, so that the models are measured without the reader."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.sql.staging import Rows

FETCHED_AT = datetime(2026, 1, 1)


def load_labels(path: Path) -> list[dict[str, Any]]:
    """One record a page."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def staging_rows(labels: list[dict[str, Any]]) -> Rows:
    """Each label as if the reader had read it right: one sentence for each agreement, its evidence."""
    rows: Rows = {}

    def add(table: str, **columns: Any) -> None:
        rows.setdefault(table, []).append(columns)

    for page in labels:
        version = article = page["id"]
        published = datetime.fromisoformat(page["published"]) if page["published"] else None
        add(
            "page_versions",
            version_id=version,
            article_id=article,
            url=page["url"],
            requested_url=page["url"],
            site=urlsplit(page["url"]).hostname,
            source_id="gold",
            run_id="run",
            fetched_at=FETCHED_AT,
            content_hash=version,
            title=page["title"],
            published_at=published,
            published_at_source="meta",
            signature=[],
        )
        for number, report in enumerate(page["agreements"]):
            text = report["evidence"]
            add("blocks", version_id=version, block_no=number, text=text, kept=True, reason="body", score=1.0)
            add(
                "sentences",
                version_id=version,
                sentence_no=number,
                block_no=number,
                start_char=0,
                end_char=len(text),
                text=text,
                sentence_id=_hash(article, text, str(number)),
            )
            event_on, precision = _event(report["date"])
            add(
                "agreement_reports",
                version_id=version,
                report_no=number,
                name=report["name"],
                kind=report["kind"],
                level=report["party_level"],
                status=report["status"],
                event_on=event_on,
                event_on_precision=precision,
                states_no_money=report["no_money_stated"],
                confidence=0.8,
                sentence_no=number,
                trace=[report["gold_id"]],
            )
            add("report_sentences", version_id=version, report_no=number, sentence_no=number)
            for party in dict.fromkeys(report["parties"]):
                add(
                    "report_parties",
                    version_id=version,
                    report_no=number,
                    party_id=_party_id(party),
                    party_name=party,
                    party_type=_party_type(party),
                    role="party",
                    sentence_no=number,
                )
            for theme in report["themes"]:
                add("report_themes", version_id=version, report_no=number, theme_id=theme, sentence_no=number)
            for money in report["commitments"]:
                add(
                    "commitments",
                    version_id=version,
                    commitment_no=len(rows.get("commitments", [])),
                    report_no=number,
                    amount=float(money["amount"]),
                    currency=money["currency"],
                    is_per_year=False,
                    is_total=bool(money.get("is_total")),
                    sentence_no=number,
                )
    return rows


def is_held_out(gold_id: str) -> bool:
    """A part of the agreements is measured only, never looked at while the rules are made."""
    return hashlib.sha1(gold_id.encode()).hexdigest()[0] in "01234"


def _hash(*parts: str) -> str:
    return hashlib.md5("|".join(parts).encode()).hexdigest()


def _event(text: str | None) -> tuple[date | None, str | None]:
    """A label's date: a day, a month or a year."""
    if not text:
        return None, None
    parts = [int(part) for part in text.split("-")]
    return date(*[*parts, 1, 1][:3]), ("year", "month", "day")[len(parts) - 1]


def _party_id(name: str) -> str:
    if re.fullmatch("[A-Z]{3}", name):
        return name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def _party_type(name: str) -> str:
    if name == "EUU":
        return "bloc"
    return "country" if re.fullmatch("[A-Z]{3}", name) and name != "NEC" else "organisation"

"""Invented rows that follow from other invented rows: trends, pairs, runs and sources' health."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

Row = dict[str, Any]


def _months(last_day: date) -> list[date]:
    return [date(year, month, 1) for year in range(2016, last_day.year + 1) for month in range(1, 13)
            if date(year, month, 1) <= last_day]  # fmt: skip


def add_trends(rows: dict[str, list[Row]], last_day: date) -> None:
    month_of = {row["article_id"]: row["published_at"].date().replace(day=1) for row in rows["articles"]}
    articles: dict[tuple[str, date], int] = {}
    totals: dict[date, int] = {}
    for month in month_of.values():
        totals[month] = totals.get(month, 0) + 1
    for row in rows["article_themes"]:
        key = (row["theme_id"], month_of[row["article_id"]])
        articles[key] = articles.get(key, 0) + 1
    for theme in [row["theme_id"] for row in rows["themes"]]:
        counts: list[int] = []
        about = [row for row in rows["agreements"] if theme in row["themes"]]
        for month in _months(last_day):
            counts.append(articles.get((theme, month), 0))
            new = [row for row in about if row["first_reported_on"].replace(day=1) == month]
            rows["theme_trends"].append({
                "theme_id": theme, "month": month, "articles": counts[-1],
                "share_of_articles": counts[-1] / totals[month] if month in totals else 0.0, "agreements_new": len(new),
                "agreements_active": sum(row["first_reported_on"] <= month for row in about),
                "committed_usd": sum(row["committed_usd"] or 0.0 for row in new),
                "articles_3m_avg": sum(counts[-3:]) / 3,
                "change_12m": counts[-1] - counts[-13] if len(counts) > 12 else None,
            })  # fmt: skip


def add_pairs(rows: dict[str, list[Row]]) -> None:
    parties: dict[tuple[str, str, int], list[Row]] = {}
    themes: dict[tuple[str, str, int], list[Row]] = {}
    for row in rows["agreements"]:
        for column, pairs in (("parties", parties), ("themes", themes)):
            members = row[column]
            for index, one in enumerate(members):
                for other in members[index + 1 :]:
                    pairs.setdefault((one, other, row["first_reported_on"].year), []).append(row)
    for (one, other, year), found in parties.items():
        rows["party_pairs"].append({
            "party_a": one, "party_b": other, "year": year, "agreements": len(found),
            "articles": sum(row["article_count"] for row in found),
            "themes": sorted({theme for row in found for theme in row["themes"]}),
            "committed_usd": sum(row["committed_usd"] or 0.0 for row in found),
        })  # fmt: skip
    for (one, other, year), found in themes.items():
        rows["theme_pairs"].append({
            "theme_a": one, "theme_b": other, "year": year, "articles": sum(row["article_count"] for row in found),
            "agreements": len(found), "lift": 1.0,
        })  # fmt: skip


def add_runs(rows: dict[str, list[Row]], dice: random.Random, last_day: date) -> None:
    sources = ["harbour-post-feed", "tech-courier-sitemap", "the-ledger-listing"]
    for back in range(14, -1, -1):
        day = last_day - timedelta(days=back)
        start = datetime(day.year, day.month, day.day, 6)
        failed = 0
        for source in sources:
            is_down = source == sources[2] and back < 3
            rows["source_health"].append({
                "source_id": source, "day": day, "links": 20, "fetched": 0 if is_down else 8,
                "failed": 4 if is_down else 0, "unchanged": 12, "kept_ratio": None if is_down else 0.61,
                "agreements": 0 if is_down else dice.randint(0, 5),
                "last_success_at": start - timedelta(days=3 - back) if is_down else start,
            })  # fmt: skip
            for number in range(4):
                rows["fetch_outcomes"].append({
                    "url": f"https://{source}.example/{back}/{number}", "source_id": source,
                    "attempted_at": start + timedelta(seconds=number),
                    "outcome": "timeout" if is_down else "fetched", "http_status": None if is_down else 200,
                    "bytes": None if is_down else 40_000, "error": "no answer within 20 s" if is_down else None,
                })  # fmt: skip
            failed += 4 if is_down else 0
        rows["refresh_runs"].append({
            "run_id": f"run-{day:%Y%m%d}", "started_at": start, "finished_at": start + timedelta(seconds=41),
            "pages_new": 16, "pages_unchanged": 36, "pages_failed": failed, "agreements_new": dice.randint(0, 4),
            "agreements_changed": dice.randint(0, 3), "code_version": "0.1.0", "vocabulary_version": "v1",
        })  # fmt: skip

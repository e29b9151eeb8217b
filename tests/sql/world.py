"""A tiny news world for tests: pages with blocks and reports, as the staging tables hold them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import md5
from typing import Any

from tests.sql.staging import Rows

FIRST_FETCH = datetime(2026, 1, 1)


class World:
    """Collects staging rows. Each block is one sentence; pages are fetched in the order they are added."""

    def __init__(self, pages_before: int = 0) -> None:
        """``pages_before`` counts the pages of worlds that came in before this one."""
        self.rows: Rows = {}
        self._pages = pages_before

    def page(
        self,
        article: str,
        published: str | None = None,
        blocks: tuple[str, ...] = (),
        site: str = "outlet.example",
        title: str | None = None,
        signature: list[int] | None = None,
        version: int = 0,
        empty_reason: str | None = None,
        names: dict[int, list[str]] | None = None,
        themes: dict[int, list[str]] | None = None,
        run: str | None = None,
    ) -> Page:
        """One version of one page. ``names`` and ``themes`` list, by block, what its sentence names.

        Without ``run`` each page comes in a run of its own.
        """
        self._pages += 1
        version_id = f"{article}-v{version}"
        run_id = run or f"run-{self._pages:03}"
        self.add(
            "page_versions", version_id=version_id, article_id=article, url=f"https://{site}/{article}",
            requested_url=f"https://{site}/{article}", site=site, source_id="source",
            run_id=run_id, raw_file=f"{run_id}.parquet", fetched_at=FIRST_FETCH + timedelta(hours=self._pages),
            content_hash=version_id, title=title,
            published_at=datetime.fromisoformat(published) if published else None, empty_reason=empty_reason,
            published_at_source="meta" if published else "none", signature=signature or [], code_version="1",
            vocabulary_version="1",
        )  # fmt: skip
        page = Page(self, article, version_id)
        for text in blocks:
            page.block(text)
        for kind, named in (("party", names), ("theme", themes)):
            for number, entities in (named or {}).items():
                for place, entity in enumerate(entities):
                    self.add(
                        "mentions", version_id=version_id, sentence_no=number, start_char=place, end_char=place + 1,
                        term=blocks[number][place], kind=kind, entity_id=entity,
                    )  # fmt: skip
        return page

    def add(self, table: str, **columns: Any) -> None:
        """One row of a staging table."""
        self.rows.setdefault(table, []).append(columns)


class Page:
    """One version of one page of a world."""

    def __init__(self, world: World, article: str, version_id: str) -> None:
        self.world, self.article, self.version_id = world, article, version_id
        self.blocks = self.reports = self.commitments = 0

    def block(self, text: str, kept: bool = True) -> int:
        """Append a block that is one sentence; gives its number."""
        number = self.blocks
        self.blocks += 1
        self.world.add(
            "blocks", version_id=self.version_id, block_no=number, text=text, kept=kept,
            reason="body" if kept else "menu", score=1.0,
        )  # fmt: skip
        if kept:
            self.world.add(
                "sentences", version_id=self.version_id, sentence_no=number, block_no=number, start_char=0,
                end_char=len(text), text=text,
                sentence_id=md5(f"{self.article}|{text}|{number}".encode()).hexdigest()[:16],
            )  # fmt: skip
        return number

    def report(
        self,
        parties: str,
        status: str = "signed",
        on: str | None = None,
        kind: str = "memorandum",
        themes: str = "quantum",
        name: str | None = None,
        text: str | None = None,
        sentence: int | None = None,
        parent: int | None = None,
        window: tuple[str, str] | None = None,
        money: tuple[dict[str, Any], ...] = (),
    ) -> Page:
        """One agreement in this page. ``parties`` and ``themes`` are words; three capitals are a country.

        ``on`` is a day, month or year; without ``sentence`` a block of its own is added as evidence.
        """
        number, self.reports = self.reports, self.reports + 1
        if sentence is None:
            sentence = self.block(text or f"{self.article} says that {parties} {status} number {number}.")
        parts = [int(part) for part in on.split("-")] if on else []
        event_on = date(*[*parts, 1, 1][:3]) if parts else None
        earliest, latest = (date.fromisoformat(day) for day in window) if window else (None, None)
        keys = {"version_id": self.version_id, "report_no": number, "sentence_no": sentence}
        self.world.add(
            "agreement_reports", **keys, name=name, kind=kind, level="state", status=status, event_on=event_on,
            event_on_precision=(None, "year", "month", "day")[len(parts)], event_earliest=earliest,
            event_latest=latest, states_no_money=False, confidence=0.8, parent_report_no=parent, trace=[],
        )  # fmt: skip
        self.world.add("report_sentences", **keys)
        for party in parties.split():
            is_country = len(party) == 3 and party.isupper()
            self.world.add(
                "report_parties", **keys, party_id=party, party_name=party, role="party",
                party_type="country" if is_country else "company",
            )  # fmt: skip
        for theme in themes.split():
            self.world.add("report_themes", **keys, theme_id=theme)
        for promise in money:
            columns = {"currency": "USD", "is_total": False, "is_per_year": False, **promise}
            self.world.add("commitments", **keys, commitment_no=self.commitments, **columns)
            self.commitments += 1
        return self

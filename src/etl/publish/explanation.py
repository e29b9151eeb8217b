"""Everything the published tables know of one agreement, each claim with its sentence and link."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from etl.publish.reader import fetch_dicts

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One agreement: its row, and the rows that speak of it, by table.

    Rows of ``history``, ``themes``, ``commitments`` and ``reports`` also hold
    ``sentence``, ``article_title``, ``url``, ``site`` and ``article_published_at``.
    ``aliases`` are the ids that were merged into it, ``corrections`` what analysts judged.
    """

    agreement: Row
    parties: list[Row]
    history: list[Row]
    themes: list[Row]
    commitments: list[Row]
    reports: list[Row]
    aliases: list[Row]
    corrections: list[Row]


# Each table with the columns shown of it, in the order in which they are read.
_CLAIMS = {
    "history": ("agreement_history", "status, event_on, event_on_precision, known_on", "seq"),
    "themes": ("agreement_themes", "theme_id, article_count, sentence_id", "article_count DESC, theme_id"),
    "commitments": (
        "commitments",
        "commitment_id, amount, amount_min, currency, amount_usd, counted_usd, payer_id, payee_id, purpose, years,"
        " is_per_year, bound, is_total, part_of, is_disputed",
        "is_total DESC, amount_usd DESC, commitment_id",
    ),
    "reports": (
        "agreement_reports",
        "report_id, name, kind, status, event_on, event_on_precision, confidence, trace",
        "article_published_at, report_id",
    ),
}


def find_agreements(connection: duckdb.DuckDBPyConnection, words: str) -> list[Row]:
    """The agreement with this id (or an id merged into it), else all whose name, parties and themes hold every word.

    Best first: those that name the words in their own name, then the one most written about.
    """
    found = fetch_dicts(
        connection,
        """
        SELECT agreement_id, display_name AS title, status, last_reported_on, article_count
        FROM agreements
        WHERE agreement_id = $1
            OR agreement_id IN (SELECT agreement_id FROM agreement_aliases WHERE old_agreement_id = $1)
        """,
        [words],
    )
    return found or fetch_dicts(
        connection,
        """
        WITH searched AS (
            SELECT *, lower(concat_ws(' ', name, array_to_string(party_names, ' '), array_to_string(parties, ' '),
                replace(array_to_string(themes, ' '), '_', ' '), replace(kind, '_', ' '), evidence)) AS haystack
            FROM agreements
        )

        SELECT agreement_id, display_name AS title, status, last_reported_on, article_count
        FROM searched
        WHERE list_bool_and(list_transform(
            string_split_regex(lower(trim($1)), '\\s+'), lambda word: contains(haystack, word)
        ))
        ORDER BY contains(lower(coalesce(name, '')), lower(trim($1))) DESC, article_count DESC, agreement_id
        """,
        [words],
    )


def explain_agreement(connection: duckdb.DuckDBPyConnection, agreement_id: str) -> Explanation:
    """Everything about the agreement with this id, which must exist."""
    (agreement,) = fetch_dicts(
        connection,
        "SELECT display_name AS title, * FROM agreements WHERE agreement_id = ?",
        [agreement_id],
    )
    claims = {part: _claims(connection, agreement_id, *asked) for part, asked in _CLAIMS.items()}
    return Explanation(
        agreement=agreement,
        parties=fetch_dicts(
            connection,
            "SELECT party_id, party_name, party_type, role FROM agreement_parties WHERE agreement_id = ? ORDER BY ALL",
            [agreement_id],
        ),
        aliases=fetch_dicts(
            connection,
            "SELECT old_agreement_id, merged_at, reason FROM agreement_aliases WHERE agreement_id = ? ORDER BY ALL",
            [agreement_id],
        ),
        corrections=fetch_dicts(
            connection,
            "SELECT action, field, value, reason, author, corrected_on FROM agreement_corrections"
            " WHERE agreement_id = ? ORDER BY corrected_on, correction_id",
            [agreement_id],
        ),
        **claims,
    )


def _claims(
    connection: duckdb.DuckDBPyConnection, agreement_id: str, table: str, columns: str, order: str
) -> list[Row]:
    """Rows of one table that speak of the agreement, each with the sentence that says so and its article."""
    return fetch_dicts(
        connection,
        f"""
        SELECT {", ".join(f"claim.{column.strip()}" for column in columns.split(","))},
            sentence.text AS sentence, article.title AS article_title, article.url, article.site,
            article.published_at AS article_published_at
        FROM {table} AS claim
        LEFT JOIN sentences AS sentence ON claim.sentence_id = sentence.sentence_id
        LEFT JOIN articles AS article ON sentence.article_id = article.article_id
        WHERE claim.agreement_id = ?
        ORDER BY {order}
        """,
        [agreement_id],
    )

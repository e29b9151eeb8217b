"""What an agreement is called where no article gives it a name."""

from __future__ import annotations

import duckdb

# "Memorandum between Japan and Canada on quantum": what is known of it, in the order of a name.
# Of many parties or themes the first few tell it from others; the rest are in its row.
TITLE_MACRO = """
CREATE OR REPLACE TEMP MACRO title_of(name, kind, party_names, themes) AS coalesce(
    nullif(trim(name), ''),
    CASE WHEN kind IS NULL OR kind = 'other' THEN 'Agreement'
        ELSE upper(kind[1]) || replace(kind[2:], '_', ' ') END
    || CASE coalesce(len(party_names), 0)
        WHEN 0 THEN ''
        WHEN 1 THEN ' of ' || party_names[1]
        WHEN 2 THEN ' between ' || party_names[1] || ' and ' || party_names[2]
        WHEN 3 THEN ' between ' || party_names[1] || ', ' || party_names[2] || ' and ' || party_names[3]
        ELSE ' between ' || array_to_string(party_names[:3], ', ') || ' and others' END
    || CASE WHEN coalesce(len(themes), 0) = 0 THEN ''
        ELSE ' on ' || replace(array_to_string(themes[:2], ' and '), '_', ' ') END
)
"""


def add_titles(connection: duckdb.DuckDBPyConnection) -> None:
    """Give ``connection`` the macro ``title_of(name, kind, party_names, themes)``, which is never null."""
    connection.execute(TITLE_MACRO)

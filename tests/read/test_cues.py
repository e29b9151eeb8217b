"""The cue words: the file is well formed, and the words are found where they stand."""

from __future__ import annotations

import csv

import pytest

from etl.read.cues import find_cues, noun_forms, verb_forms
from etl.vocabulary.paths import seeds_dir

STATUSES = {"anticipated", "negotiating", "announced", "agreed", "signed", "in_force", "suspended", "ended"}
KINDS = {
    "memorandum",
    "joint_statement",
    "treaty",
    "partnership",
    "framework",
    "funding",
    "investment",
    "contract",
    "dialogue",
    "other",
}


def rows() -> list[dict[str, str]]:
    with (seeds_dir() / "cue_words.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_cue_of_a_type_stands_once_in_lower_case() -> None:
    keys = [(row["cue"], row["cue_type"]) for row in rows()]
    assert len(keys) == len(set(keys))
    assert all(cue == cue.lower().strip() and cue for cue, _ in keys)


def test_values_are_of_the_contract() -> None:
    for row in rows():
        assert row["strength"] in {"1", "2"}, row
        assert row["inflection"] in {"", "verb", "noun"}, row
        if row["cue_type"] == "paper":
            assert row["value"] in KINDS, row
        if row["cue_type"] in {"act", "joint"}:
            assert row["value"] in STATUSES, row


def test_given_names_stand_once() -> None:
    names = (seeds_dir() / "given_names.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(names) == len(set(names))
    assert all(name.strip() == name and name for name in names)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("sign", ("sign", "signs", "signed", "signing")),
        ("finalise", ("finalise", "finalises", "finalised", "finalising")),
        ("ratify", ("ratify", "ratifies", "ratified", "ratifying")),
        ("scrap", ("scrap", "scraps", "scrapped", "scrapping")),
        ("reach", ("reach", "reaches", "reached", "reaching")),
    ],
)
def test_verb_forms(verb: str, forms: tuple[str, ...]) -> None:
    assert verb_forms(verb) == forms


def test_noun_forms() -> None:
    assert noun_forms("treaty") == ("treaty", "treaties")
    assert noun_forms("pact") == ("pact", "pacts")


def test_the_longest_cue_counts_and_words_inside_words_do_not() -> None:
    text = "The memorandum of understanding is a significant, signed paper."
    found = [
        (cue.text, text[cue.start : cue.end].lower()) for cue in find_cues(text) if cue.cue_type in {"paper", "act"}
    ]
    assert found == [("memorandum of understanding", "memorandum of understanding"), ("signed", "signed")]

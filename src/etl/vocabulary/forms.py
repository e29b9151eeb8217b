"""The forms in which one term may stand in a text: plural, American spelling, "and" for "&"."""

from __future__ import annotations

import re

from etl.vocabulary.fold import plain
from etl.vocabulary.terms import Term

# British → American; the vocabulary files are written in British spelling. Names keep their own s/z otherwise.
_AMERICAN = [
    ("centre", "center"), ("Centre", "Center"), ("fibre", "fiber"), ("metre", "meter"), ("defence", "defense"),
    ("Defence", "Defense"), ("licence", "license"), ("programme", "program"), ("Programme", "Program"),
    ("labour", "labor"), ("armour", "armor"), ("isation", "ization"), ("ising", "izing"), ("ised", "ized"),
    ("yser", "yzer"), ("manoeuvre", "maneuver"), ("aluminium", "aluminum"),
]  # fmt: skip
_SIBILANT = re.compile(r"(s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"(?<=[b-df-hj-np-tv-z])y$")


def forms(term: Term) -> set[str]:
    """All spellings of the term, in plain letters. Plurals for theme terms in any case only."""
    spellings = {plain(term.text)}
    if "&" in term.text:
        spellings |= {spelling.replace("&", "and") for spelling in spellings}
    spellings |= {_american(spelling) for spelling in spellings}
    if term.kind == "theme" and term.letter_case == "any":
        spellings |= {_plural(spelling) for spelling in spellings}
    return spellings


def _american(text: str) -> str:
    for british, american in _AMERICAN:
        text = text.replace(british, american)
    return text


def _plural(text: str) -> str:
    if _SIBILANT.search(text):
        return text if text.endswith("s") else text + "es"
    return _CONSONANT_Y.sub("ie", text) + "s"


def is_written_like(written: str, form: str, letter_case: str) -> bool:
    """Whether a plain stretch of text reads like a form: same marks (hyphen or blank alike) and fitting capitals.

    A proper name may stand in all capitals where it is longer than three letters:
    headlines do so, and shorter ones are other words then (ARM, US).
    """
    if written == form:
        return True
    written, form = written.replace("-", " "), form.replace("-", " ")
    if letter_case == "any":
        return written.lower() == form.lower()
    return written == form or (letter_case == "proper" and len(form) > 3 and written == form.upper())

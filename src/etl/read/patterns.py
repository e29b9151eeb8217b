"""Write long alternations of phrases and sets of words so that a person can read them."""

from __future__ import annotations


def any_of(*phrases: str) -> str:
    """A regular expression for any of the phrases, which stand in strings separated by ``|``.

    A blank in a phrase matches any white space; everything else is regular expression.
    """
    return "(?:" + "|".join(phrases).replace(" ", r"\s+") + ")"


def word_set(words: str) -> frozenset[str]:
    """The words of a string, which blanks and lines part."""
    return frozenset(words.split())

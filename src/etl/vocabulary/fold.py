"""Plain forms of text and terms in which they can be compared, of the same length as the original."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# letters that Unicode does not decompose, as English news writes them with one letter
_UNDECOMPOSED = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "s", "æ": "a", "œ": "o", "ð": "d", "þ": "t", "ə": "e"}
_MARKS = {"’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "′": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
_OTHER_LETTER = "\x01"  # of another script: part of a word, equal to no letter of a term
_OTHER_MARK = "\x02"
_LOWER_OR_BLANK = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_LOWER_OR_BLANK[ord(_OTHER_LETTER)] = _OTHER_LETTER


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character in _MARKS:
        return _MARKS[character]
    category = unicodedata.category(character)
    if category == "Pd":
        return "-"
    if category[0] in "ZC":
        return " "
    base = unicodedata.normalize("NFKD", character)[0]
    if not base.isascii():
        base = _UNDECOMPOSED.get(character.lower(), _OTHER_LETTER if character.isalnum() else _OTHER_MARK)
    return base.upper() if character.isupper() else base


def plain(text: str) -> str:
    """ASCII of the same length: accents off, curly quotes, dashes and spaces plain, capitals kept."""
    if not text.isascii():
        for character in set(_NOT_ASCII.findall(text)):  # few different ones in most texts
            text = text.replace(character, _plain_character(character))
    return text


def fold(plain_text: str) -> str:
    """Lower case of a plain text, every mark and space a blank: ``fold("U.S.-led") == "u s  led"``."""
    return plain_text.translate(_LOWER_OR_BLANK)

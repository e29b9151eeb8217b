"""The language of a text: by its script, or by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

_STOP_WORDS = {
    "en": "the of and to in that is was for with as on by are from this which has have been will said",
    "de": "der die und das den von ist mit des sich auf für nicht ein eine dem auch als nach wird sind",
    "fr": "le la les des et est une dans pour que qui sur par pas avec au plus ce sont du cette",
    "es": "el los las del que en una por con para se su como más al fue este ha sus sobre",
    "it": "il di che della per una sono con non del gli nel alla anche più dei delle è ha dal",
    "pt": "o os da do em uma que não com para dos das mais foi ao pela pelo são também",
    "nl": "de het een van en dat is op te zijn voor met niet aan er ook naar bij wordt",
    "sv": "och att det som en på är av för med den till har inte om ett var från",
    "da": "og at det som en på er af for med den til har ikke der et blev fra også",
    "no": "og at det som en på er av for med den til har ikke om et ble fra også etter",
    "fi": "ja on ei että oli se hän myös mutta kun ovat joka sen kuin tai mukaan",
    "pl": "w i na z się do nie że jest o to jak po przez od za oraz dla są",
    "cs": "a v na se je že s z do o to pro jako ve by podle jsou který také",
    "hu": "a az és hogy nem is egy meg volt ez már csak szerint még de vagy",
    "ro": "și în de la cu pe nu care din pentru este a fost mai că sunt au",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi sonra kadar en ise",
    "id": "yang dan di dengan untuk dari pada ini itu dalam akan tidak juga oleh ke",
    "vi": "và của là có trong được cho với các những một không người này khi",
    "af": "die en van in het is nie dat op te vir met sy wat aan om was",
}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_BEYOND_LATIN = re.compile(r"[\u0370-\u2dff\u2e80-\U0010ffff]")
_UKRAINIAN = re.compile(r"[іїєґ]")
_SCANNED = 3000
_FEWEST, _SHARE = 5, 0.2
_SETS = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}
_WORDS: dict[str, list[str]] = {}
for _language, _words in _STOP_WORDS.items():
    for _word in _words.split():
        _WORDS.setdefault(_word, []).append(_language)


def detect_language(text: str, declared: str = "") -> str | None:
    """The ISO 639-1 code of a text's language; the declared one where the text is too short to tell, else None."""
    sample = text[:_SCANNED].lower()
    letters = len(sample) or 1
    beyond_western = len(sample) - len(sample.encode("latin-1", "ignore"))
    if beyond_western > letters * 0.1 and len(_BEYOND_LATIN.findall(sample)) > letters * 0.1:
        for language, script in _SCRIPTS:
            # A tenth of kana tells Japanese from Chinese; the other scripts have to make up a good part of the text.
            if len(script.findall(sample)) > letters * (0.1 if language == "ja" else 0.25):
                return "uk" if language == "ru" and len(_UKRAINIAN.findall(sample)) > letters * 0.02 else language
    words = sample.split()
    said = declared.strip().lower().replace("_", "-").split("-")[0]
    said = said if len(said) == 2 and said.isalpha() else ""
    # Where a fifth of the words are small ones of the language that the page names, no other has many more.
    if said in _SETS and sum(map(_SETS[said].__contains__, words)) > max(_FEWEST, len(words) * _SHARE):
        return said
    counts: Counter[str] = Counter()
    for word, times in Counter(filter(_WORDS.__contains__, words)).items():
        for language in _WORDS[word]:
            counts[language] += times
    ranked = counts.most_common(1)
    if not ranked or ranked[0][1] < _FEWEST:
        return said or None
    # Close relatives share their small words: the page's own word decides between them.
    if said and counts[said] * 1.3 >= ranked[0][1]:
        return said
    return ranked[0][0]

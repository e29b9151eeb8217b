"""The proper name of an agreement: "Technology Prosperity Deal", "Tokyo Statement on Quantum Cooperation"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.read.names import is_title_case
from etl.read.view import View

_NOUN = (
    r"Agreement|Accords?|Alliance|Charter|Compact|Convention|Deal|Declaration|Dialogue|Framework|Initiative|Memorandum|"
    r"Pact|Partnership|Programme|Program|Protocol|Roadmap|Statement|Treaty|Arrangement|Pledge|Plan|Council|Fund|Vision|"
    r"Project|Bridge|Consortium|Corridor"
)
_WORD = r"[A-Z0-9][\w’'–-]*"
_LINK = r"(?:of|on|for|and|in|the|to|with|concerning|regarding|&)"
_NAME = re.compile(
    rf"(?:{_WORD}\s(?:{_LINK}\s){{0,2}}){{1,7}}(?:{_NOUN})\b(?:\s(?:on|for|of|concerning|regarding|in)\s(?:{_LINK}\s)*"
    rf"{_WORD}(?:\s(?:{_LINK}\s){{0,2}}{_WORD}){{0,7}})?(?:\s2\.0)?"
)
# A name that is only the sort of paper, in capitals ("Memorandum of Understanding"), names nothing.
_PLAIN = re.compile(
    r"(?:the\s|a\s|an\s|this\s|joint\s|new\s|bilateral\s)*(?:memorandum of (?:understanding|cooperation|intent)"
    r"|letter of intent|"
    r"joint (?:statement|declaration|initiative|venture|plan|fund|project)|strategic partnership|free trade agreement|"
    r"framework agreement|cooperation agreement|partnership agreement|action plan|declaration of intent)",
    re.IGNORECASE,
)
# "BEARING IN MIND the Agreement": words of a preamble, no name.
_PREAMBLE = re.compile(r"^(?:[A-Z]{2,}\s){2,}the\s")
_LEADING = re.compile(r"^(?:The|A|An|This|Under|In|Its|Their|Both|New|Through|And|Of)\s(?:the\s)?")
_LONGEST = 90


def proper_name(views: Sequence[View]) -> str | None:
    """The name that these sentences, the most telling first, give an agreement; None where they give none."""
    for view in views:
        if view.number is None or is_title_case(view.text):
            continue
        for match in _NAME.finditer(view.text):
            name = _LEADING.sub("", _PREAMBLE.sub("", match.group()))
            if " " in name and len(name) <= _LONGEST and not _PLAIN.fullmatch(name) and _beside_a_paper(view, match):
                return name
    return None


def _beside_a_paper(view: View, match: re.Match[str]) -> bool:
    """Whether a cue for an agreement lies in the name, so that it is no mere committee or law."""
    return any(cue.cue_type == "paper" and cue.start < match.end() and match.start() < cue.end for cue in view.cues)

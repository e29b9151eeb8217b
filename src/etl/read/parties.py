"""Who concludes: groups of names in a sentence, and for each name what speaks for its being a party.

The judgement itself is learned (``etl.read.judge``); here are its features, each a plain
statement about the sentence, and the grouping of coordinated names ("A, B and C").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from etl.read.capitals import CORPORATE_ENDINGS, FIRM_NOUN, NO_CAPITALS, Capitals
from etl.read.judge import wording_probability
from etl.read.names import STATES, Name
from etl.read.record import record
from etl.read.view import View
from etl.read.wording import surroundings

# Words that may stand between two coordinated names: determiners, descriptors, places in brackets.
_JOINED = re.compile(
    r"^[’']?s?\s*(?:\([^)]{0,60}\)\s*)?(?:,\s*)?(?:\b(?:and|&|as well as|plus|alongside|together with|or)\b|[,/&–—-])?"
    r"\s*(?:(?:the|its|a|an|their|by|with|of|two|three|city|state|government|governments|maker|chipmaker|company|firm|"
    r"companies|firms|group|giant|operator|startup|start-up|university|universities|institute|ministry|ministries|"
    r"republic|kingdom|neighbouring|technology|tech|local|fellow|researchers|scientists|[a-z]+based)\s+){0,4}$"
)
_POSSESSIVE = re.compile(r"\s*[’']s\s*")
_CONNECTOR = re.compile(r"(?:\band\b|&|,|/|–|—|\bas well as\b|\bplus\b|\bor\b|-)")
_MODIFIES = re.compile(r"^(?:[’']s?)?\s*(?:[a-z][\w-]*\s+){0,3}$")
_DATELINE = re.compile(r"[^a-z]{0,4}(?:[A-Z][\w.]*\s?\d{0,2}[,.\s\d]*)?(?:\([^)]{1,30}\)\s?)?(?:—|–|--|-\s|:)")
_OWNED = re.compile(
    r"(?:[’']s?|’)?\s(?:first|largest|biggest|only|second|third|leading|top|oldest|newest|capital|economy|history|share|grip|answer|"
    r"version|rival|southern|northern|eastern|western|coast|north|south|east|west)\b"
)
# "Parallel to the US-Japan accord, ...": what comes before the comma is another matter.
_LEAD_IN = re.compile(
    r"(?:Parallel to|Alongside|Besides|Unlike|Like|Beyond|In contrast to|As with|Similar to|Apart from|Despite"
    r"|Unfazed by|Amid)\b"
    r"[^,]{0,90},"
)
_NO_ORIGIN = re.compile(
    r"\b(?:and|with|will|to|signed|has|have|as|is|are|by|or|for|inks?|signs?|taps?|joins?|backs?)\b"
)
_BASED = re.compile(
    r"[- ](?:based|born|owned|listed|made|built|backed|led|speaking|headquartered)\b|\$|\s(?:dollars?|yen|francs?)\b"
)
# "Amid growing competition with China": against whom something is meant, not with whom.
_RIVAL_BEFORE = re.compile(
    r"(?:compet\w+|rivalry|race|tensions?|stand-?off|dispute|war|feud|dependen\w+|relian\w+)"
    r"\s(?:with|against|on|upon)\s(?:the\s)?$",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|across|around|inside|within|throughout)\s(?:the\s|central\s|southern\s)?$", re.IGNORECASE
)
_FIRM_AFTER = re.compile(
    r"(?:[’']s)?\s(?:[a-z][\w-]*\s){0,2}(?:compan(?:y|ies)|firms?|start-?ups?|giants?|groups?|chipmakers?|carmakers?|automakers?|"
    r"operators?|suppliers?|manufacturers?|conglomerates?|utilit(?:y|ies)|lenders?|investors?|developers?|makers?|"
    r"soil|territory|markets?|customers?|consumers?|businesses|newspapers?|media|rivals?|taxpayers?|economists?)\b"
)
_PLACES = frozenset({"region", "capital"})
_OF_AFTER_ORGANISATION = re.compile(r"\)?(?:\s\([^)]{1,30}\))?,?\s(?:of|in|from|in the|of the|from the)\s$|\s\($")
_STATE_NOUNS = frozenset(
    [
        "government",
        "governments",
        "minister",
        "ministers",
        "ministry",
        "ministries",
        "official",
        "officials",
        "president",
        "presidents",
        "premier",
        "side",
        "sides",
        "authorities",
        "leader",
        "leaders",
        "counterpart",
        "counterparts",
        "delegation",
        "envoy",
        "envoys",
        "negotiators",
        "foreign",
        "trade",
        "defence",
        "defense",
        "science",
        "energy",
        "digital",
        "prime",
        "chancellor",
        "state",
        "cabinet",
        "diplomats",
        "secretary",
        "administration",
        "parliament",
        "finance",
        "telecom",
        "economy",
        "health",
        "industry",
    ]
)
_FIRM_NOUNS = frozenset(
    [
        "company",
        "companies",
        "firm",
        "firms",
        "start-up",
        "startup",
        "start-ups",
        "startups",
        "giant",
        "group",
        "maker",
        "chipmaker",
        "carmaker",
        "operator",
        "supplier",
        "university",
        "universities",
        "developer",
        "manufacturer",
        "conglomerate",
        "utility",
        "bank",
        "lender",
        "investor",
        "investors",
        "researchers",
        "scientists",
        "engineers",
        "students",
        "experts",
        "analysts",
        "media",
        "newspaper",
        "soil",
        "market",
        "customers",
        "consumers",
        "customs",
        "companies'",
        "labs",
        "laboratories",
        "teams",
        "institutions",
        "businesses",
        "unit",
        "subsidiary",
        "makers",
    ]
)
_PLACE_WORDS = frozenset({"in", "at", "near", "outside", "across", "around", "inside", "within"})
_AGAINST_WORDS = frozenset(
    {"against", "over", "from", "to", "toward", "towards", "on", "amid", "despite", "beyond", "than"}
)
_LEFT_WORDS = (
    "with",
    "between",
    "by",
    "of",
    "for",
    "and",
    ",",
    "from",
    "to",
    "on",
    "against",
    "including",
    "via",
    "as",
)


@record
class Group:
    """Coordinated names, as indices into the sentence's names."""

    members: tuple[int, ...]


def modifiers(view: View, names: Sequence[Name]) -> set[int]:
    """Indices of names that only say where somebody is from or where something is.

    "Japan's NEC", "the Dutch firm ASML", "Britain-based Arm", "Renesas of Japan", "US$5 million",
    "in New Delhi", "a Swedish start-up".
    """
    found: set[int] = set()
    lead_in = _LEAD_IN.match(view.text)
    aside = lead_in.end() if lead_in else 0
    for index, name in enumerate(names):
        if index and name.form in {"bare", "region"} and _is_seat(view, names[index - 1], name):
            found.add(index)
        if name.form == "person" or (name.party_type not in STATES and name.form != "region"):
            continue
        if _is_dateline(view, name) or name.end <= aside:
            found.add(index)
        after = view.text[name.end : name.end + 60]
        before = view.text[max(0, name.start - 24) : name.start]
        if (
            _BASED.match(after)
            or _FIRM_AFTER.match(after)
            or _OWNED.match(after)
            or (before[-1:].isspace() and (_PLACE_BEFORE.search(before) or _RIVAL_BEFORE.search(before)))
            or (index + 1 < len(names) and _is_of_next(view, name, names[index + 1]))
            or (index and _is_of_last(view, names[index - 1], name))
        ):
            found.add(index)
    for index in range(1, len(names)):  # "in Tokyo and Chicago": both are places
        both = {names[index - 1].form, names[index].form} <= _PLACES
        if index - 1 in found and both and view.text[names[index - 1].end : names[index].start] in {" and ", ", "}:
            found.add(index)
    for index in range(len(names) - 2, -1, -1):  # "the US-British firm": both are origins
        gap = view.text[names[index].end : names[index + 1].start]
        if index + 1 in found and gap in {"-", "–", "/"} and names[index].party_type in STATES:
            found.add(index)
    return found


def _is_of_last(view: View, last: Name, name: Name) -> bool:
    return _may_be_from(last, name) and bool(_OF_AFTER_ORGANISATION.match(view.text[last.end : name.start]))


def _is_seat(view: View, organisation: Name, place: Name) -> bool:
    """Whether a name says where the organisation before it sits: "OVHcloud of Roubaix", "Aster Pharmacies of Dubai"."""
    if organisation.party_type in STATES or " " in place.name:
        return False
    return view.text[organisation.end : place.start] in {" of ", ", of "}


def _is_dateline(view: View, name: Name) -> bool:
    """Whether the name is of a dateline: "PARIS, May 16 —", "NEW DELHI:" at the start of an article."""
    written = view.text[name.start : name.end]
    return name.start < 30 and len(written) > 3 and written.isupper() and bool(_DATELINE.match(view.text, name.end))


def _may_be_from(organisation: Name, country: Name) -> bool:
    return organisation.party_type not in STATES and organisation.iso3 in {None, country.iso3}


def _is_of_next(view: View, name: Name, following: Name) -> bool:
    if not _may_be_from(following, name):
        return False
    gap = view.text[name.end : following.start]
    return len(gap) < 40 and bool(_MODIFIES.match(gap)) and not _NO_ORIGIN.search(gap)


def group_names(view: View, names: Sequence[Name], skipped: set[int]) -> list[Group]:
    """The names of a sentence in coordinated groups, in order; ``skipped`` names are transparent."""
    groups: list[list[int]] = []
    previous: int | None = None
    for index in range(len(names)):
        if index in skipped:
            continue
        if previous is not None and _coordinated(view, names, previous, index, skipped):
            groups[-1].append(index)
        else:
            groups.append([index])
        previous = index
    return [Group(tuple(members)) for members in groups]


def _coordinated(view: View, names: Sequence[Name], left: int, right: int, skipped: set[int]) -> bool:
    gap = view.text[names[left].end : names[right].start]
    for index in range(left + 1, right):
        if index in skipped:
            gap = gap.replace(view.text[names[index].start : names[index].end], "")
    if "’s" in gap or "'s" in gap:
        gap = _POSSESSIVE.sub(" ", gap)
    return len(gap) < 70 and bool(_CONNECTOR.search(gap)) and bool(_JOINED.match(gap))


MODIFIES = "modifies the next name"


def features(
    view: View, names: Sequence[Name], capitals: Capitals = NO_CAPITALS, of_modifiers: bool = True
) -> list[dict[str, float]]:
    """For each name, the statements about it that the judge weighs: feature name to value, absent means 0.

    ``capitals`` are what the whole article tells of its names. Without ``of_modifiers`` nothing but
    ``MODIFIES`` is said of the names that only say where somebody is from.
    """
    skipped = modifiers(view, names)
    groups = group_names(view, names, skipped)
    group_of = {member: group for group in groups for member in group.members}
    counts = Counter(name.party_id for index, name in enumerate(names) if index not in skipped)
    shared = _shared_features(view, names, counts)
    found: list[dict[str, float]] = []
    for index, (name, around) in enumerate(zip(names, surroundings(view.text, names), strict=True)):
        if index in skipped and not of_modifiers:
            found.append({MODIFIES: 1.0})
            continue
        statements = shared | _features(view, names, index, skipped, group_of, counts)
        _add_appearance(statements, view, name, capitals)
        statements["wording"] = wording_probability("beside", around)
        found.append(statements)
    return found


_FIRM_NOUN_BEFORE = re.compile(rf"\b{FIRM_NOUN}s?,?\s$")
_FIRM_BEHIND = re.compile(rf",\s(?:which|a|an|the|whose|one of)\s(?:[\w’'-]+\s){{0,5}}?{FIRM_NOUN}\b")
_ORIGIN_BEHIND = re.compile(r"(?:,|\sof|\sin)\s(?:the\s)?[A-Z]|\s\([A-Z]")


def _add_appearance(found: dict[str, float], view: View, name: Name, capitals: Capitals) -> None:
    """What the name looks like, here and in the whole article: an organisation, or a place."""
    words = name.name.split()
    first = words[0] if words else ""
    found["treated as an organisation"] = float(first in capitals.firms)
    found["stands as a place"] = float(first in capitals.places)
    found["times in the article"] = float(min(capitals.counts[first], 8))
    found["corporate ending"] = float(len(words) > 1 and words[-1].lower() in CORPORATE_ENDINGS)
    before, behind = view.text[max(0, name.start - 30) : name.start], view.text[name.end : name.end + 80]
    found["organisation's noun before"] = float(bool(_FIRM_NOUN_BEFORE.search(before)))
    found["organisation's noun behind"] = float(bool(_FIRM_BEHIND.match(behind)))
    found["place behind"] = float(bool(_ORIGIN_BEHIND.match(behind)))


def _shared_features(view: View, names: Sequence[Name], counts: Counter[str]) -> dict[str, float]:
    """What holds of every name of a sentence; ``counts`` are the mentions by party_id."""
    states = sum(name.party_type in STATES for name in names)
    unresolved = sum(name.party_type == "unresolved" for name in names)
    return {
        "names in sentence": min(len(counts), 6),
        "is headline": float(view.is_headline),
        "other types: organisations": float(len(names) - states - unresolved),
        "other types: states": float(states),
    }


def _features(
    view: View,
    names: Sequence[Name],
    index: int,
    skipped: set[int],
    group_of: dict[int, Group],
    counts: Counter[str],
) -> dict[str, float]:
    name = names[index]
    found: dict[str, float] = {f"type {name.party_type}": 1.0, f"form {name.form}": 1.0}
    if index in skipped:
        found[MODIFIES] = 1.0
    group = group_of.get(index)
    members = group.members if group else (index,)
    first, last = names[members[0]], names[members[-1]]
    found["group size"] = min(len(members), 4)
    found["place in group"] = float(members.index(index)) if index in members else 0.0
    left = _left_word(view, name)
    found["left of group: " + (left if first is name else _left_word(view, first))] = 1.0
    found["left: " + left] = 1.0
    _add_right_side(found, view, name, last)
    _add_distances(found, view, first, last)
    found["same name again"] = float(counts[name.party_id] > 1)
    found["order"] = min(index, 5)
    found["words in name"] = min(len(name.name.split()), 5)
    before = view.text[: name.start]
    found["in quotes"] = float((before.count("“") > before.count("”")) or before.count('"') % 2 == 1)
    found["in brackets"] = float(before.count("(") > before.count(")"))
    return found


_PLAIN_VERBS = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "gave", "give"})


def _left_word(view: View, name: Name) -> str:
    """The class of the word before a name, over articles and adjectives without meaning here."""
    position = name.start
    word = view.word_before(position)
    for _ in range(2):
        if word in {"the", "a", "an", "its", "their", "his", "her", "governments", "government", "of the"}:
            position = view.text.rfind(word, 0, position) if word in view.text[:position] else 0
            position = max(0, view.text.lower().rfind(word, 0, position + len(word)))
            word = view.word_before(position)
    return _class_of(word)


def _class_of(word: str) -> str:
    if word in _LEFT_WORDS and word not in _PLACE_WORDS:
        return word
    if word in {"’", "'", "s"} or word.endswith(("'s", "’s")):
        return "possessive"
    return _CLASSES.get(word) or ("verb" if word.endswith("ed") else "word")


_CLASSES = {
    **dict.fromkeys(_PLAIN_VERBS, "verb"),
    **dict.fromkeys([".", ":", ";", "(", '"', "“", "”", ")", "?", "!"], "mark"),
    **dict.fromkeys(["-", "–", "—"], "dash"),
    **dict.fromkeys(_AGAINST_WORDS, "against"),
    **dict.fromkeys(_PLACE_WORDS, "in"),
    "": "start",
}


def _add_right_side(found: dict[str, float], view: View, name: Name, last: Name) -> None:
    tail = view.text[name.end : name.end + 2]
    word = view.word_after(name.end)
    if tail.startswith(("'s", "’s", "' ", "’ ")):
        found["right: possessive"] = 1.0
        word = view.word_after(name.end + 2)
    elif tail[:1] in {"-", "–", "—", "/"}:
        found["right: dash"] = 1.0
    found["right: state word"] = float(word in _STATE_NOUNS)
    found["right: firm word"] = float(word in _FIRM_NOUNS)
    found["right: comma"] = float(word == ",")
    found["right: and"] = float(word in {"and", "&"})
    found["right: place"] = float(word in _PLACE_WORDS)
    found["right: plain word"] = float(word.isalpha() and word.islower())
    found["right: end"] = float(not word or word in {".", ";", ":"})
    for cue in view.cues:
        if 0 <= cue.start - last.end <= 25:
            found[f"soon after group: {cue.cue_type}"] = 1.0
            if cue.cue_type == "act":
                found[f"soon after group: {cue.value}"] = 1.0
    for cue in view.of_type("speech"):
        if 0 <= cue.start - name.end <= 30 or 0 <= name.start - cue.end <= 4:
            found["beside a word of saying"] = 1.0


def _add_distances(found: dict[str, float], view: View, first: Name, last: Name) -> None:
    """How far the nearest word of concluding or agreement stands before and after the group, in characters."""
    acts = [cue for cue in view.of_type("act", "joint") if cue.strength == 2]
    for label, cues in (("act", acts), ("paper", view.of_type("paper"))):
        before = [first.start - cue.end for cue in cues if cue.end <= first.start]
        after = [cue.start - last.end for cue in cues if cue.start >= last.end]
        found[f"{label} before"] = 1.0 / (1.0 + min(before) / 20.0) if before else 0.0
        found[f"{label} after"] = 1.0 / (1.0 + min(after) / 20.0) if after else 0.0

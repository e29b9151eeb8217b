"""What the judge looks at: numbers about each block, from cheap to dear.

``near`` features describe the block alone and are computed for every block.
``wide`` features set it against the page and need the first guess of every
other block.
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.extract.scan import Element, Run, Skeleton
from etl.extract.words import word_bits

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_TAG_CODES = {"p": 1, "li": 2, "div": 3, "td": 4, "th": 4, "section": 3, "article": 3, "figcaption": 5, "blockquote": 6,
              "dd": 7, "dt": 7, "pre": 8, "body": 9, "button": 10, "label": 10, "legend": 10, "address": 11}  # fmt: skip
_END = {".": 3, "!": 3, "?": 3, "…": 2, "”": 3, '"': 3, "»": 3, "“": 3, "。": 3, "’": 2, "'": 2, ")": 2, ":": 1, ";": 1, ",": 1}

NEAR = (
    "chars", "words", "link_share", "links", "word_length", "ending", "commas", "tag", "heading", "bold_share", "breaks",
    "starts", "digits", "depth",
)  # fmt: skip
NEAR_BITS = ("own", "up", "all", "ancestry", "first", "front")


def near(run: Run, element: Element, parent: Element) -> tuple[float, ...]:
    """Numbers named in ``NEAR`` followed by the bit sets named in ``NEAR_BITS``."""
    text = run.text
    chars = len(text)
    words = text.count(" ") + 1
    start = text[0]
    first, front = word_bits(text) if chars < 400 else (0, 0)
    digits = sum(map(str.isdigit, text)) / chars if chars < 80 else 0.0
    tag = element.tag
    return (
        chars, words, run.link_chars / chars, run.links, chars / words, _END.get(text[-1], 0), text.count(","),
        _TAG_CODES.get(tag, 0), _HEADINGS.get(tag, 0), run.bold_chars / chars, run.breaks,
        2 if start.isupper() else 1 if start.isalpha() else 3 if start.isdigit() else 0, digits, element.depth,
        element.hints, parent.hints, element.all_hints, element.ancestry, first, front,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the page's head says of its text: the parts that blocks are compared with."""

    title: str = ""
    description: str = ""
    article_body: str = ""


WIDE = (
    "p", "p_before", "p_before2", "p_after", "p_after2", "words_before", "words_after", "before_same", "after_same",
    "mass_before", "position", "share0", "share1", "share2", "share3", "runs0", "mean0", "mean1", "mean2", "sign_count", "sign_mean",
    "sign_share", "climb", "climb9", "after_title", "in_body", "in_description", "is_title", "repeated", "from_first", "to_last",
    "link0", "words0", "total",
)  # fmt: skip


def fold(text: str) -> str:
    """Lower case letters and digits only: how texts are compared."""
    return "".join(filter(str.isalnum, text.lower()))


def wide(skeleton: Skeleton, guesses: list[float], evidence: Evidence) -> list[tuple[float, ...]]:
    """Numbers named in ``WIDE`` for every block, given the first guess of each."""
    elements, runs = skeleton.elements, skeleton.runs
    count = len(elements)
    mass, chars, linked, held, belief, text_words = ([0.0] * count for _ in range(6))
    weights = []
    for run, guess in zip(runs, guesses, strict=True):
        size = len(run.text)
        weight = guess * size if guess > 0.2 else 0.0
        weights.append(weight)
        index = run.element
        mass[index] += weight
        chars[index] += size
        linked[index] += run.link_chars
        held[index] += 1
        belief[index] += guess
        text_words[index] += run.text.count(" ") + 1
    parents = [element.parent for element in elements]
    for index in range(count - 1, 0, -1):
        above = parents[index]
        mass[above] += mass[index]
        chars[above] += chars[index]
        linked[above] += linked[index]
        held[above] += held[index]
        belief[above] += belief[index]
        text_words[above] += text_words[index]
    total = mass[0] or 1.0
    signatures = []
    sign: dict[tuple[str, str, str], list[float]] = {}
    for run, guess, weight in zip(runs, guesses, weights, strict=True):
        element = elements[run.element]
        key = (element.tag, element.names, elements[element.parent].names if element.parent >= 0 else "")
        signatures.append(key)
        seen = sign.setdefault(key, [0.0, 0.0, 0.0])
        seen[0] += 1
        seen[1] += guess
        seen[2] += weight
    strong = [number for number, weight in enumerate(weights) if weight > 60]
    first, last = (strong[0], strong[-1]) if strong else (0, len(runs))
    title, description, body = fold(evidence.title), fold(evidence.description), fold(evidence.article_body)
    folded = [fold(run.text) for run in runs]
    title_at = next((n for n, run in enumerate(runs) if elements[run.element].tag == "h1" and title and (folded[n] in title or title in folded[n])), -1)
    if title_at < 0 and title:
        title_at = next((n for n, text in enumerate(folded) if text == title), -1)
    if title_at < 0:
        title_at = next((n for n, run in enumerate(runs) if elements[run.element].tag == "h1"), -1)
    seen_texts: set[str] = set()
    rows = []
    passed = 0.0
    size = len(runs)
    for number, run in enumerate(runs):
        e0 = run.element
        e1 = max(parents[e0], 0)
        e2 = max(parents[e1], 0)
        e3 = max(parents[e2], 0)
        climb = climb9 = 0
        up = e0
        while mass[up] < total * 0.5 and up > 0:
            climb += 1
            up = parents[up]
        climb9 = climb
        while mass[up] < total * 0.9 and up > 0:
            climb9 += 1
            up = parents[up]
        key = signatures[number]
        stats = sign[key]
        text = folded[number]
        rows.append((
            guesses[number],
            guesses[number - 1] if number else -1.0, guesses[number - 2] if number > 1 else -1.0,
            guesses[number + 1] if number + 1 < size else -1.0, guesses[number + 2] if number + 2 < size else -1.0,
            runs[number - 1].text.count(" ") if number else -1, runs[number + 1].text.count(" ") if number + 1 < size else -1,
            number > 0 and signatures[number - 1] == key, number + 1 < size and signatures[number + 1] == key,
            passed / total, number / size,
            mass[e0] / total, mass[e1] / total, mass[e2] / total, mass[e3] / total, held[e0],
            belief[e0] / held[e0], belief[e1] / held[e1], belief[e2] / held[e2],
            stats[0], stats[1] / stats[0], stats[2] / total, climb, climb9,
            0 if title_at < 0 else number - title_at,
            (2 if text in body else 1) if body else 0,
            bool(description) and (text in description or description in text) and len(text) > 20, (text == title) + (text in title) + (title in text) if title else 0,
            text in seen_texts, number - first, last - number,
            linked[e1] / chars[e1], text_words[e1] / held[e1], total,
        ))  # fmt: skip
        passed += weights[number]
        seen_texts.add(text)
    return rows

"""What the judge looks at: numbers about each block, from cheap to dear.

``near`` features describe the block alone and are computed for every block.
``wide`` features set it against the page and need the first guess of every
other block.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from etl.extract.scan import Run, Skeleton
from etl.extract.words import word_bits

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_TAG_CODES = {
    "p": 1,
    "li": 2,
    "div": 3,
    "td": 4,
    "th": 4,
    "section": 3,
    "article": 3,
    "figcaption": 5,
    "blockquote": 6,
    "dd": 7,
    "dt": 7,
    "pre": 8,
    "body": 9,
    "button": 10,
    "label": 10,
    "legend": 10,
    "address": 11,
}
_END = {
    ".": 3,
    "!": 3,
    "?": 3,
    "…": 2,
    "”": 3,
    '"': 3,
    "»": 3,
    "“": 3,
    "。": 3,
    "’": 2,
    "'": 2,
    ")": 2,
    ":": 1,
    ";": 1,
    ",": 1,
}

NEAR = (
    "chars",
    "words",
    "link_share",
    "links",
    "word_length",
    "ending",
    "commas",
    "tag",
    "heading",
    "bold_share",
    "breaks",
    "starts",
    "digits",
    "depth",
    "hidden",
)
NEAR_BITS = ("own", "up", "all", "ancestry", "first", "front")


_PROSE_TAGS = frozenset({"p", "td", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "pre", "body"})


def is_hopeless(run: Run, skeleton: Skeleton) -> bool:
    """Whether a block is a menu, or a link of a few words that stands alone: not worth a guess.

    Of all body text in the training pages less than one word in a thousand stands in such blocks.
    """
    if run.is_menu:
        return True
    size = len(run.text)
    return size < 40 and run.link_chars >= size * 0.95 and skeleton.tags[run.element] not in _PROSE_TAGS


def count_words(text: str) -> int:
    """Words of a text; scripts that write no spaces are counted two letters a word."""
    words = text.count(" ") + 1
    return words if text[len(text) // 2] < "\u2e80" else max(words, len(text) // 2)


def near(run: Run, skeleton: Skeleton) -> tuple[float, ...]:
    """Numbers named in ``NEAR`` followed by the bit sets named in ``NEAR_BITS``."""
    text = run.text
    chars = len(text)
    words = count_words(text)
    element = run.element
    tag = skeleton.tags[element]
    first, front = word_bits(text) if chars < 400 else (0, 0)
    start = text[0]
    return (
        chars,
        words,
        run.link_chars / chars,
        run.links,
        chars / words,
        _END.get(text[-1], 0),
        text.count(","),
        _TAG_CODES.get(tag, 0),
        _HEADINGS.get(tag, 0),
        run.bold_chars / chars,
        run.breaks,
        2 if start.isupper() else 1 if start.isalpha() else 3 if start.isdigit() else 0,
        sum(map(str.isdigit, text)) / chars if chars < 80 else 0.0,
        skeleton.depths[element],
        run.is_hidden,
        skeleton.own_hints[element],
        skeleton.own_hints[skeleton.parents[element]],
        skeleton.all_hints[element],
        skeleton.ancestry[element],
        first,
        front,
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the page's head says of its text: the parts that blocks are compared with."""

    title: str = ""
    description: str = ""
    article_body: str = ""


WIDE = (
    "p",
    "p_before",
    "p_before2",
    "p_after",
    "p_after2",
    "words_before",
    "words_after",
    "before_same",
    "after_same",
    "mass_before",
    "position",
    "share0",
    "share1",
    "share2",
    "share3",
    "runs0",
    "mean0",
    "mean1",
    "mean2",
    "sign_count",
    "sign_mean",
    "sign_share",
    "climb",
    "climb9",
    "after_title",
    "in_body",
    "in_description",
    "is_title",
    "repeated",
    "from_first",
    "to_last",
    "link0",
    "words0",
    "total",
    "times_said",
    "same_article",
    "article_share",
    "heads_before",
)


def fold(text: str) -> str:
    """Lower case letters and digits only: how texts are compared."""
    return "".join(filter(str.isalnum, text.lower()))


def wide(skeleton: Skeleton, guesses: list[float], evidence: Evidence, least: float) -> list[tuple[float, ...]]:
    """Numbers named in ``WIDE``, given the first guess of each block; empty where the guess is below ``least``."""
    runs, parents, tags, names = skeleton.runs, skeleton.parents, skeleton.tags, skeleton.names
    count = len(parents)
    mass, chars, linked, held, belief, spaces = ([0.0] * count for _ in range(6))
    sign: dict[tuple[str, str, str], list[float]] = {}
    signatures = []
    weights = []
    lengths = []
    for run, guess in zip(runs, guesses, strict=True):
        index = run.element
        size = len(run.text)
        weight = guess * size if guess > 0.2 else 0.0
        words = count_words(run.text)
        lengths.append(words)
        weights.append(weight)
        mass[index] += weight
        chars[index] += size
        linked[index] += run.link_chars
        held[index] += 1
        belief[index] += guess
        spaces[index] += words
        key = (tags[index], names[index], names[parents[index]])
        signatures.append(key)
        seen = sign.get(key)
        if seen is None:
            sign[key] = [1.0, guess, weight]
        else:
            seen[0] += 1
            seen[1] += guess
            seen[2] += weight
    for index in range(count - 1, 0, -1):
        above = parents[index]
        mass[above] += mass[index]
        chars[above] += chars[index]
        linked[above] += linked[index]
        held[above] += held[index]
        belief[above] += belief[index]
        spaces[above] += spaces[index]
    total = mass[0] or 1.0
    strong = [number for number, weight in enumerate(weights) if weight > 60]
    first, last = (strong[0], strong[-1]) if strong else (0, len(runs))
    title, description, body = fold(evidence.title), fold(evidence.description), fold(evidence.article_body)
    title_at = _title_at(skeleton, title)
    article_of = articles(skeleton)
    main_article = article_of[runs[max(range(len(runs)), key=weights.__getitem__)].element] if runs else 0
    said = Counter(run.text for run in runs)
    heads = 0
    seen_texts: set[str] = set()
    rows: list[tuple[float, ...]] = []
    passed = 0.0
    size = len(runs)
    # Two blocks of no belief at either end spare the edge cases.
    p = [-1.0, -1.0, *guesses, -1.0, -1.0]
    n = [-1, *lengths, -1]
    same = [False, *(one == two for one, two in pairwise(signatures)), False]
    for number, run in enumerate(runs):
        if tags[run.element] == "h1":
            heads += 1
        if guesses[number] < least:
            rows.append(())
            continue
        e0 = run.element
        e1 = parents[e0]
        e2 = parents[e1]
        e3 = parents[e2]
        climb = 0
        up = e0
        while mass[up] < total * 0.5 and up > 0:
            climb += 1
            up = parents[up]
        climb9 = climb
        while mass[up] < total * 0.9 and up > 0:
            climb9 += 1
            up = parents[up]
        stats = sign[signatures[number]]
        text = fold(run.text)
        rows.append(
            (
                guesses[number],
                p[number + 1],
                p[number],
                p[number + 3],
                p[number + 4],
                n[number],
                n[number + 2],
                same[number],
                same[number + 1],
                passed / total,
                number / size,
                mass[e0] / total,
                mass[e1] / total,
                mass[e2] / total,
                mass[e3] / total,
                held[e0],
                belief[e0] / held[e0],
                belief[e1] / held[e1],
                belief[e2] / held[e2],
                stats[0],
                stats[1] / stats[0],
                stats[2] / total,
                climb,
                climb9,
                0 if title_at < 0 else number - title_at,
                (2 if text in body else 1) if body else 0,
                bool(description) and len(text) > 20 and (text in description or description in text),
                (text == title) + (text in title) + (title in text) if title else 0,
                text in seen_texts,
                number - first,
                last - number,
                linked[e1] / chars[e1],
                spaces[e1] / held[e1],
                total,
                said[run.text],
                article_of[e0] == main_article,
                mass[article_of[e0]] / total,
                heads,
            )
        )
        passed += weights[number]
        seen_texts.add(text)
    return rows


def articles(skeleton: Skeleton) -> list[int]:
    """For each element the number of the innermost ``article`` it stands in, itself included; 0 for none."""
    found = [0] * len(skeleton.parents)
    for number in range(1, len(found)):
        found[number] = number if skeleton.tags[number] == "article" else found[skeleton.parents[number]]
    return found


def _title_at(skeleton: Skeleton, title: str) -> int:
    """The number of the block that holds the page's title: the h1 that agrees with it, else any h1, else -1."""
    tags = skeleton.tags
    heads = [(number, fold(run.text)) for number, run in enumerate(skeleton.runs) if tags[run.element] == "h1"]
    for number, text in heads:
        if title and (text in title or title in text):
            return number
    return heads[0][0] if heads else -1

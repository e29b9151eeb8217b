"""What the judge looks at: numbers about each block, from cheap to dear.

``near`` features describe the block alone and are computed for every block.
``wide`` features set it against the page and need the first guess of every
other block. Both are matrices of one row a block; lists name their columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from etl.extract.hints import HINTS
from etl.extract.scan import ANCESTRY, Skeleton
from etl.extract.words import NAMES, word_bits

Matrix = NDArray[np.float32]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Lexicon = Mapping[str, float]

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

_OPEN = {
    letter: code for code, letters in enumerate(("\"'“”„‘’«»‹›", "([{", "-–—*•·▪●|>", "©@#"), 4) for letter in letters
}  # fmt: skip
_SPREAD = {"own": HINTS, "up": HINTS, "all": HINTS, "ancestry": tuple(ANCESTRY), "first": NAMES, "front": NAMES}
_SPREAD_FROM = np.array([place for place, words in enumerate(_SPREAD.values()) for _ in words])
_SPREAD_BY = np.array([bit for words in _SPREAD.values() for bit in range(len(words))])

NEAR = (
    "chars", "words", "link_share", "links", "word_length", "ending", "commas", "tag", "heading", "bold_share",
    "italic_share", "breaks", "starts", "digits", "depth", "hidden", "front_words", "least_word", "back_words",
    "own_names", "up_names", "up2_names", "all_names",
    *(f"{name}:{word}" for name, words in _SPREAD.items() for word in words),
)  # fmt: skip
WIDE = (
    "p", "p_before", "p_before2", "p_after", "p_after2", "p_ahead", "p_behind", "words_before", "words_after",
    "before_same", "after_same", "tag_before", "tag_after", "heading_before", "heading_after", "link_share_before",
    "link_share_after", "mass_before", "position", "share0", "share1", "share2", "share3", "runs0", "mean0", "mean1",
    "mean2", "sign_count", "sign_mean", "sign_share", "climb", "climb9", "after_title", "from_first", "to_last",
    "link1", "words1", "total", "same_article", "article_share", "heads_before", "from_start1", "to_end1",
    "body_length", "in_body", "in_description", "like_description", "is_title", "repeated", "times_said", "echoed",
    "is_news",
)  # fmt: skip

_NO_DIGITS = str.maketrans("", "", "0123456789")
_NO_LETTERS = re.compile(r"[\W_]+")
_FOLDS = {code: chr(code).lower() if chr(code).isalnum() else None for code in range(128)}
_PROSE_TAGS = frozenset({"p", "td", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "pre", "body"})
# What the judge knows of a tag: its code, the level of a heading, whether prose may stand in it; by the number of the tag.
_KNOWN_TAGS = sorted({*_TAG_CODES, *_HEADINGS, *_PROSE_TAGS})
_KIND_OF = {tag: number for number, tag in enumerate(_KNOWN_TAGS, 1)}
_KINDS = np.array(
    [(0, 0, 0), *((_TAG_CODES.get(tag, 0), _HEADINGS.get(tag, 0), tag in _PROSE_TAGS) for tag in _KNOWN_TAGS)]
)
# Digits count in labels only, the bits of the front words in all but long paragraphs.
_FEW_CHARS, _MANY_CHARS = 80, 400
# The front of a text is enough to tell whether it is another one.
_FOLDED = 60
# A text of this length that stands within another one is a pull quote of it.
_ECHO_LEAST, _ECHO_MOST = 25, 300
_QUOTES = " .,\"'“”„‘’«»…"
# The summary of the page, if it is printed, is among so many first blocks of some hope.
_SUMMARY_WITHIN = 12
# So much of a declared body and of the page is looked through: time grows with the page, not with its square.
_LOOKED_THROUGH = 50_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the page's head says of its text: the parts that blocks are compared with."""

    title: str = ""
    description: str = ""
    article_body: str = ""
    is_news: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """The numbers of one page: one entry a block, but ``near`` has one row for each block that is ``asked`` about."""

    chars: Integers
    words: Integers
    link_share: Floats
    tag_codes: Floats
    element: Integers
    asked: Integers
    near: Matrix


def fold(text: str) -> str:
    """Lower case letters and digits only: how texts are compared."""
    return text.translate(_FOLDS) if text.isascii() else _NO_LETTERS.sub("", text.lower())


def count_words(text: str) -> int:
    """Words of a text; scripts that write no spaces are counted two letters a word."""
    words = text.count(" ") + 1
    return words if text[len(text) // 2] < "\u2e80" else max(words, len(text) // 2)


def measure(skeleton: Skeleton, text_words: Lexicon, class_says: Callable[[str], float]) -> Sheet:
    """The numbers about each block alone.

    Menus and links of a few words that stand alone are not asked about: of all body text in
    the training pages less than one word in a thousand stands in such blocks. The lexicon gives
    words, ``class_says`` class attributes the log odds of standing in body text (``class_score``).
    """
    runs = skeleton.runs
    texts = [run.text for run in runs]
    table = np.array([run[1:] for run in runs], np.int64).reshape(len(runs), 8)
    element, linked = table[:, 0], table[:, 1]
    chars, words = np.array([*map(len, texts)], np.int64), np.array([*map(count_words, texts)], np.int64)
    kinds = _KINDS[np.array([_KIND_OF.get(tag, 0) for tag in skeleton.tags])]
    asked = np.flatnonzero((table[:, 7] == 0) & ((chars >= 40) | (linked < chars * 0.95) | (kinds[element, 2] > 0)))
    near = np.empty((0, len(NEAR)), np.float32)
    if len(asked):
        counts = np.column_stack([chars, words, table])[asked]
        near = _near(skeleton, counts, kinds, _shapes([texts[n] for n in asked.tolist()], text_words), class_says)
    return Sheet(chars, words, linked / np.maximum(chars, 1), kinds[element, :2], element, asked, near)


def _near(
    skeleton: Skeleton,
    counts: Integers,
    kinds: Integers,
    shapes: list[Any],
    class_says: Callable[[str], float],
) -> Matrix:
    """The ``near`` rows: ``counts`` are characters, words and what the walk counted, ``shapes`` as of ``_shapes``."""
    chars, words, own, links, link_count, bold, italic, breaks, hidden, _ = counts.T
    ending, commas, starts, digits, front, least, back, first_bits, front_bits = shapes
    parents = np.array(skeleton.parents, np.int64)
    up = parents[own]
    says, along = _class_scores(skeleton, class_says)
    columns = np.column_stack([
        chars, words, links / chars, link_count, chars / words, ending, commas, kinds[own, :2], bold / chars,
        italic / chars, breaks, starts, digits, np.array(skeleton.depths)[own], hidden, front, least, back,
        says[own], says[up], says[parents[up]], along[own],
    ])  # fmt: skip
    own_hints = np.array(skeleton.own_hints, np.int64)
    bits = np.column_stack([
        own_hints[own], own_hints[up], np.array(skeleton.all_hints)[own], np.array(skeleton.ancestry)[own],
        *(np.array([first_bits, front_bits]) * (chars < _MANY_CHARS)),
    ])  # fmt: skip
    spread = (bits[:, _SPREAD_FROM] >> _SPREAD_BY) & 1
    return np.hstack([columns, spread]).astype(np.float32)


def _shapes(texts: list[str], text_words: Lexicon) -> list[Any]:
    """Ending, commas, start and digits of each text, what its front and back words say, bits of first and front words."""
    fronts = [text[:120].lower().split(None, 12)[:12] for text in texts]
    starts = np.cumsum([0, *map(len, fronts[:-1])])
    says = text_words.get
    scores = np.array([*map(says, chain.from_iterable(fronts), repeat(0.0))])
    return [
        [_END.get(text[-1], 0) for text in texts],
        [text.count(",") for text in texts],
        [_start(text[0]) for text in texts],
        [1 - len(text.translate(_NO_DIGITS)) / len(text) if len(text) < _FEW_CHARS else 0.0 for text in texts],
        np.add.reduceat(scores, starts),
        np.minimum.reduceat(scores, starts),
        [sum([says(word, 0.0) for word in text[-60:].lower().split()[-4:]]) for text in texts],
        *np.array([word_bits(front) for front in fronts], np.int64).T,
    ]


@lru_cache(maxsize=1024)
def _start(letter: str) -> int:
    """What kind of letter a text starts with."""
    return 2 if letter.isupper() else 1 if letter.isalpha() else 3 if letter.isdigit() else _OPEN.get(letter, 0)


def _class_scores(skeleton: Skeleton, class_says: Callable[[str], float]) -> tuple[Floats, Floats]:
    """What the class of each element says, and the sum of that from the body down to it."""
    own = [*map(class_says, skeleton.names)]
    along: list[float] = []
    for score, above in zip(own, skeleton.parents, strict=True):
        along.append(score + along[above] if along else score)
    return np.array(own), np.array(along)


def class_score(names: str, class_words: Lexicon) -> float:
    """What the words of a class attribute say."""
    says = class_words.get
    return sum([says(name, 0.0) for name in class_tokens(names)]) if names else 0.0


def class_tokens(names: str) -> list[str]:
    """The words of a class attribute in lower case."""
    return names[:200].lower().replace("-", " ").replace("_", " ").split()


def wide(skeleton: Skeleton, sheet: Sheet, guesses: Floats, evidence: Evidence, rows: Integers) -> Matrix:
    """The numbers of the blocks ``rows`` against the page, given the first guess of each block."""
    runs, element, chars = skeleton.runs, sheet.element, sheet.chars
    size, count = len(runs), len(skeleton.tags)
    parents, articles = np.array(skeleton.parents, np.int64), np.array(skeleton.articles, np.int64)
    weight = np.where(guesses > 0.2, guesses * chars, 0.0)
    ends, last_run = _extents(skeleton)
    own = np.zeros((count + 1, 6))
    for column, values in enumerate((weight, chars, sheet.link_share * chars, None, guesses, sheet.words)):
        own[1:, column] = np.bincount(element, values, count)
    sums = own.cumsum(axis=0)
    mass, letters, linked, held, belief, spaces = (sums[ends] - sums[:-1]).T
    total = mass[0] or 1.0
    depths = np.array(skeleton.depths)
    sign = _signs(skeleton)
    sign_count = np.bincount(sign)
    sign_mean, sign_share = np.bincount(sign, guesses) / sign_count, np.bincount(sign, weight) / total
    strong = np.flatnonzero(weight > 60)
    first, last = (strong[0], strong[-1]) if len(strong) else (0, size)
    main = articles[element[weight.argmax()]]
    title = fold(evidence.title[:500])
    heads = np.flatnonzero(sheet.tag_codes[:, 1] == 1)
    title_at = _title_at([runs[number].text for number in heads], title)
    p = np.concatenate([np.full(6, -1.0), guesses, np.full(6, -1.0)])
    behind = np.maximum.reduce([p[shift : shift + size + 7] for shift in range(6)])
    around = np.full((size + 2, 4), -1.0)
    around[1:-1] = np.column_stack([sheet.words, sheet.tag_codes, sheet.link_share])
    before, after = around[rows].T, around[rows + 2].T
    same = np.zeros(size + 1)
    same[1:-1] = sign[1:] == sign[:-1]
    e0 = element[rows]
    e1 = parents[e0]
    e2 = parents[e1]
    s0 = sign[rows]
    columns = (
        guesses[rows], p[rows + 5], p[rows + 4], p[rows + 7], p[rows + 8], behind[rows + 7], behind[rows],
        before[0], after[0], same[rows], same[rows + 1], before[1], after[1], before[2], after[2], before[3], after[3],
        (weight.cumsum() - weight)[rows] / total, rows / size,
        mass[e0] / total, mass[e1] / total, mass[e2] / total, mass[parents[e2]] / total, held[e0],
        belief[e0] / held[e0], belief[e1] / held[e1], belief[e2] / held[e2],
        sign_count[s0], sign_mean[s0], sign_share[s0],
        *(_climb(depths, ends, mass >= total * share, e0) for share in (0.5, 0.9)),
        rows - heads[title_at] if title_at >= 0 else 0, rows - first, last - rows,
        linked[e1] / letters[e1], spaces[e1] / held[e1], total,
        articles[e0] == main, mass[articles[e0]] / total, np.searchsorted(heads, rows, "right"),
        rows - np.array(skeleton.firsts)[e1], last_run[e1] - rows, len(evidence.article_body) / total,
        *_likeness([runs[number].text for number in rows], [run.text for run in runs], title, evidence),
        evidence.is_news,
    )  # fmt: skip
    matrix = np.empty((len(rows), len(columns)), np.float32)
    for number, column in enumerate(columns):
        matrix[:, number] = column
    return matrix


def _extents(skeleton: Skeleton) -> tuple[Integers, Integers]:
    """For each element the number behind its last descendant, and its last block.

    Elements are numbered in the order of the page, so all that stands in one follows it.
    """
    parents = skeleton.parents
    ends, last = list(range(1, len(parents) + 1)), [0] * len(parents)
    for number, run in enumerate(skeleton.runs):
        last[run.element] = number
    for number in range(len(parents) - 1, 0, -1):
        above = parents[number]
        if ends[number] > ends[above]:
            ends[above] = ends[number]
        if last[number] > last[above]:
            last[above] = last[number]
    return np.array(ends), np.array(last)


def _climb(depths: Integers, ends: Integers, is_enough: Flags, elements: Integers) -> Integers:
    """How many steps up from each of some elements lead to one that is enough, or to the root.

    What is enough holds half of the page's mass, so such elements stand one in another: the innermost
    around an element is as many down the line as have begun before it and not ended.
    """
    is_enough[0] = True
    line = np.flatnonzero(is_enough)
    begun = np.searchsorted(line, elements, "right")
    open_ = len(line) - np.searchsorted(ends[line][::-1], elements, "right")
    steps: Integers = depths[elements] - depths[line[np.minimum(begun, open_) - 1]]
    return steps


def _signs(skeleton: Skeleton) -> Integers:
    """A number for the style in which each block stands: tag, class and parent's class of its element."""
    numbers: dict[tuple[str, str, str], int] = {}
    tags, names, parents = skeleton.tags, skeleton.names, skeleton.parents
    styles = ((tags[element], names[element], names[parents[element]]) for _, element, *_ in skeleton.runs)
    return np.array([numbers.setdefault(style, len(numbers)) for style in styles])


def _likeness(texts: list[str], all_texts: list[str], title: str, evidence: Evidence) -> Floats:
    """How each text agrees with title, description and declared body, and with the other texts of the page."""
    body, description = fold(evidence.article_body[:_LOOKED_THROUGH]), fold(evidence.description[:1000])
    described = set(evidence.description[:1000].lower().split())
    said = Counter(all_texts)
    whole = "\n".join([text for text in all_texts if len(text) > _ECHO_LEAST])[:_LOOKED_THROUGH]
    seen: set[str] = set()
    rows = []
    for number, text in enumerate(texts):
        key = fold(text[:_FOLDED])
        size = len(text)
        words = set(text[:300].lower().split()) if described and number < _SUMMARY_WITHIN else ()
        is_like = len(described.intersection(words)) / len(described.union(words)) if words else 0.0
        rows.append((
            (2 if key in body else 1) if body else 0,
            len(key) > 20 and bool(description) and (key in description or description in key),
            is_like,
            (key == title) + (key in title) + (title in key) if title else 0,
            key in seen,
            said[text],
            _ECHO_LEAST < size < _ECHO_MOST and whole.count(text.strip(_QUOTES)) > 1,
        ))  # fmt: skip
        seen.add(key)
    return np.array(rows, np.float64).reshape(len(texts), 7).T


def _title_at(headings: list[str], title: str) -> int:
    """Which of the h1 texts is the page's title: the first that agrees with it, else the first, else -1."""
    for number, heading in enumerate(map(fold, headings)):
        if title and (heading in title or title in heading):
            return number
    return 0 if headings else -1

"""What the judge looks at: numbers about each block, from cheap to dear.

``near`` features describe the block alone and are computed for every block.
``wide`` features set it against the page and need the first guess of every
other block. Both are matrices with one row a number and one entry a block in it,
so that a row is written and read in one stretch; lists name the rows.
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
from etl.extract.words import BITS, NAMES

Matrix = NDArray[np.float32]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Lexicon = Mapping[str, float]
Codes = Mapping[str, int]

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
# Integers that are each spread into a column a bit; those without a meaning are always 0.
_SPREAD = {"own": HINTS, "up": HINTS, "all": HINTS, "ancestry": tuple(ANCESTRY), "first": NAMES, "front": NAMES}
_BITS = 32

NEAR = (
    "chars", "words", "link_share", "links", "word_length", "ending", "commas", "tag", "heading", "bold_share",
    "italic_share", "breaks", "starts", "depth", "hidden", "front_words", "least_word", "back_words",
    "own_names", "up_names", "up2_names", "all_names",
    *(f"{name}:{word}" for name, words in _SPREAD.items() for word in (*words, *[""] * (_BITS - len(words)))),
)  # fmt: skip
WIDE = (
    "p", "p_before", "p_before2", "p_after", "p_after2", "p_ahead", "p_behind", "words_before", "words_after",
    "before_same", "after_same", "tag_before", "tag_after", "heading_before", "heading_after", "link_share_before",
    "link_share_after", "mass_before", "position", "share0", "share1", "share2", "share3", "runs0", "mean0", "mean1",
    "mean2", "sign_count", "sign_mean", "sign_share", "climb", "climb9", "after_title", "from_first", "to_last",
    "link1", "words1", "total", "same_article", "article_share", "heads_before", "from_start1", "to_end1",
    "body_length", "in_body", "in_description", "like_description", "is_title", "times_said", "is_news",
)  # fmt: skip

_NO_LETTERS = re.compile(r"[\W_]+")
# Chinese, Japanese and their like begin here.
_UNSPACED = "\u2e80"
_NO_ASCII_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
# The code of a tag and its level as a heading, by the number of the tag.
_KIND_OF = {tag: number for number, tag in enumerate((*_TAG_CODES, *_HEADINGS), 1)}
_KINDS = np.array([(0, 0), *((_TAG_CODES.get(tag, 0), _HEADINGS.get(tag, 0)) for tag in _KIND_OF)])
# The front of a text is enough to tell whether it is another one.
_FOLDED, _KEY_LEAST = 60, 20
# The title and the summary of the page, if they are printed, are among so many first blocks of some hope.
_SUMMARY_WITHIN = 8
# How many words at either end of a text are looked up, within how many letters.
_FRONT_WORDS, _FRONT_CHARS, _BACK_WORDS, _BACK_CHARS = 8, 90, 3, 40
# What long texts begin with says nothing of what they are for.
_MANY_CHARS = 400
# A word's code: its score in tenths, counted from that of a word that says nothing, below its bits. Python keeps one
# object for each number up to 256: the codes of words without bits are quickly read.
_SCORE_BITS, _TENTHS = 8, 10
_SCORE, _SILENT = (1 << _SCORE_BITS) - 1, 1 << (_SCORE_BITS - 1)
# So many blocks before and after are looked at; the block itself, the two before it, the two after it.
_FRINGE = 6
_BESIDE = _FRINGE + np.array([[0], [-1], [-2], [1], [2]])
# So much of the declared body is looked through: time grows with the page, not with its square.
_BODY_THROUGH = 10_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the page's head says of its text, which blocks are compared with."""

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
    text = text.lower().encode("utf-8", "ignore").translate(None, _NO_ASCII_LETTERS).decode()
    return text if text.isascii() else _NO_LETTERS.sub("", text)


def count_words(texts: list[str]) -> list[int]:
    """Words of each text; scripts that write no spaces are counted two letters a word."""
    words = [text.count(" ") + 1 for text in texts]
    middles = "".join([text[len(text) // 2] for text in texts])
    if middles.isascii() or max(middles) < _UNSPACED:
        return words
    counted = zip(words, texts, middles, strict=True)
    return [max(count, len(text) // 2) if middle >= _UNSPACED else count for count, text, middle in counted]


def word_codes(text_words: Lexicon) -> Codes:
    """What each word says, and its bits, in one number, so that it is looked up once."""
    words = text_words.keys() | BITS.keys()
    return {
        word: BITS.get(word, 0) << _SCORE_BITS | round(text_words.get(word, 0) * _TENTHS) + _SILENT for word in words
    }


def measure(skeleton: Skeleton, codes: Codes, class_says: Callable[[str], float]) -> Sheet:
    """The numbers about each block alone.

    Menus and links of a few words that stand alone are not asked about: of all body text in
    the training pages one word in a thousand stands in such blocks. ``codes`` say of words (``word_codes``),
    ``class_says`` of class attributes (``class_score``) the log odds of standing in body text.
    """
    runs = skeleton.runs
    texts = [run.text for run in runs]
    table = np.array([run[1:] for run in runs], np.int64).reshape(len(runs), 8)
    element, linked = table[:, 0], table[:, 1]
    chars, words = np.array([*map(len, texts)], np.int64), np.array(count_words(texts), np.int64)
    kinds = _KINDS[np.array([_KIND_OF.get(tag, 0) for tag in skeleton.tags])]
    asked = np.flatnonzero(table[:, 7] == 0)
    near = np.empty((len(NEAR), 0), np.float32)
    if len(asked):
        counts = np.column_stack([chars, words, table])[asked]
        near = _near(skeleton, counts, kinds, _shapes([texts[n] for n in asked.tolist()], codes), class_says)
    return Sheet(chars, words, linked / np.maximum(chars, 1), kinds[element], element, asked, near)


def _near(
    skeleton: Skeleton,
    counts: Integers,
    kinds: Integers,
    shapes: list[Any],
    class_says: Callable[[str], float],
) -> Matrix:
    """The ``near`` rows: ``counts`` are characters, words and what the walk counted, ``shapes`` as of ``_shapes``."""
    chars, words, own, links, link_count, bold, italic, breaks, hidden, _ = counts.T
    ending, commas, starts, front, least, back, first_bits, front_bits = shapes
    parents = np.array(skeleton.parents, np.int64)
    up = parents[own]
    says, along = _class_scores(skeleton, class_says)
    columns = (
        chars, words, links / chars, link_count, chars / words, ending, commas, *kinds[own].T, bold / chars,
        italic / chars, breaks, starts, np.array(skeleton.depths)[own], hidden, front, least, back,
        says[own], says[up], says[parents[up]], along[own],
    )  # fmt: skip
    own_hints = np.array(skeleton.own_hints)
    bits = np.empty((len(own), len(_SPREAD)), "<u4")
    for number, column in enumerate((
        own_hints[own], own_hints[up], np.array(skeleton.all_hints)[own], np.array(skeleton.ancestry)[own],
        first_bits, front_bits,
    )):  # fmt: skip
        bits[:, number] = column
    near = np.empty((len(NEAR), len(own)), np.float32)
    for number, column in enumerate(columns):
        near[number] = column
    near[len(columns) :] = np.unpackbits(bits.view(np.uint8), axis=1, bitorder="little").T
    return near


def _shapes(texts: list[str], codes: Codes) -> list[Any]:
    """Ending, commas and start of each text, what its words say, and their bits.

    That is in sum and at least for the front words, in sum for the back words; bits of the first word and of the front.
    """
    fronts, backs = [*map(front_words, texts)], [*map(back_words, texts)]
    words = [*chain.from_iterable(fronts), *chain.from_iterable(backs)]
    found = np.fromiter(map(codes.get, words, repeat(_SILENT)), np.int64, len(words))
    starts = np.cumsum([0, *map(len, fronts), *map(len, backs[:-1])])
    scores = ((found & _SCORE) - _SILENT) / _TENTHS
    sums = np.add.reduceat(scores, starts)
    starts, size = starts[: len(texts)], starts[len(texts)]
    bits = found[:size] >> _SCORE_BITS
    is_short = np.array([len(text) < _MANY_CHARS for text in texts])
    return [
        [_END.get(text[-1], 0) for text in texts],
        [text.count(",") for text in texts],
        [_start(text[0]) for text in texts],
        sums[: len(texts)],
        np.minimum.reduceat(scores[:size], starts),
        sums[len(texts) :],
        bits[starts] * is_short,
        np.bitwise_or.reduceat(bits, starts) * is_short,
    ]


def front_words(text: str) -> list[str]:
    """The first words of a text, in lower case."""
    return text[:_FRONT_CHARS].lower().split(None, _FRONT_WORDS)[:_FRONT_WORDS]


def back_words(text: str) -> list[str]:
    """The last words of a text, in lower case."""
    return text[-_BACK_CHARS:].lower().split()[-_BACK_WORDS:]


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
    title_at = _title_at([runs[number].text for number in heads.tolist()], title)
    # Guesses of blocks beside each: number ``n`` of the page stands at ``n + _FRINGE``.
    p = np.full(size + 2 * _FRINGE, -1.0)
    p[_FRINGE:-_FRINGE] = guesses
    highest = np.maximum.reduce([p[shift : shift + size + _FRINGE + 1] for shift in range(_FRINGE)])
    around = np.full((size + 2, 4), -1.0)
    around[1:-1] = np.column_stack([sheet.words, sheet.tag_codes, sheet.link_share])
    before, after = around[rows].T, around[rows + 2].T
    same = np.zeros(size + 1)
    same[1:-1] = sign[1:] == sign[:-1]
    e0 = element[rows]
    e1 = parents[e0]
    e2 = parents[e1]
    above = np.array([e0, e1, e2, parents[e2]])
    shares, means = mass / total, belief / held
    s0 = sign[rows]
    texts = [run.text for run in runs]
    asked = [texts[number] for number in rows.tolist()]
    said = Counter(texts)
    columns = (
        *p[rows + _BESIDE], highest[rows + _FRINGE + 1], highest[rows],
        before[0], after[0], same[rows], same[rows + 1], before[1], after[1], before[2], after[2], before[3], after[3],
        (weight.cumsum() - weight)[rows] / total, rows / size,
        *shares[above], held[e0], *means[above[:3]],
        sign_count[s0], sign_mean[s0], sign_share[s0],
        *(_climb(depths, ends, mass >= total * share, e0) for share in (0.5, 0.9)),
        rows - heads[title_at] if title_at >= 0 else 0, rows - first, last - rows,
        linked[e1] / letters[e1], spaces[e1] / held[e1], total,
        articles[e0] == main, shares[articles[e0]], np.searchsorted(heads, rows, "right"),
        rows - np.array(skeleton.firsts)[e1], last_run[e1] - rows, len(evidence.article_body) / total,
        *_likeness(asked, title, evidence),
        [said[text] for text in asked],
        evidence.is_news,
    )  # fmt: skip
    matrix = np.empty((len(columns), len(rows)), np.float32)
    for number, column in enumerate(columns):
        matrix[number] = column
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


def _likeness(texts: list[str], title: str, evidence: Evidence) -> Floats:
    """How each text agrees with declared body, description and title: four rows."""
    body, description = fold(evidence.article_body[:_BODY_THROUGH]), fold(evidence.description[:1000])
    described = set(evidence.description[:1000].lower().split())
    likeness = np.zeros((4, len(texts)))
    if body:
        likeness[0] = [1 + (fold(text[:_FOLDED]) in body) for text in texts]
    for number, text in enumerate(texts[:_SUMMARY_WITHIN]):
        key = fold(text[:_FOLDED])
        if described:
            words = set(text[:300].lower().split())
            likeness[1, number] = len(key) > _KEY_LEAST and (key in description or description in key)
            likeness[2, number] = len(described & words) / len(described | words)
        if title:
            likeness[3, number] = (key == title) + (key in title) + (title in key)
    return likeness


def _title_at(headings: list[str], title: str) -> int:
    """Which of the h1 texts is the page's title: the first that agrees with it, else the first, else -1."""
    for number, heading in enumerate(map(fold, headings)):
        if title and (heading in title or title in heading):
            return number
    return 0 if headings else -1

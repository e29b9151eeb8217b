"""What the judge looks at: numbers about each block, from cheap to dear.

``near`` features describe the block alone and are computed for every block.
``wide`` features set it against the page and need the first guess of every
other block. Both are matrices of one row a block; lists name their columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

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


def measure(skeleton: Skeleton, text_words: Lexicon, class_words: Lexicon) -> Sheet:
    """The numbers about each block alone.

    Menus and links of a few words that stand alone are not asked about: of all body text in
    the training pages less than one word in a thousand stands in such blocks. The lexicons give
    words the log odds of standing in body text (in its class names).
    """
    runs = skeleton.runs
    table = np.array(
        [
            (
                len(run.text), count_words(run.text), run.link_chars, run.element, run.links, run.bold_chars,
                run.italic_chars, run.breaks, run.is_hidden, run.is_menu,
            )
            for run in runs
        ],
        np.int64,
    ).reshape(len(runs), 10)  # fmt: skip
    chars, words, linked, element = table.T[:4]
    scores = {name: class_score(name, class_words) for name in set(skeleton.names)}
    along: list[float] = []
    for name, above in zip(skeleton.names, skeleton.parents, strict=True):
        along.append(scores[name] + (along[above] if along else 0.0))
    kinds = np.array(
        [
            (scores[name], said, _TAG_CODES.get(tag, 0), _HEADINGS.get(tag, 0), depth, tag in _PROSE_TAGS)
            for name, said, tag, depth in zip(skeleton.names, along, skeleton.tags, skeleton.depths, strict=True)
        ]
    )
    is_prose = kinds[element, 5] > 0
    asked = np.flatnonzero((table[:, 9] == 0) & ((chars >= 40) | (linked < chars * 0.95) | is_prose))
    shapes = np.array([shape(runs[n].text, text_words) for n in asked.tolist()], np.float64).reshape(len(asked), 9)
    parents = np.array(skeleton.parents, np.int64)
    own = element[asked]
    up = parents[own]
    mine, size = table[asked], chars[asked]
    columns = np.column_stack([
        mine[:, :2], mine[:, 2] / size, mine[:, 4], size / mine[:, 1], shapes[:, :2], kinds[own, 2:4],
        mine[:, 5:7] / size[:, None], mine[:, 7], shapes[:, 2:4], kinds[own, 4], mine[:, 8], shapes[:, 4:7],
        kinds[own, 0], kinds[up, 0], kinds[parents[up], 0], kinds[own, 1],
    ])  # fmt: skip
    hints = np.array([skeleton.own_hints, skeleton.all_hints, skeleton.ancestry], np.int64)
    bits = np.column_stack([hints[0, own], hints[0, up], hints[1:, own].T, shapes[:, 7:9].astype(np.int64)])
    spread = (bits[:, _SPREAD_FROM] >> _SPREAD_BY) & 1
    near = np.hstack([columns, spread]).astype(np.float32)
    return Sheet(chars, words, linked / np.maximum(chars, 1), kinds[element, 2:4], element, asked, near)


def shape(text: str, text_words: Lexicon) -> tuple[float, ...]:
    """Ending, commas, start and digits of a text, what its front and back words say, and their bits."""
    chars = len(text)
    start = text[0]
    starts = 2 if start.isupper() else 1 if start.isalpha() else 3 if start.isdigit() else _OPEN.get(start, 0)
    digits = 1 - len(text.translate(_NO_DIGITS)) / chars if chars < 80 else 0.0
    says = text_words.get
    front = text[:120].lower().split(None, 12)[:12]
    scores = [says(word, 0.0) for word in front]
    back = sum([says(word, 0.0) for word in text[-60:].lower().split()[-4:]])
    first, bits = word_bits(front) if chars < 400 else (0, 0)
    return _END.get(text[-1], 0), text.count(","), starts, digits, sum(scores), min(scores), back, first, bits


def class_score(names: str, class_words: Lexicon) -> float:
    """What the words of a class attribute say."""
    says = class_words.get
    return sum([says(name, 0.0) for name in class_tokens(names)]) if names else 0.0


def class_tokens(names: str) -> list[str]:
    """The words of a class attribute in lower case."""
    return names[:200].lower().replace("-", " ").replace("_", " ").split()


def wide(skeleton: Skeleton, sheet: Sheet, guesses: Floats, evidence: Evidence, rows: Integers) -> Matrix:
    """The numbers of the blocks ``rows`` against the page, given the first guess of each block."""
    runs, tags = skeleton.runs, skeleton.tags
    size, count = len(runs), len(tags)
    element, chars = sheet.element, sheet.chars
    parents = np.array(skeleton.parents, np.int64)
    weight = np.where(guesses > 0.2, guesses * chars, 0.0)
    ends, first_run, last_run = _extents(skeleton)
    own = np.column_stack([
        np.bincount(element, values, count)
        for values in (weight, chars, sheet.link_share * chars, np.ones(size), guesses, sheet.words)
    ])  # fmt: skip
    sums = np.vstack([np.zeros(6), own.cumsum(axis=0)])
    mass, letters, linked, held, belief, spaces = (sums[ends] - sums[np.arange(count)]).T
    total = mass[0] or 1.0
    climb, climb9 = (_climb(skeleton.parents, mass >= total * share) for share in (0.5, 0.9))
    sign = _signs(skeleton)[element]
    sign_count = np.maximum(np.bincount(sign), 1)
    sign_mean = np.bincount(sign, guesses) / sign_count
    sign_share = np.bincount(sign, weight) / total
    strong = np.flatnonzero(weight > 60)
    first, last = (strong[0], strong[-1]) if len(strong) else (0, size)
    article = np.array(articles(skeleton), np.int64)
    main = article[element[weight.argmax()]]
    title = fold(evidence.title[:500])
    title_at = _title_at(skeleton, title)
    heads = np.cumsum([tags[run.element] == "h1" for run in runs])
    p = np.concatenate([np.full(6, -1.0), guesses, np.full(6, -1.0)])
    behind = np.lib.stride_tricks.sliding_window_view(p, 6).max(axis=1)
    around = np.column_stack([sheet.words, sheet.tag_codes, sheet.link_share])
    edge = np.full((1, 4), -1.0)
    before, after = np.vstack([edge, around[:-1]])[rows], np.vstack([around[1:], edge])[rows]
    same = np.concatenate([[False], sign[1:] == sign[:-1], [False]])
    e0 = element[rows]
    e1 = parents[e0]
    e2 = parents[e1]
    columns = np.column_stack([
        guesses[rows], p[rows + 5], p[rows + 4], p[rows + 7], p[rows + 8], behind[rows + 7], behind[rows],
        before[:, 0], after[:, 0], same[rows], same[rows + 1], before[:, 1], after[:, 1], before[:, 2], after[:, 2],
        before[:, 3], after[:, 3], (weight.cumsum() - weight)[rows] / total, rows / size,
        mass[e0] / total, mass[e1] / total, mass[e2] / total, mass[parents[e2]] / total, held[e0],
        belief[e0] / held[e0], belief[e1] / held[e1], belief[e2] / held[e2],
        sign_count[sign[rows]], sign_mean[sign[rows]], sign_share[sign[rows]], climb[e0], climb9[e0],
        rows - title_at if title_at >= 0 else np.zeros(len(rows)), rows - first, last - rows,
        linked[e1] / letters[e1], spaces[e1] / held[e1], np.full(len(rows), total),
        article[e0] == main, mass[article[e0]] / total, heads[rows], rows - first_run[e1], last_run[e1] - rows,
        np.full(len(rows), len(evidence.article_body) / total),
        _likeness([runs[number].text for number in rows], [run.text for run in runs], title, evidence),
        np.full(len(rows), float(evidence.is_news)),
    ])  # fmt: skip
    return columns.astype(np.float32)


def _extents(skeleton: Skeleton) -> tuple[Integers, Integers, Integers]:
    """For each element the number behind its last descendant, and its first and last block.

    Elements are numbered in the order of the page, so all that stands in one follows it.
    """
    count, size = len(skeleton.parents), len(skeleton.runs)
    ends, first, last = list(range(1, count + 1)), [size] * count, [0] * count
    for number, run in enumerate(skeleton.runs):
        element = run.element
        if number < first[element]:
            first[element] = number
        last[element] = number
    parents = skeleton.parents
    for number in range(count - 1, 0, -1):
        above = parents[number]
        if ends[number] > ends[above]:
            ends[above] = ends[number]
        if first[number] < first[above]:
            first[above] = first[number]
        if last[number] > last[above]:
            last[above] = last[number]
    return np.array(ends), np.array(first), np.array(last)


def _climb(parents: list[int], is_enough: Flags) -> Integers:
    """How many steps up from each element lead to one that is enough."""
    steps = [0] * len(parents)
    enough = is_enough.tolist()
    for number in range(1, len(parents)):
        if not enough[number]:
            steps[number] = steps[parents[number]] + 1
    return np.array(steps)


def _signs(skeleton: Skeleton) -> Integers:
    """A number for the style of each element: its tag, its class and its parent's class."""
    numbers: dict[tuple[str, str, str], int] = {}
    names = skeleton.names
    styles = zip(skeleton.tags, names, skeleton.parents, strict=True)
    return np.array([numbers.setdefault((tag, name, names[above]), len(numbers)) for tag, name, above in styles])


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
    return np.array(rows, np.float64).reshape(len(texts), 7)


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

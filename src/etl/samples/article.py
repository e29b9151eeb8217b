"""One file of ``samples/articles/``: front matter in TOML, then a body of plain paragraphs."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from markupsafe import Markup, escape
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

ROOT = Path(__file__).parents[3] / "samples"

AgreementStatus = Literal[
    "anticipated",
    "negotiating",
    "announced",
    "agreed",
    "signed",
    "in_force",
    "suspended",
    "ended",
]
AgreementKind = Literal[
    "memorandum",
    "joint_statement",
    "treaty",
    "partnership",
    "framework",
    "funding",
    "investment",
    "contract",
    "dialogue",
    "other",
]

_FRONT_MATTER = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_FIGURE = re.compile(r"!\[([^\]|]+?)(?:\s*\|\s*([^\]]+))?\]\(([^)]+)\)")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Money(_Strict):
    """One sum promised in the agreement, as this page states it. ``payer`` is a party_id where the page says it."""

    amount: float = Field(gt=0)
    currency: str = Field(pattern="^[A-Z]{3}$")
    payer: str | None = None
    is_total: bool = False


class Agreement(_Strict):
    """What the page says of one agreement; ``*_also_right`` are answers that are equally right.

    ``date`` is when the event of ``status`` happened or is planned: ISO day, month or
    year, as exact as page and publication date allow; None where they say nothing.
    ``is_optional``: reporting it or not is equally right (its technology is doubtful).
    """

    key: str = Field(pattern="^[a-z0-9-]+$")
    parties: tuple[str, ...] = Field(min_length=1)
    status: AgreementStatus
    kind: AgreementKind
    date: str | None = Field(default=None, pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")
    money: tuple[Money, ...] = ()
    part_of: str | None = None
    is_optional: bool = False
    parties_also_right: tuple[str, ...] = ()
    status_also_right: tuple[AgreementStatus, ...] = ()
    kind_also_right: tuple[AgreementKind, ...] = ()


class Comment(_Strict):
    """A reader's comment printed under the article."""

    by: str
    text: str


class FrontMatter(_Strict):
    """The head of an article file. ``published`` carries the outlet's local UTC offset.

    ``is_undated``: the page prints no date of its own; only a dateline without a year, weekdays
    and who held office tell when it is from.
    """

    outlet: str
    slug: str = Field(pattern="^[a-z0-9-]+$")
    title: str
    author: str | None = None
    published: AwareDatetime
    is_undated: bool = False
    page: Literal["news", "analysis", "opinion", "release", "brief", "sport", "markets", "weather"] = "news"
    section: str = "technology"
    summary: str | None = None
    tags: tuple[str, ...] = ()
    copy_of: str | None = None
    agreement: tuple[Agreement, ...] = ()
    comment: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One block of the body. ``kind``: p, h2, quote, list or figure; ``items`` is one text, or one per list item."""

    kind: str
    items: tuple[str, ...]
    credit: str | None = None
    image: str | None = None

    @property
    def html(self) -> tuple[Markup, ...]:
        """The items with links as anchors, the rest escaped."""
        return tuple(_html(item) for item in self.items)

    @property
    def plain(self) -> tuple[str, ...]:
        """The items as bare text."""
        return tuple(_LINK.sub(r"\1", item) for item in self.items)


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """One article of the sample web, ready for a template."""

    head: FrontMatter
    parts: tuple[Part, ...]

    @property
    def published(self) -> datetime:
        """When the page went out, in the outlet's own time zone."""
        return self.head.published

    @property
    def title(self) -> str:
        """The headline."""
        return self.head.title

    @property
    def summary(self) -> str:
        """The standfirst, or else the first sentence of the body."""
        first = next(part for part in self.parts if part.kind == "p").plain[0]
        return self.head.summary or re.split(r"(?<=[a-z0-9)][.?!])\s", first, maxsplit=1)[0]


def load_articles(root: Path = ROOT) -> tuple[SampleArticle, ...]:
    """All articles, newest first. ValueError names the file that does not parse."""
    articles = [parse_article(path.read_text("utf-8"), path.name) for path in sorted((root / "articles").glob("*.md"))]
    return tuple(sorted(articles, key=lambda article: (article.published, article.head.slug), reverse=True))


def parse_article(source: str, name: str) -> SampleArticle:
    """One article file. ``name`` is used in the message of the ValueError."""
    match = _FRONT_MATTER.match(source)
    if match is None:
        raise ValueError(f"{name}: an article file starts with TOML front matter between two lines of +++")
    try:
        head = FrontMatter.model_validate(tomllib.loads(match[1]))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"{name}: {error}") from error
    parts = tuple(_part(chunk.strip()) for chunk in re.split(r"\n\s*\n", match[2]) if chunk.strip())
    if not any(part.kind == "p" for part in parts):
        raise ValueError(f"{name}: the body needs at least one paragraph")
    return SampleArticle(head, parts)


def _part(chunk: str) -> Part:
    lines = [line.strip() for line in chunk.splitlines()]
    if figure := _FIGURE.fullmatch(chunk):
        return Part("figure", (figure[1],), credit=figure[2], image=figure[3])
    if chunk.startswith("## "):
        return Part("h2", (chunk[3:],))
    if all(line.startswith("> ") for line in lines):
        return Part("quote", (" ".join(line[2:] for line in lines),))
    if all(line.startswith("- ") for line in lines):
        return Part("list", tuple(line[2:] for line in lines))
    return Part("p", (" ".join(lines),))


def _html(text: str) -> Markup:
    pieces = _LINK.split(text)  # text, link text, target, text, ...
    out = Markup()
    for start in range(0, len(pieces), 3):
        out += escape(pieces[start])
        if start + 2 < len(pieces):
            out += Markup('<a href="{}">{}</a>').format(pieces[start + 2], pieces[start + 1])
    return out

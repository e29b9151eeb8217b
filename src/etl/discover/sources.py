"""The file of sources, read and checked: a mistyped value is an error in plain words, never a silent default."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from etl.errors import UsageError

SourceType = Literal["feed", "sitemap", "listing", "urls", "folder", "warc"]


class SourcesError(UsageError):
    """The file of sources cannot be used; the text says where and what to write instead."""


def _http_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("write a whole address such as https://example.org/feed.xml")
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"it is no regular expression ({error}); write one such as /news/ or \\.html$") from error
    return value


def _selector(value: str) -> str:
    try:
        LexborHTMLParser("<p></p>").css(value)
    except (SelectolaxError, ValueError) as error:
        raise ValueError("it is no CSS selector; write one such as div.related or main article a") from error
    return value


def _like(pattern: str, advice: str) -> AfterValidator:
    """Text that fits a pattern as a whole; ``advice`` says what to write instead."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(advice)
        return value

    return AfterValidator(check)


Id = Annotated[str, _like("[a-z0-9][a-z0-9_-]*", "write lower-case letters, digits, - and _, such as white-house")]
Language = Annotated[str, _like("[a-z]{2,3}(-[A-Za-z0-9]+)*", "write a code such as en or pt-BR")]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Selector = Annotated[str, AfterValidator(_selector)]


class Revisit(BaseModel):
    """When a page is asked for again.

    ``hours`` after it was received, doubled while it stays the same, until the article
    is ``days`` old.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    hours: float = Field(default=12.0, gt=0, le=8_760)
    days: float = Field(default=14.0, ge=0, le=36_500)


class Source(BaseModel):
    """One place that names pages. ``pace`` is the pause between two requests to one host, in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    type: SourceType
    name: str | None = None
    url: HttpUrl | None = None
    path: Path | None = None
    urls: tuple[HttpUrl, ...] = ()
    enabled: bool = True
    include: tuple[Pattern, ...] = ()
    exclude: tuple[Pattern, ...] = ()
    max_pages: int = Field(default=1000, gt=0)
    since: date | None = None
    pace: float = Field(default=1.0, ge=0, le=3600)
    language: Language | None = None
    allow_private_hosts: bool = False
    selector: Selector | None = None
    keep: tuple[Selector, ...] = ()
    drop: tuple[Selector, ...] = ()
    revisit: Revisit = Revisit()

    @model_validator(mode="after")
    def _complete(self) -> Source:
        if self.type in ("feed", "sitemap", "listing") and self.url is None:
            raise ValueError(f'a {self.type} needs an address: write url = "https://…"')
        if self.type in ("folder", "warc") and self.path is None:
            raise ValueError(f'a {self.type} needs a place: write path = "…"')
        if self.type == "urls" and not self.urls and self.path is None:
            raise ValueError('a list of URLs needs urls = ["https://…"] or path = "urls.txt"')
        if self.type == "listing" and self.selector is None:
            raise ValueError('a listing needs the CSS selector of its links: write selector = "main h2 a"')
        return self

    @property
    def headers(self) -> dict[str, str]:
        """What is sent to this source's hosts beside the usual: the language wanted, of a site that has several."""
        return {"Accept-Language": self.language} if self.language else {}

    def takes(self, url: str) -> bool:
        """Whether the patterns let this URL through: one of ``include`` if there are any, none of ``exclude``."""
        if self.include and not any(re.search(pattern, url) for pattern in self.include):
            return False
        return not any(re.search(pattern, url) for pattern in self.exclude)


def load_sources(path: Path) -> list[Source]:
    """Return the sources of a TOML file, paths made relative to the file's folder.

    Raises SourcesError with one sentence that names file, source, key and remedy.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SourcesError(f"{path}: there is no such file; write one after the template sources.toml.") from None
    except OSError as error:
        raise SourcesError(f"{path}: the file cannot be read ({error.strerror}); correct the path.") from error
    except UnicodeDecodeError as error:
        raise SourcesError(f"{path}: the file cannot be read ({error}); save it as UTF-8 text.") from error
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(f"{path}: this is not TOML ({error}); correct that line.") from error
    unknown = sorted(data.keys() - {"source"})
    if unknown:
        raise SourcesError(f"{path}: key '{unknown[0]}' is not known; write each source under [[source]].")
    entries = data.get("source", [])
    if not isinstance(entries, list):
        raise SourcesError(f"{path}: 'source' is one table; write [[source]] with two brackets.")
    sources = [_source(entry, number, path) for number, entry in enumerate(entries, 1)]
    ids = [source.id for source in sources]
    for source_id in ids:
        if ids.count(source_id) > 1:
            raise SourcesError(f"{path}: source '{source_id}': id is used twice; give each source an id of its own.")
    return sources


def _source(entry: Any, number: int, path: Path) -> Source:
    named = entry.get("id") if isinstance(entry, dict) else None
    where = f"{path}: source '{named}'" if named else f"{path}: source number {number}"
    try:
        source = Source.model_validate(entry)
    except ValidationError as error:
        raise SourcesError(f"{where}: {_sentence(error)}") from error
    if source.path is not None:
        source = source.model_copy(update={"path": path.parent / source.path})
    return source


def _sentence(error: ValidationError) -> str:
    """The first fault that pydantic found, with the key and what to write instead."""
    fault = error.errors()[0]
    key = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        known = Revisit.model_fields if key.startswith("revisit.") else Source.model_fields
        return f"{key}: this key is not known; write one of {', '.join(known)}."
    if fault["type"] == "missing":
        return f"{key}: it is missing; write {key} = with a value."
    message = fault["msg"].removeprefix("Value error, ").rstrip(".")
    given = f" (given: {fault['input']!r})" if key else ""
    return f"{key or 'the whole'}: {message}{given}."

"""One file of ``samples/outlets/``: an invented outlet, its address pattern and its furniture."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from etl.samples.article import ROOT, SampleArticle


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OddLink(_Strict):
    """An address of the outlet that is no article: dead, moved, forbidden or not HTML. Feeds list those with title."""

    path: str = Field(pattern="^/")
    title: str | None = None
    published: datetime
    location: str | None = None
    file: str | None = None
    content_type: str = "text/html; charset=utf-8"
    disallowed: bool = False


class Outlet(_Strict):
    """``path`` is a format string over the article's head, with ``published`` as a datetime."""

    id: str
    host: str = Field(pattern=r"^[a-z0-9.-]+\.test$")
    name: str
    template: str
    path: str = Field(pattern="^/")
    charset: str = "utf-8"
    charset_in_header: bool = True
    content_type: str = "text/html"
    lists: tuple[Literal["rss", "atom", "sitemap", "sitemap_index", "listing", "urls", "saved"], ...]
    tagline: str = ""
    menu: tuple[str, ...] = ()
    newsletter: str = ""
    footer: tuple[str, ...] = ()
    bios: dict[str, str] = {}
    odd: tuple[OddLink, ...] = ()

    @property
    def base(self) -> str:
        """Scheme and host, no slash at the end."""
        return f"http://{self.host}"

    def url(self, article: SampleArticle) -> str:
        """The article's canonical address: the same on every machine and in every run."""
        head = article.head
        return self.base + self.path.format(slug=head.slug, section=head.section, published=head.published)


def load_outlets(root: Path = ROOT) -> dict[str, Outlet]:
    """All outlets by id, which is the file's name. ValueError names the file that does not parse."""
    outlets = {}
    for path in sorted((root / "outlets").glob("*.toml")):
        try:
            outlets[path.stem] = Outlet.model_validate({"id": path.stem, **tomllib.loads(path.read_text("utf-8"))})
        except (tomllib.TOMLDecodeError, ValidationError) as error:
            raise ValueError(f"{path.name}: {error}") from error
    return outlets

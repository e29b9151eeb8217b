"""The file of sources: what is accepted, and the sentence for each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.discover import Source, SourcesError, load_sources

TEMPLATE = Path(__file__).parents[2] / "sources.toml"
FEED = '[[source]]\nid = "wire"\ntype = "feed"\nurl = "https://example.org/feed"\n'


def _load(tmp_path: Path, text: str) -> list[Source]:
    path = tmp_path / "sources.toml"
    path.write_text(text, "utf-8")
    return load_sources(path)


def test_a_source_with_everything(tmp_path: Path) -> None:
    text = FEED + (
        'include = ["/news/"]\nexclude = ["/video/"]\nmax_pages = 50\nsince = 2024-01-01\npace = 2.5\n'
        'language = "en"\nkeep = ["article"]\ndrop = ["div.related"]\nrevisit = { hours = 6, days = 3 }\n'
    )
    [source] = _load(tmp_path, text)
    assert (source.id, source.max_pages, source.pace, source.revisit.hours) == ("wire", 50, 2.5, 6)
    assert source.takes("https://example.org/news/1")
    assert not source.takes("https://example.org/news/video/1")
    assert not source.takes("https://example.org/about")


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    [source] = _load(tmp_path, '[[source]]\nid = "saved"\ntype = "folder"\npath = "pages"\n')
    assert source.path == tmp_path / "pages"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (FEED + "max_page = 5\n", ["'wire'", "max_page", "not known", "max_pages"]),
        (FEED + "max_pages = 0\n", ["'wire'", "max_pages", "greater than 0"]),
        (FEED + 'pace = "slow"\n', ["'wire'", "pace", "number", "'slow'"]),
        (FEED + "pace = -1\n", ["'wire'", "pace", "greater than or equal to 0"]),
        (FEED + "pace = inf\n", ["'wire'", "pace", "less than or equal to 3600"]),
        (FEED + "revisit = { hours = 1e300 }\n", ["'wire'", "revisit.hours", "less than or equal to 8760"]),
        (FEED + 'include = ["(news"]\n', ["'wire'", "include", "regular expression", "/news/"]),
        (FEED + 'drop = ["div["]\n', ["'wire'", "drop", "CSS selector", "div.related"]),
        (FEED + 'language = "English"\n', ["'wire'", "language", "pt-BR", "'English'"]),
        (FEED + "since = 5\n", ["'wire'", "since", "date"]),
        (FEED + "revisit = { hour = 1 }\n", ["'wire'", "revisit.hour", "hours, days"]),
        (FEED + FEED, ["'wire'", "id", "twice"]),
        (FEED.replace("https://", ""), ["'wire'", "url", "https://example.org/feed.xml"]),
        (FEED.replace('"feed"', '"rss"'), ["'wire'", "type", "feed", "sitemap", "'rss'"]),
        ('[[source]]\ntype = "feed"\n', ["number 1", "id", "missing"]),
        ('[[source]]\nid = "wire"\ntype = "feed"\n', ["'wire'", "url ="]),
        ('[[source]]\nid = "a b"\ntype = "feed"\nurl = "https://a.org"\n', ["'a b'", "id", "lower-case", "'a b'"]),
        ('[[source]]\nid = "l"\ntype = "listing"\nurl = "https://a.org"\n', ["'l'", "selector ="]),
        ('[[source]]\nid = "f"\ntype = "folder"\n', ["'f'", "path ="]),
        ('[[source]]\nid = "u"\ntype = "urls"\n', ["'u'", "urls ="]),
        ('[[sources]]\nid = "u"\n', ["'sources'", "[[source]]"]),
        ('[source]\nid = "u"\n', ["[[source]]"]),
        ("source = [1]\n", ["number 1"]),
        ("[[source]\n", ["TOML", "line 1"]),
    ],
)
def test_each_mistake_gets_one_clear_sentence(tmp_path: Path, text: str, parts: list[str]) -> None:
    with pytest.raises(SourcesError) as caught:
        _load(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "sources.toml"))
    assert all(part in message for part in parts), message
    assert "\n" not in message
    assert message.endswith(".")


def test_a_missing_file_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="no such file"):
        load_sources(tmp_path / "none.toml")
    (tmp_path / "sources.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourcesError, match="UTF-8"):
        load_sources(tmp_path / "sources.toml")
    with pytest.raises(SourcesError, match="correct the path"):
        load_sources(tmp_path)


def test_the_template_loads_and_asks_nobody_before_someone_says_so() -> None:
    sources = load_sources(TEMPLATE)
    assert len(sources) >= 15
    assert not any(source.enabled for source in sources)
    assert len({source.url or source.path for source in sources}) == len(sources)

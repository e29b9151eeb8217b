"""Any bytes at all: no exception, bounded work, an empty article with its reason."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract import Article, extract, reasons
from etl.extract.guard import LIMIT_BYTES

PIECES = st.sampled_from(
    [
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td>",
        "<a href=x>",
        "</a>",
        "<b>",
        "<i></b>",
        "<ul><li>",
        "<svg>",
        "<math>",
        "<template>",
        "<noscript>",
        "<script>",
        "</script>",
        "<style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<?php",
        "<nav>",
        "<footer><nav>",
        "</nav>",
        "<time datetime='2024-05-16'>",
        "<meta charset=utf-16>",
        "<meta property=article:published_time content='99999-99-99'>",
        '<script type=\'application/ld+json\'>[{"@type":[1,null],"@graph":{}}]</script>',
        "<plaintext>",
        "<frameset>",
        "<select><option>",
        "<h1>",
        "</h1>",
        "&amp;&#0;&nbsp;&#xFFFFFF;",
        "\x00",
        "\ud800",
        "<p hidden>",
        "<p style='display:none'>",
        "<body class='\u00e9'>",
        "Two ministers signed it. ",
        "word " * 30,
        "<br><br>",
        "<link rel=canonical href='http://[x'>",
        "<base href='//'>",
    ]
)


def check(article: Article) -> None:
    """What holds of every article."""
    assert (article.empty_reason is None) == any(block.kept for block in article.blocks)
    assert article.empty_reason is None or article.empty_reason in reasons.EMPTY
    assert all(block.text.strip() for block in article.blocks)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    check(extract(data, url="https://a.example/x"))
    check(extract(b"<html><body>" + data))


@settings(deadline=None)
@given(st.binary(max_size=60), st.text(max_size=30))
def test_any_header(data: bytes, content_type: str) -> None:
    check(extract(data, content_type=f"text/html; charset={content_type}"))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_any_heap_of_tags(pieces: list[str]) -> None:
    html = "".join(pieces)
    article = extract(html, url="https://a.example/x")
    check(article)
    assert extract(html, url="https://a.example/x") == article


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    check(extract(text))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no_text"),
        (b"   \n\t ", "no_text"),
        (b"<html><body></body></html>", "no_text"),
        (b"%PDF-1.7 \x00\x01\x02", "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        (b"<html>" + bytes(range(32)) * 200, "binary"),
        (b"<p>" * (LIMIT_BYTES // 3 + 1), "too_large"),
        (b"<div>" * 100_000 + b"text", "too_deep"),
        (b"<b><i><u>" * 40_000 + b"text", "too_deep"),
    ],
    ids=lambda value: value[:20].decode("latin-1") if isinstance(value, bytes) else value,
)
def test_what_cannot_be_read_is_empty_with_the_reason(data: bytes, reason: str) -> None:
    article = extract(data, url="https://a.example/x")
    assert (article.text, article.empty_reason) == ("", reason)
    assert article.url == "https://a.example/x"


def test_deep_but_readable_nesting() -> None:
    sentence = "The two ministries will share weather radar data and train forecasters at a new centre in Velmora. " * 3
    article = extract("<div>" * 1500 + f"<p>{sentence}</p>" * 3)
    assert [block.text for block in article.blocks] == [sentence.strip()] * 3


def test_many_attributes() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(1_000))
    article = extract(f"<html><body><div {attributes}><p>Two ministers signed it on Thursday.</p></div></body></html>")
    assert len(article.blocks) == 1


def test_one_attribute_with_much_data() -> None:
    data = "{'words': '" + "a b c " * 20_000 + "'}"
    article = extract(
        f'<html><body><div data-state="{data}"><p>Two ministers signed it on Thursday.</p></div></body></html>'
    )
    assert article.empty_reason != "too_many_attributes"


def test_millions_of_tags() -> None:
    assert extract("<html><body>" + "<b>x</b>" * 1_100_000).empty_reason == "too_large"


@pytest.mark.parametrize("html", ["<nav>Home</nav>", "<ul><li><a href=/>Home</a></ul>", "<div></div>", "<b> </b>"])
def test_page_without_anything_to_ask_about(html: str) -> None:
    assert extract(f"<html><body>{html}</body></html>").text == ""


def test_a_million_attributes() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(1_000_000))
    article = extract(f"<html><body><div {attributes}><p>Two ministers signed it on Thursday.</p></div></body></html>")
    assert article.empty_reason == "too_many_attributes"


MEMORY = """
import resource
from etl.extract import extract
sentence = "Two ministers signed the pact on <b>Thursday</b> in the capital, officials said. "
paragraph = "<div class='a b'><p>" + sentence * 20 + "</p></div>"
article = extract(("<html><body>" + paragraph * (20_000_000 // len(paragraph))).encode())
assert article.blocks
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_twenty_megabytes_take_less_than_one_gigabyte() -> None:
    done = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True, timeout=120)
    assert int(done.stdout) < 1_000_000 * (1024 if sys.platform == "darwin" else 1), "kilobytes"


LIGHT = "import sys, etl.extract; print(*[m for m in ('numpy', 'duckdb', 'dbt', 'bs4', 'rich', 'pyarrow') if m in sys.modules])"  # noqa: E501


def test_import_is_light() -> None:
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []

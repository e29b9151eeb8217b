"""`extract` and `read`, as someone who looks at one page types them."""

import pytest

from etl.fetch import ClientSettings
from tests.conftest import pactwatch

# Escape sequences that clear the screen, rename the window and set a colour, in seven bits and in eight.
HOSTILE = """<!doctype html><html><head><title>Two ministries \x1b[2J sign \x9b31m an accord [/b]</title></head><body>
<article><h1>Two ministries \x1b]0;mine\x07 sign an accord on chips</h1>
<p>Japan and France signed a memorandum of understanding \x1b[31m on semiconductors in Tokyo on 3 March 2024 [/red],
after a year of talks between their ministers, the two governments said in a joint statement.</p>
<p>It runs for five years and lets their laboratories lend each other machines and people.</p></article></body></html>
"""


@pytest.mark.parametrize("command", [("extract",), ("extract", "--why"), ("read",)])
def test_a_page_cannot_command_the_terminal(tmp_path, command):
    page = tmp_path / "page.html"
    page.write_text(HOSTILE, "utf-8")
    done = pactwatch(*command, page)
    assert done.code == 0, done.err
    assert "memorandum of" in done.out
    assert "[/red]" in done.out
    assert not set("\x1b\x07\x9b") & set(done.out)


@pytest.mark.parametrize("command", ["extract", "read"])
def test_a_page_without_an_article_is_said_to_have_none(tmp_path, command):
    page = tmp_path / "page.html"
    page.write_text("<html><body></body></html>")
    done = pactwatch(command, page)
    assert done.code == 1
    assert "Nothing on this page" in done.err
    assert len(done.err.splitlines()) == 1


def test_no_more_than_a_page_is_read(tmp_path):
    page = tmp_path / "page.html"
    with page.open("wb") as file:
        file.truncate(ClientSettings().max_bytes + 1)
    done = pactwatch("extract", page)
    assert done.code == 2
    assert "10,000,000 bytes" in done.err

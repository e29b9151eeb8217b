"""Which texts of a page are one block, and what is known of it."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from etl.extract.scan import Skeleton, scan
from etl.extract.survey import survey


def scanned(body: str) -> Skeleton:
    return scan(survey(LexborHTMLParser(f"<html><body>{body}</body></html>")))


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<div>one<div></div>two</div>", ["one", "two"]),
        ("<div>one<div><img src=x></div>two</div>", ["one", "two"]),
        ("<div><p>one</p>two</div>", ["one", "two"]),
        ("<div>one<img src=x><b></b>two</div>", ["onetwo"]),
        ("<p><b>one</b> <i>two</i></p>", ["one two"]),
        ("<p>one<b> </b>two</p>", ["one two"]),
        ("<p>one<br>two<br> <br>three</p>", ["one two", "three"]),
        ("<p>one<!-- not this -->two<script>nor this</script></p>", ["onetwo"]),
        ("<p>&nbsp;</p><p>one&nbsp;\n two</p>", ["one two"]),
        ("<math><mi>one<input/></mi></math><p>two</p>", ["one", "two"]),
        ("one<nav><a>Home</a><nav>More</nav></nav>two", ["one", "Home More", "two"]),
        ("<nav hidden>Home</nav><p>one</p>", ["Home", "one"]),
    ],
)
def test_blocks_end_where_block_elements_do(body: str, texts: list[str]) -> None:
    assert [run.text for run in scanned(body).runs] == texts


def test_short_links_in_a_row_are_one_block() -> None:
    links = "<ul><li><a>Ports</a><li><a>Trade</a></ul><nav>Home</nav>"
    skeleton = scanned(f"{links}<p><a>A link alone</a></p><div><a>Tags</a></div>")
    assert [(run.text, run.is_menu) for run in skeleton.runs] == [
        ("Ports Trade Home", True),
        ("A link alone", False),
        ("Tags", True),
    ]


def test_what_is_counted() -> None:
    run = scanned("<p>12345 <a>678<b>90</b></a> <i>12</i><span hidden>3</span><a>4</a><br>5</p>").runs[0]
    assert (run.link_chars, run.links, run.bold_chars, run.italic_chars, run.breaks) == (6, 2, 2, 2, 1)
    assert not run.is_hidden
    assert scanned("<p><span class='x sr-only'>hidden</span>seen</p>").runs[0].is_hidden


def test_elements_above_a_block() -> None:
    skeleton = scanned("<article><div class=empty></div><div class=a><p>one</p><p>two</p></div></article><p>three</p>")
    assert skeleton.tags == ["body", "article", "div", "p", "p", "p"]
    assert skeleton.parents == [0, 0, 1, 2, 2, 0]
    assert skeleton.articles == [0, 1, 1, 1, 1, 0]
    assert skeleton.firsts == [0, 0, 0, 0, 1, 2]
    assert skeleton.depths == [0, 1, 2, 3, 3, 1]
    assert [run.element for run in skeleton.runs] == [3, 4, 5]


def test_moments_are_kept_with_their_block() -> None:
    skeleton = scanned("<p>one</p><time datetime='2024-05-16'></time><p>two</p><time>three</time>")
    assert skeleton.times == [("2024-05-16", 1), ("", 2)]


def test_buttons_and_the_sites_own_header_are_menus() -> None:
    skeleton = scanned(
        "<header><p>The Harbour Post</p></header><main><header><p>By Ann Example</p></header>"
        "<h3><button>What is dredged?</button></h3><p>one</p><button>Share</button></main>"
    )
    assert [(run.text, run.is_menu) for run in skeleton.runs] == [
        ("The Harbour Post", True),
        ("By Ann Example", False),
        ("What is dredged?", False),
        ("one", False),
        ("Share", True),
    ]
    assert not scanned("<header><h1>Title</h1><p>By Ann Example</p></header>").runs[1].is_menu


PARAGRAPH = f"<p>{'The two ministers signed the pact in the harbour town on Friday. ' * 6}</p>"
ARTICLE = f"<div><div class=lede>Summary</div><div>{PARAGRAPH * 3}</div><ul><li>First point</ul></div>"


def test_what_holds_no_paragraph_and_stands_away_from_the_text_is_a_menu() -> None:
    page = f"<div>Site</div><div><h1>Title</h1></div><div>By Ann Example</div>{ARTICLE}<div><p>Other headline</p></div>"
    menus = {run.text for run in scanned(f"<div>{page}</div>").runs if run.is_menu}
    assert menus == {"Site", "Other headline"}


def test_without_a_title_nothing_before_the_text_is_far_from_it() -> None:
    skeleton = scanned(f"<div><div>By Ann Example</div>{ARTICLE}<div><p>Other headline</p></div></div>")
    assert {run.text for run in skeleton.runs if run.is_menu} == {"Other headline"}


def test_a_page_of_few_paragraphs_has_no_far_parts() -> None:
    skeleton = scanned("<div><div><h1>Title</h1></div><div><div><p>Short.</p></div></div><div>Text.</div></div>")
    assert not any(run.is_menu for run in skeleton.runs)

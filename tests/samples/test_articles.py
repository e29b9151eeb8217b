"""The article files: they parse, and what they claim of the agreements hangs together."""

from collections import defaultdict

import pytest

from etl.samples import gold
from etl.samples.article import load_articles, parse_article
from etl.samples.outlet import load_outlets

ARTICLES = load_articles()
OUTLETS = load_outlets()
REPORTS = [(article, agreement) for article in ARTICLES for agreement in article.head.agreement]


def test_slugs_and_titles_are_unique() -> None:
    assert len({article.head.slug for article in ARTICLES}) == len(ARTICLES)
    titles = [(article.head.outlet, article.title) for article in ARTICLES]
    assert len(set(titles)) == len(titles), "two pages of one outlet share a title"


def test_every_outlet_has_articles_and_every_bio_an_author() -> None:
    for outlet in OUTLETS.values():
        authors = {article.head.author or "Staff" for article in ARTICLES if article.head.outlet == outlet.id}
        assert authors, outlet.id
        assert set(outlet.bios) <= authors | {"Staff"}, outlet.id


def test_one_key_is_one_agreement() -> None:
    """Pages that report one agreement name the same parties (or such as also count) and share a kind."""
    by_key = defaultdict(list)
    for _, agreement in REPORTS:
        by_key[agreement.key].append(agreement)
    for key, reports in by_key.items():
        for one in reports:
            for other in reports:
                allowed = set(other.parties) | set(other.parties_also_right) | set(one.parties_also_right)
                assert set(one.parties) <= allowed, key
                assert {one.kind, *one.kind_also_right} & {other.kind, *other.kind_also_right}, key
                assert one.part_of == other.part_of, key
    assert {a.part_of for _, a in REPORTS if a.part_of} <= set(by_key), "an umbrella deal that no page reports"


def test_dates_fit_the_status() -> None:
    """What has happened lies before the page's date, what is only expected does not."""
    for article, agreement in REPORTS:
        if agreement.date:
            published = article.published.date().isoformat()[: len(agreement.date)]
            if agreement.status == "anticipated":
                assert agreement.date >= published, article.head.slug
            else:
                assert agreement.date <= published, article.head.slug


def test_money_has_at_most_one_total() -> None:
    for article, agreement in REPORTS:
        assert sum(money.is_total for money in agreement.money) <= 1, article.head.slug


def test_some_agreements_are_followed_over_time_and_over_outlets() -> None:
    pages = defaultdict(set)
    for article, agreement in REPORTS:
        pages[agreement.key].add((article.head.outlet, agreement.status))
    followed = [key for key, seen in pages.items() if len({status for _, status in seen}) > 1]
    shared = [key for key, seen in pages.items() if len({outlet for outlet, _ in seen}) > 1]
    assert len(followed) >= 4
    assert len(shared) >= 3
    assert any(article.head.copy_of for article in ARTICLES)
    assert any(not article.head.agreement for article in ARTICLES)


def test_gold_tells_the_same_as_the_article_files() -> None:
    pages = gold()
    assert len(pages) == len(ARTICLES)
    assert sum(len(page.reports) for page in pages) == len(REPORTS)
    copies = [page for page in pages if page.copy_of]
    assert copies
    assert all(page.copy_of in {other.url for other in pages} for page in copies)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("no front matter", "front matter"),
        ("+++\ntitle = \n+++\nbody", "Invalid value"),
        ('+++\noutlet="a"\nslug="b"\ntitle="c"\npublished=2020-01-01T00:00:00Z\nmood="d"\n+++\nbody', "mood"),
        ('+++\noutlet="a"\nslug="b"\ntitle="c"\npublished=2020-01-01T00:00:00Z\n+++\n', "paragraph"),
    ],
)
def test_a_mistake_in_an_article_file_is_named(source: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as raised:
        parse_article(source, "some-file.md")
    assert "some-file.md" in str(raised.value)


def test_body_blocks() -> None:
    head = '+++\noutlet="a"\nslug="b"\ntitle="c"\npublished=2020-01-01T00:00:00Z\n+++\n'
    body = "One\nline [there](http://x.test/).\n\n## Middle\n\n> Said one.\n\n- a\n- b & c\n\n![Dog | P. Hoto](/d.jpg)"
    parts = parse_article(head + body, "x.md").parts
    assert [part.kind for part in parts] == ["p", "h2", "quote", "list", "figure"]
    assert parts[0].plain == ("One line there.",)
    assert parts[0].html == ('One line <a href="http://x.test/">there</a>.',)
    assert parts[3].html == ("a", "b &amp; c")
    assert (parts[4].plain, parts[4].credit, parts[4].image) == (("Dog",), "P. Hoto", "/d.jpg")

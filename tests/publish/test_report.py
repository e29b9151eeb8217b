import json
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from etl.publish import publish
from etl.publish.report import HERE, LIBRARIES, embedded_json
from etl.warehouse import Warehouse
from tests.publish.browser import console_errors, open_browser, open_report, set_view
from tests.publish.synthetic import HOSTILE_TITLE, HOSTILE_URL, write_build_file

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
CHARTS = (
    "chart-steps", "chart-lifelines", "chart-themes", "chart-heat", "chart-matrix", "chart-money-themes",
    "chart-money-years",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: webdriver.Chrome, invented: Warehouse) -> webdriver.Chrome:
    set_view(browser, 1280, 900)
    open_report(browser, invented.report_file)
    return browser


def names(page: webdriver.Chrome) -> list[str]:
    return [cell.text for cell in page.find_elements(By.CSS_SELECTOR, "#agreement-table td .title")]


def column(page: webdriver.Chrome, number: int) -> list[str]:
    return [cell.text for cell in page.find_elements(By.CSS_SELECTOR, f"#agreement-table td:nth-child({number})")]


def serious_faults(page: webdriver.Chrome) -> list[Any]:
    page.execute_script(AXE)
    result = page.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    return [
        (fault["id"], fault["impact"], [node["target"] for node in fault["nodes"]][:3])
        for fault in result["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


def eventually(page: webdriver.Chrome, holds: Callable[[], bool]) -> None:
    """A key pressed is an event that the browser handles when it comes to it."""
    WebDriverWait(page, 20).until(lambda _: holds())


def test_it_opens_without_a_word_in_the_console(page: webdriver.Chrome) -> None:
    assert console_errors(page) == []
    assert "60 agreements" in page.find_element(By.ID, "filter-count").text


def test_a_warehouse_without_agreements_has_a_page_too(browser: webdriver.Chrome, tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    write_build_file(warehouse.build_file, agreements=0)
    publish(warehouse, "run-1", "0.1.0", "v1")
    set_view(browser, 1280, 900)
    open_report(browser, warehouse.report_file)
    assert console_errors(browser) == []
    assert "No agreement has been found yet" in browser.find_element(By.ID, "changes").text
    assert "Nothing to list" in browser.find_element(By.ID, "agreement-table").text


def test_it_asks_the_network_for_nothing(page: webdriver.Chrome) -> None:
    asked = page.execute_script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert [name for name in asked if not name.startswith("data:")] == []


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_has_marks(page: webdriver.Chrome, chart: str) -> None:
    marks = page.find_elements(By.CSS_SELECTOR, f"#{chart} svg :is(rect, path, circle)")
    assert len(marks) > 5


def test_a_theme_s_share_is_of_all_articles_of_the_year(page: webdriver.Chrome, invented: Warehouse) -> None:
    with duckdb.connect(str(invented.marts_file), read_only=True) as connection:
        expected = connection.execute(
            """
            WITH year AS (SELECT max(month) - INTERVAL 11 MONTH AS first_month FROM marts.theme_trends),
            all_articles AS (
                SELECT count(*) AS articles FROM marts.articles, year
                WHERE duplicate_of IS NULL AND published_at >= first_month
            )

            SELECT name, sum(trends.articles), round(100 * sum(trends.articles) / any_value(all_articles.articles), 1)
            FROM marts.theme_trends AS trends INNER JOIN marts.themes USING (theme_id), year, all_articles
            WHERE month >= first_month GROUP BY name
            """
        ).fetchall()
    rows = page.find_elements(By.CSS_SELECTOR, "#theme-table tbody tr")
    shown = {tuple(cell.text for cell in row.find_elements(By.TAG_NAME, "td")[:3]) for row in rows}
    talked_about = {cells for cells in shown if cells[1] != "0"}
    assert len(talked_about) > 5
    assert talked_about <= {(name, str(articles), f"{share:.1f}%") for name, articles, share in expected}


def test_filters_leave_only_what_they_say(page: webdriver.Chrome) -> None:
    Select(page.find_element(By.ID, "filter-stage")).select_by_value("signed")
    stages = column(page, 2)
    assert stages
    assert set(stages) == {"signed"}
    page.find_element(By.ID, "filter-text").send_keys("quantum")
    assert all("quantum" in name.lower() for name in names(page))
    assert "stage=signed" in page.current_url
    page.find_element(By.CSS_SELECTOR, "#filters button[type=reset]").click()
    assert len(names(page)) == 20


@pytest.mark.parametrize("name", ["party", "theme", "kind", "year"])
def test_every_filter_narrows_the_table(page: webdriver.Chrome, name: str) -> None:
    select = Select(page.find_element(By.ID, f"filter-{name}"))
    select.select_by_index(1)
    count = re.match(r"(\d+) of 60", page.find_element(By.ID, "filter-count").text)
    assert count is not None
    assert int(count[1]) < 60


@pytest.mark.parametrize(
    ("chart", "filters"), [("chart-heat", ("party", "theme")), ("chart-matrix", ("party", "text"))]
)
def test_a_number_of_a_grid_leads_to_as_many_agreements(
    page: webdriver.Chrome, chart: str, filters: tuple[str, str]
) -> None:
    number = int(page.find_element(By.CSS_SELECTOR, f"#{chart} svg > g:last-of-type text").text)
    page.find_element(By.CSS_SELECTOR, f"#{chart} .cells rect").click()
    assert page.find_element(By.ID, "filter-count").text.startswith(f"{number} of 60")
    assert all(page.find_element(By.ID, f"filter-{name}").get_attribute("value") for name in filters)


def test_a_changed_agreement_says_what_changed(browser: webdriver.Chrome, fresh: Warehouse) -> None:
    publish(fresh, "run-1", "0.1.0", "v1")
    with duckdb.connect(str(fresh.build_file)) as connection:
        connection.execute(
            "UPDATE marts.agreements SET status = 'ended', committed_usd = 5e6, themes = list_append(themes, 'nowhere')"
            " WHERE agreement_id = 'agr00002'"
        )
    publish(fresh, "run-2", "0.1.0", "v1")
    set_view(browser, 1280, 900)
    open_report(browser, fresh.report_file)
    assert "0 new agreements, 1 changed" in browser.find_element(By.ID, "changes-body").text
    card = browser.find_element(By.CSS_SELECTOR, ".change").text
    for told in ("→\nended", "→ $5m", "themes: + nowhere"):
        assert told in card


def test_filters_that_leave_nothing_say_so(page: webdriver.Chrome) -> None:
    page.find_element(By.ID, "filter-text").send_keys("no such agreement anywhere")
    assert page.find_element(By.ID, "filter-count").text.startswith("0 of 60")
    assert console_errors(page) == []


def test_headings_sort_both_ways(page: webdriver.Chrome) -> None:
    heading = page.find_element(By.XPATH, "//*[@id='agreement-table']//th[button='Agreement']")
    heading.find_element(By.TAG_NAME, "button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    rising = names(page)
    assert rising == sorted(rising, key=str.lower)
    heading.find_element(By.TAG_NAME, "button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert names(page) != rising


def test_an_agreement_opens_with_both_clocks_and_its_sentences(page: webdriver.Chrome) -> None:
    title = names(page)[0]
    page.find_element(By.CSS_SELECTOR, "#agreement-table td .title").click()
    dialog = page.find_element(By.ID, "agreement")
    eventually(page, lambda: dialog.is_displayed())
    assert dialog.find_element(By.TAG_NAME, "h2").text == title
    assert "happened" in dialog.text
    assert "known since" in dialog.text
    sentences = dialog.find_elements(By.CSS_SELECTOR, ".claim q")
    assert sentences
    assert all(sentence.text for sentence in sentences)
    assert dialog.find_elements(By.CSS_SELECTOR, ".claim cite a[href^='https://']")
    dialog.send_keys(Keys.ESCAPE)
    eventually(page, lambda: not dialog.is_displayed())
    eventually(page, lambda: "agreement=" not in page.current_url)


def test_a_link_to_an_agreement_opens_it(browser: webdriver.Chrome, invented: Warehouse) -> None:
    open_report(browser, invented.report_file, "#agreement=agr00005")
    assert "agr00005" in browser.find_element(By.ID, "agreement").text


def test_it_works_by_keyboard_alone(page: webdriver.Chrome) -> None:
    page.switch_to.active_element.send_keys(Keys.TAB)
    eventually(page, lambda: page.switch_to.active_element.text == "Skip to the agreements")
    title = page.find_element(By.CSS_SELECTOR, "#agreement-table td .title")
    title.send_keys(Keys.ENTER)
    has_focus = "return document.getElementById('agreement').contains(document.activeElement)"
    eventually(page, lambda: page.execute_script(has_focus))
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    eventually(page, lambda: page.switch_to.active_element == title)


def test_hostile_titles_and_addresses_stay_text(browser: webdriver.Chrome, invented: Warehouse) -> None:
    open_report(browser, invented.report_file, "#agreement=agr00000")
    dialog = browser.find_element(By.ID, "agreement")
    assert HOSTILE_TITLE in dialog.text
    assert HOSTILE_URL in dialog.text
    assert browser.find_elements(By.CSS_SELECTOR, "a[href^='javascript:'], img") == []
    assert browser.execute_script("return window.hostile") is None
    assert console_errors(browser) == []


def test_vendored_files_are_what_their_readme_says() -> None:
    vendor = HERE / "vendor"
    listed = dict(re.findall(r"^\| `(.+?\.js)` .*`([0-9a-f]{64})`", (vendor / "README.md").read_text(), re.MULTILINE))
    assert listed == {name: sha256((vendor / name).read_bytes()).hexdigest() for name in LIBRARIES}


def test_data_cannot_leave_its_script_element() -> None:
    value = {"title": "</script><script>alert(1)</script>", "comment": "<!--", "line": "\u2028 & more"}
    text = embedded_json(value)
    assert "<" not in text
    assert json.loads(text) == value


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_no_serious_fault_of_accessibility(
    browser: webdriver.Chrome, invented: Warehouse, width: int, scheme: str
) -> None:
    set_view(browser, width, 900, scheme)
    open_report(browser, invented.report_file)
    assert serious_faults(browser) == []
    open_report(browser, invented.report_file, "#agreement=agr00001")
    assert serious_faults(browser) == []


def test_a_phone_scrolls_one_way_only(browser: webdriver.Chrome, invented: Warehouse) -> None:
    set_view(browser, 390, 844)
    open_report(browser, invented.report_file)
    assert browser.execute_script("return document.documentElement.scrollWidth") == 390
    parts = browser.find_elements(By.CSS_SELECTOR, "main figure, main input, main select, dialog")
    assert max(part.rect["x"] + part.rect["width"] for part in parts) <= 390


def test_dark_mode_is_dark(browser: webdriver.Chrome, invented: Warehouse) -> None:
    set_view(browser, 1280, 900, "dark")
    open_report(browser, invented.report_file)
    colour = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", colour)[:3])) < 60

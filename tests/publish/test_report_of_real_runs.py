"""The report as real runs make it: of the sample web, and of the five texts the project started from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.publish.browser import console_errors, open_browser, open_report, set_view


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with open_browser() as browser:
        yield browser


@pytest.mark.parametrize("fixture", ["sample_warehouse", "seed_warehouse"])
def test_it_opens_draws_and_shows_an_agreement_with_its_sentences(
    fixture: str, browser: webdriver.Chrome, request: pytest.FixtureRequest
) -> None:
    warehouse: Path = request.getfixturevalue(fixture)
    set_view(browser, 1280, 900)
    open_report(browser, warehouse / "published" / "report" / "index.html")
    assert console_errors(browser) == []
    assert browser.find_elements(By.CSS_SELECTOR, "#chart-steps svg rect")
    browser.find_element(By.CSS_SELECTOR, "#agreement-table td .title").click()
    dialog = browser.find_element(By.ID, "agreement")
    WebDriverWait(browser, 20).until(lambda _: dialog.is_displayed())
    assert dialog.find_elements(By.CSS_SELECTOR, ".claim q")
    assert dialog.find_elements(By.CSS_SELECTOR, ".claim cite a[href^='http']")

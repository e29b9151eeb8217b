"""Debian's Chromium without a window, as the report's readers have one with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--disable-dev-shm-usage",
)  # fmt: skip


class NoBrowser(Exception):
    """There is no Chromium or no chromedriver on this machine."""


@contextmanager
def open_browser(width: int = 1280, height: int = 900) -> Iterator[webdriver.Chrome]:
    """A browser that keeps its console. Raises NoBrowser, saying how to install one."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        raise NoBrowser("The report's tests need chromium and chromedriver: run tests/install_browser.sh (Debian).")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (*QUIET, f"--window-size={width},{height}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield browser
    finally:
        browser.quit()


def set_view(browser: webdriver.Chrome, width: int, height: int, scheme: str = "light") -> None:
    """Make the page as wide and as dark as on the reader's device."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    # Without smooth scrolling a click lands where the element is.
    features = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": name, "value": value} for name, value in features.items()]}
    )


def console_errors(browser: webdriver.Chrome) -> list[str]:
    """What the console has said since the last call, but for plain information."""
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]


def open_report(browser: webdriver.Chrome, page: Path, fragment: str = "") -> None:
    """Open the page from disk, anew, and let it finish."""
    browser.get("about:blank")
    browser.get(page.resolve().as_uri() + fragment)
    assert browser.execute_script("return document.documentElement.dataset.ready") == "true", console_errors(browser)

"""Addresses as they are asked for. Which of them are one page is said by ``etl.extract.urls.page_key``."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote_plus, urljoin, urlsplit, urlunsplit

from etl.extract.urls import canonical_url


def clean_url(url: str) -> str | None:
    """The URL without fragment and without a user's name and password; None if it cannot be asked for."""
    try:
        url.encode()
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        return None
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], path=parts.path or "/", fragment=""))


def without_tracking(url: str) -> str:
    """A clean URL without the parameters that only say who sent the reader; the others as they stand."""
    names = {name for name, _ in parse_qsl(urlsplit(canonical_url(url)).query, keep_blank_values=True)}
    parts = urlsplit(url)
    kept = [pair for pair in parts.query.split("&") if unquote_plus(pair.partition("=")[0]) in names]
    return urlunsplit(parts._replace(query="&".join(kept)))


def joined(base: str, address: str) -> str:
    """An address as seen from ``base``; one that cannot be joined is returned as it is, and refused later."""
    try:
        return urljoin(base, address.strip())
    except ValueError:  # such as http://[
        return address


def host_of(url: str) -> str:
    """Host and port of a URL: what pacing and connections go by."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()

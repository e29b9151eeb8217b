"""The one address of a page, whatever road led to it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that say who sent the reader, never which page it is.
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_cid|mc_eid|_hs(?:enc|mi)|hsctatracking"
    r"|mkt_tok|vero_id|oly_(?:anon|enc)_id|rb_clickid|s_cid|wickedid|cmpid|cmp|ncid|ocid|cid|icid|smid|smtyp|sr_share|ref_?src|ref_?url|ref"
    r"|referrer|source|src|share|shared|spm|at_(?:medium|campaign|custom\d|link\w*)|xtor|ito|taid|guccounter|guce_\w+|feature"
    r"|__twitter_impression|amp|outputtype|wt_mc|wtmc|sc_(?:campaign|channel|content|medium|country|geo|outcome|publisher)"
    r"|pk_(?:campaign|kwd|source|medium)|mtm_\w+|_ga|_gl|trk|trkinfo|linkid|campaign_id|campaign|srnd|sref)$",
    re.I,
)
_AMP_HOST = re.compile(r"^amp\.|(?<=\.)amp\.")
_AMP_PATH = re.compile(r"/amp/?$|^/amp(?=/)|\.amp(?=\.html?$)|\.amp$", re.I)
_DEFAULT_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.I)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_SAFE_PATH = "/:@!$&'()*+,;=~-._%"
# Two-part endings under which names are sold: the site is the part before them.
_SECOND_LEVEL = frozenset(
    ["co", "com", "org", "net", "gov", "gob", "ac", "edu", "go", "or", "ne", "gouv", "gv", "govt", "mil", "nom", "in"]
)


def site_of(url: str | None) -> str | None:
    """The site an address belongs to: its host without ``www.``; None if it has none."""
    host = _split(url).hostname if url else None
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", host.lower()) if host else None


def canonical_url(url: str, declared: str | None = None) -> str:
    """The normal form of an address; of ``declared`` (rel=canonical) if that is a page of the same site.

    Lower-case host without default port, no fragment, no tracking
    parameters (the others sorted), no AMP form, no default page name.
    Scheme and trailing slash stay, so that the address still leads to the page;
    ``page_key`` is blind to them.
    An address that is not http(s) is returned stripped, else unchanged.
    """
    url = url.strip()
    parts = _split(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return url
    if declared and (better := _declared(parts, url, declared.strip())):
        parts = better
    return _normal(parts)


def page_key(url: str) -> str:
    """What all addresses of one page share: the canonical form without scheme and trailing slash."""
    scheme, separator, rest = canonical_url(url).partition("://")
    return rest.rstrip("/") if separator and scheme in ("http", "https") else url


# One page asks several times for the same.
@lru_cache(maxsize=16)
def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port, parts.hostname  # both raise on what no browser would open
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def _declared(parts: SplitResult, url: str, declared: str) -> SplitResult | None:
    """The declared address, unless it leads to another site or to the front page from a page within."""
    try:
        there = _split(declared if declared.startswith(("http://", "https://")) else urljoin(url, declared))
    except ValueError:
        return None
    if there.scheme.lower() not in ("http", "https") or domain_of(there) != domain_of(parts):
        return None
    if there.path in ("", "/") and not there.query and (parts.path not in ("", "/") or parts.query):
        return None
    return there


def domain_of(parts: SplitResult) -> str:
    """The registered name, near enough to tell sites apart: two labels, three under a second-level ending."""
    labels = (parts.hostname or "").lower().split(".")
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-size:])


def _normal(parts: SplitResult) -> str:
    host = _AMP_HOST.sub("", (parts.hostname or "").lower().rstrip("."))
    port = parts.port
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    path = _DEFAULT_PAGE.sub("/", _AMP_PATH.sub("", parts.path))
    path = _ESCAPE.sub(lambda match: match[0].upper(), quote(path, safe=_SAFE_PATH, errors="replace"))
    path = re.sub(r"/{2,}", "/", path) or "/"
    pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
    query = urlencode(sorted(pair for pair in pairs if not _TRACKING.match(pair[0])), errors="replace")
    return urlunsplit((parts.scheme.lower(), netloc, path, query, ""))

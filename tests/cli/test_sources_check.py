"""`sources check` over real HTTP, as someone who writes sources.toml types it."""

import json

from tests.conftest import pactwatch
from tests.fetch.site_server import Site

PAGE = b"""<!doctype html><html><head><title>Two ministries sign a memorandum on chips</title></head><body><article>
<h1>Two ministries sign a memorandum on chips</h1>
<p>The ministries of both countries signed a memorandum on semiconductors on Friday, after a year of talks.</p>
<p>It runs for five years and lets their laboratories lend each other machines and people.</p></article></body></html>
"""
FEED = b"""<rss version="2.0"><channel><item><link>{site}/page</link><pubDate>Fri, 31 May 2024 09:00:00 GMT</pubDate>
</item></channel></rss>"""


ENTRY = """[[source]]
id = "{}"
name = "The {}"
type = "feed"
url = "{}"
allow_private_hosts = true
pace = 0
enabled = false
"""


def sources(folder, site):
    path = folder / "sources.toml"
    path.write_text(
        ENTRY.format("here", "feed", site.url("/feed")) + ENTRY.format("moved", "old feed", site.url("/old-feed"))
    )
    return path


def test_a_source_is_tried_before_it_is_enabled_and_says_what_it_gives(tmp_path):
    with Site({"/page": PAGE}) as site:
        site.pages["/feed"] = FEED.replace(b"{site}", site.url("").encode())
        path = sources(tmp_path, site)
        done = pactwatch("sources", "check", "--sources", path, "--source", "here", "--json")
        assert done.code == 0, done.err
        [told] = json.loads(done.out)
        assert (told["links"], told["dated"], told["sample_outcome"]) == (1, 1, "ok")
        assert "memorandum on semiconductors" in told["sample_beginning"]
        missing = pactwatch("sources", "check", "--sources", path, "--source", "moved")
    assert "PACTWATCH_CONTACT is not set" in done.err
    assert missing.code == 4
    assert "moved (The old feed)  needs a look" in missing.out
    assert "present address" in " ".join(missing.out.split())

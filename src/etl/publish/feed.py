"""An Atom feed of new and changed agreements (RFC 4287)."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from etl.publish.changes import Change, LoggedChange
from etl.publish.versions import Publication

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 100
# Everything XML 1.0 cannot hold, not even escaped.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_feed(publication: Publication, log: list[LoggedChange]) -> None:
    """Write ``feed.xml``: one entry for each of the newest changes of the log."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", "urn:pactwatch:agreements")
    _add(feed, "title", "Pactwatch: new and changed technology agreements")
    _add(feed, "updated", (log[0].changed_at if log else publication.published_at).isoformat())
    _add(_add(feed, "author"), "name", "Pactwatch")
    for entry in log[:ENTRIES]:
        _add_entry(feed, entry)
    ElementTree.indent(feed)
    tree = ElementTree.ElementTree(feed)
    tree.write(publication.folder / "feed.xml", encoding="utf-8", xml_declaration=True)


def _add_entry(feed: ElementTree.Element, logged: LoggedChange) -> None:
    change = logged.change
    entry = _add(feed, "entry")
    _add(entry, "id", f"urn:pactwatch:agreement:{change.agreement_id}:{logged.publication_id}")
    _add(entry, "title", f"{change.title} ({describe(change)})")
    _add(entry, "updated", logged.changed_at.isoformat())
    # Links come from strangers' pages: nothing but the web is linked to.
    if (change.evidence_url or "").startswith(("https://", "http://")):
        _add(entry, "link").set("href", NOT_XML.sub("", change.evidence_url or ""))
    _add(entry, "summary", change.evidence or "")


def describe(change: Change) -> str:
    """A change in a few words: "new: signed", "announced → signed", "merged into …"."""
    if change.kind == "merged":
        return f"merged into {change.merged_into}"
    if change.kind == "gone":
        return "no longer published"
    if change.kind == "new":
        return f"new: {words(change.status)}"
    for field in change.fields:
        if field.field == "status":
            return f"{words(field.before)} → {words(field.after)}"
    return "changed: " + ", ".join(words(field.field) for field in change.fields)


def words(name: str | None) -> str:
    """An id as people write it: ``in_force`` → ``in force``."""
    return (name or "unknown").replace("_", " ")


def _add(parent: ElementTree.Element, tag: str, text: str | None = None) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{tag}")
    if text is not None:
        child.text = NOT_XML.sub("", text)
    return child

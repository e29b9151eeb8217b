"""Every way one attempt at one URL can end, with what it means and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """``again`` says that a second try within the same run can help."""

    meaning: str
    advice: str
    again: bool = False


OUTCOMES: dict[str, Outcome] = {
    "ok": Outcome("the page was received", "Nothing to do."),
    "unchanged": Outcome("the page is the one received before", "Nothing to do."),
    "not_found": Outcome("the server has no such page (404)", "Nothing to do; asked again later, ever more rarely."),
    "gone": Outcome("the server says the page is gone for good (410)", "Nothing to do; it is not asked for again."),
    "forbidden": Outcome(
        "the server refuses to give the page (401, 402, 403, 407, 451)",
        "Open the page in a browser; if it needs an account or bars robots, exclude it in sources.toml.",
    ),
    "robots": Outcome(
        "robots.txt asks robots to stay away, or could not be read",
        "Exclude these URLs in sources.toml, or ask the publisher for leave.",
    ),
    "rate_limited": Outcome("the server asks for fewer requests (429)", "Raise `pace` of this source.", again=True),
    "client_error": Outcome("the server rejects the request (other 4xx)", "Open the page in a browser and compare."),
    "server_error": Outcome("the server failed (5xx)", "Wait; it is asked again in a later run.", again=True),
    "bad_status": Outcome(
        "the server answered with a status that gives no page", "Open the page in a browser and compare."
    ),
    "timeout": Outcome("the server took too long", "Wait; raise the timeouts if it happens often.", again=True),
    "too_large": Outcome("the page or its headers exceed the size limit", "Exclude it, or raise `max_bytes`."),
    "not_html": Outcome("the content is neither HTML nor text", "Exclude such URLs in sources.toml."),
    "empty": Outcome("the server sent a page without content", "Open the page in a browser and compare."),
    "bad_redirect": Outcome(
        "the redirects lead in a circle, on too long, or nowhere", "Open the page in a browser and correct its URL."
    ),
    "bad_url": Outcome("the address is not a usable http or https URL", "Correct it in the source."),
    "blocked_address": Outcome(
        "the host lies on a private or reserved network",
        "If that is meant, set `allow_private_hosts = true` for this source.",
    ),
    "dns": Outcome("the host name is not known", "Check the spelling of the host.", again=True),
    "tls": Outcome("no secure connection could be made", "Check the host's certificate; it is not asked without one."),
    "connection": Outcome("the connection failed or broke off", "Wait; it is asked again in a later run.", again=True),
    "protocol": Outcome("the answer is not valid HTTP", "Open the page in a browser and compare."),
    "parse_error": Outcome("the content cannot be decoded", "Open the page in a browser and compare."),
    "host_down": Outcome(
        "not asked, because the host failed too often in this run", "Wait; it is asked again in a later run."
    ),
    "missing_file": Outcome("the saved page cannot be read", "Check the path and its permissions."),
}


def sentence(outcome: str, detail: str | None = None, advice: str | None = None) -> str | None:
    """What happened and what to do, in one line; None where nothing is wrong.

    ``detail`` stands for the statuses that the meaning lists, ``advice`` for the usual one.
    """
    if outcome in ("ok", "unchanged"):
        return None
    told = OUTCOMES[outcome]
    happened = f"{told.meaning.partition(' (')[0]} ({detail})" if detail else told.meaning
    return f"{happened[0].upper()}{happened[1:]}. {advice or told.advice}"

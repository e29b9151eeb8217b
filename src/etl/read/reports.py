"""One report for all sentences of an article that speak of one agreement.

Steps, in reading order: a sentence joins the draft that the judge believes it speaks of
(``etl.read.linking``), telling of the agreement or only pointing back to it; a telling
sentence that belongs to none opens a draft; the headline comes last. Then each draft's
parties are settled (``etl.read.members``), and the drafts remain that the judge believes
to be agreements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from etl.read.background import introduces, is_background
from etl.read.candidates import TELLING_AT_LEAST, Candidate
from etl.read.coreference import resolved
from etl.read.draft import Draft
from etl.read.judge import probability
from etl.read.linking import agreement_statements, beliefs_in_same
from etl.read.members import settle_parties
from etl.read.names import Name

OPENS_AT_LEAST = 0.5  # belief from which a sentence that belongs to no draft opens one
SAME_AT_LEAST = 0.45  # belief from which a sentence speaks of a draft's agreement
MOST_DRAFTS = 16  # the agreements last spoken of that a sentence may speak of, so that time stays linear in length
REPORTED_AT_LEAST = 0.55  # belief from which a draft is reported


def draft_reports(candidates: Sequence[Candidate], published: date | None) -> tuple[list[Draft], list[Draft]]:
    """The reports of one article from its weighed sentences (the title among them, with number None).

    Beside them the drafts that are not believed to be any: what else the article speaks of.
    """
    drafts: list[Draft] = []
    for candidate, resolve in in_reading_order(candidates, drafts, published):
        place(candidate, resolve, drafts)
    settle_parties(drafts)
    believed = [(is_reportable(draft, drafts), draft) for draft in drafts]
    return [draft for holds, draft in believed if holds], [draft for holds, draft in believed if not holds]


def in_reading_order(
    candidates: Sequence[Candidate], drafts: list[Draft], published: date | None
) -> Iterator[tuple[Candidate, Callable[[], Candidate]]]:
    """Each sentence, and how to get it with the parties it points back to, given the ``drafts`` so far; titles last."""
    body = [candidate for candidate in candidates if candidate.view.number is not None]
    noted = [
        replace(candidate, is_background=True) if is_background(candidate, published) else candidate
        for candidate in body
    ]
    for number, candidate in enumerate(noted):
        yield candidate, partial(resolved, candidate, body[:number], _main_parties(drafts))
    for title in candidates:
        if title.view.number is None:
            yield title, partial(_as_it_stands, title)


def _as_it_stands(title: Candidate) -> Candidate:
    return title


def place(candidate: Candidate, resolve: Callable[[], Candidate], drafts: list[Draft]) -> None:
    """Let a sentence join the draft that it speaks of, or open one; ``resolve`` gives the parties it points back to."""
    near = sorted(drafts, key=lambda draft: draft.last_number)[-MOST_DRAFTS:]
    same = zip(beliefs_in_same(candidate, near), near, strict=True)
    belief, best = max(same, key=lambda pair: pair[0], default=(0.0, None))
    if best is not None and belief >= SAME_AT_LEAST:
        whole = resolve()
        if whole.belief >= TELLING_AT_LEAST:
            best.add(whole, f"speaks of it ({belief:.2f})")
        else:
            best.point(candidate)
    elif _may_open(candidate):
        whole = resolve()
        if whole.belief >= OPENS_AT_LEAST and whole.parties:
            draft = Draft()
            draft.add(whole, f"reports an agreement ({whole.belief:.2f})")
            drafts.append(draft)


def is_reportable(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether the judge believes that the draft is an agreement, and one about technology."""
    near = any(candidate.context.themes_near or candidate.view.has("tech", "science") for candidate in draft.sentences)
    if not draft.parties or (not draft.themes and not near):
        return False
    return probability("agreement", agreement_statements(draft, drafts)) >= REPORTED_AT_LEAST


def _may_open(candidate: Candidate) -> bool:
    """A sentence that tells nothing by itself tells of parties named before it only by "the two" or "an MoU on ..."."""
    if candidate.belief >= OPENS_AT_LEAST:
        return True
    return candidate.view.has("sides") or (introduces(candidate) and not candidate.parties)


def _main_parties(drafts: list[Draft]) -> tuple[Name, ...]:
    """The parties of the report that is being spoken of."""
    if not drafts:
        return ()
    last = max(drafts, key=lambda draft: draft.last_number)
    return tuple(name for name, _, _ in last.parties.values())

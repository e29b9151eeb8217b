"""Which status an agreement has in an article, judged over all the sentences that tell of it.

A sure word ("signed") says most, but "agreed in 2019, signed on Monday" has two, and "put pen
to paper" none that is listed. What the judge weighs here are plain statements about one
status and one draft; the status believed most is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.read.candidates import Candidate
from etl.read.draft import Draft
from etl.read.judge import probabilities, wording_probability
from etl.read.stages import Stage, stages
from etl.read.wording import phrases

STATUSES = ("anticipated", "negotiating", "announced", "agreed", "signed", "in_force", "suspended", "ended")
_MAY_BE_SIGNED = frozenset({"agreed", "announced"})
_TELLING = 3  # sentences whose wording is looked at


def status_of(draft: Draft) -> tuple[str, str]:
    """The status that the draft's sentences report, and the words that say so."""
    stated = dict(status_statements(draft))
    beliefs = probabilities("status", list(stated.values()))
    _, status = max(zip(beliefs, stated, strict=True))
    said = [stage for candidate in news_of(draft.sentences) for stage in candidate.view.once(stages)]
    words = next((stage.words for stage in said if stage.status == status), "the wording as a whole")
    return status, words


def news_of(sentences: Sequence[Candidate]) -> Sequence[Candidate]:
    """The sentences that tell news; all where all recall something older."""
    return [candidate for candidate in sentences if not candidate.is_background] or sentences


def wording_of(sentences: Sequence[Candidate]) -> set[str]:
    """The phrases of the first sentences that tell the news, and the stages that their words say."""
    found: set[str] = set()
    for candidate in news_of(sentences)[:_TELLING]:
        found |= phrases(candidate.view.text, candidate.names)
        found.update(f"({stage.status})" for stage in candidate.view.once(stages))
    return found


def status_statements(draft: Draft) -> Iterator[tuple[str, dict[str, float]]]:
    """Each status with what speaks for and against it."""
    news = news_of(draft.sentences)
    mains = [candidate.stage for candidate in news if candidate.stage is not None]
    all_said = [(place, stage) for place, candidate in enumerate(news) for stage in candidate.view.once(stages)]
    words = wording_of(draft.sentences)
    wording = {status: wording_probability(f"status {status}", words) for status in STATUSES}
    first = _first_sure(mains)
    shared = {
        "telling sentences": float(min(len(news), 5)),
        "background": float(draft.is_background),
        f"the first sure word says {first}": 1.0,
        **{f"a word says {stage.status}": 1.0 for _, stage in all_said},
        **{f"paper {paper}": 1.0 for paper in draft.papers},
    }
    for status in STATUSES:
        mine = [(place, stage) for place, stage in all_said if stage.status == status]
        others = [stage for _, stage in all_said if stage.status != status]
        yield (
            status,
            {
                **shared,
                f"status {status}": 1.0,
                "wording": wording[status],
                "share of wording": wording[status] / sum(wording.values()),
                "wording says it most": float(wording[status] == max(wording.values())),
                "first sure word": float(first == status),
                "sure words": float(min(sum(stage.strength == 2 for _, stage in mine), 4)),
                "weak words": float(min(sum(stage.strength == 1 for _, stage in mine), 4)),
                "sure words for others": float(min(sum(stage.strength == 2 for stage in others), 6)),
                "place of its first word": float(min([place for place, _ in mine], default=9)),
                "said by the first sentence": float(_says(news[0], status)),
                "said by the best sentence": float(_says(draft.best, status)),
                "sentences that say it": float(min(sum(stage.status == status for stage in mains), 4)),
                "share of sentences that say it": sum(stage.status == status for stage in mains) / max(1, len(mains)),
                "in the headline": float(any(_says(c, status) for c in news if c.view.number is None)),
                "said where it is pointed back to": float(min(sum(_says(c, status) for c in draft.pointing), 3)),
            },
        )


def _says(candidate: Candidate, status: str) -> bool:
    return candidate.stage is not None and candidate.stage.status == status


def _first_sure(mains: Sequence[Stage]) -> str:
    """The status of the first sure word; a later "signed" makes firm what was only agreed or announced."""
    sure = [stage.status for stage in mains if stage.strength == 2]
    if not sure:
        return "nothing"
    return "signed" if sure[0] in _MAY_BE_SIGNED and "signed" in sure else sure[0]

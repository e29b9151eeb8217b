"""Which themes an agreement is about, judged over all the sentences that speak of it.

A theme may be named in a sentence that tells of the agreement and still be only where the
partner comes from, or stand in none of them and be plain from the headline. What the judge
weighs here are plain statements about one theme and one draft.
"""

from __future__ import annotations

from collections.abc import Iterator

from etl.read.background import tells_content
from etl.read.draft import Draft
from etl.read.judge import probabilities
from etl.read.span import Span

ABOUT_AT_LEAST = 0.35
LISTED_AT_LEAST = 0.1  # a theme that stands in a list of what the agreement covers
_A_LIST = 3  # themes in one sentence


def themes_of(draft: Draft) -> dict[str, int]:
    """The themes that the draft is believed to be about, each with the number of a sentence that names it.

    Where none is believed it is the likeliest one, if any is named at all.
    """
    stated = list(theme_statements(draft))
    beliefs = probabilities("theme", [statements for _, _, statements in stated])
    weighed = {theme: (belief, number) for (theme, number, _), belief in zip(stated, beliefs, strict=True)}
    listed = _listed(draft)
    chosen = {
        theme: number
        for theme, (belief, number) in weighed.items()
        if belief >= (LISTED_AT_LEAST if theme in listed else ABOUT_AT_LEAST)
    }
    if chosen or not weighed:
        return chosen
    likeliest = max(weighed, key=lambda theme: weighed[theme][0])
    return {likeliest: weighed[likeliest][1]}


def _listed(draft: Draft) -> set[str]:
    """The themes of sentences that list what the agreement covers."""
    content = [candidate for candidate in draft.sentences + draft.pointing if tells_content(candidate)]
    return {theme for candidate in content if len(candidate.view.themes) >= _A_LIST for theme in candidate.view.themes}


def theme_statements(draft: Draft) -> Iterator[tuple[str, int, dict[str, float]]]:
    """Each theme near the draft, the first sentence that names it, and what speaks for its being one of its themes."""
    telling = draft.sentences
    content = {id(candidate) for candidate in draft.pointing if tells_content(candidate)}
    first: dict[str, int] = {}
    for candidate in [*telling, *draft.pointing]:
        for theme in candidate.view.themes:
            first.setdefault(theme, candidate.view.number or 0)
    for candidate in telling[:1]:
        for theme in candidate.context.themes_near:
            first.setdefault(theme, candidate.view.number or 0)
    told = {theme for candidate in telling for theme in candidate.view.themes}
    best = draft.best.view
    near = telling[0].context.themes_near
    for theme, number in first.items():
        mine = [candidate for candidate in telling if theme in candidate.view.themes]
        pointing = [candidate for candidate in draft.pointing if theme in candidate.view.themes]
        yield (
            theme,
            number,
            {
                f"theme {theme}": 1.0,
                "telling sentences": float(min(len(mine), 4)),
                "share of telling sentences": len(mine) / len(telling),
                "sentences that point back": float(min(len(pointing), 4)),
                "share of those that point back": len(pointing) / max(1, len(draft.pointing)),
                "in one that says its content": float(any(id(candidate) in content for candidate in pointing)),
                "in the best sentence": float(theme in best.themes),
                "in the first sentence": float(theme in telling[0].view.themes),
                "in the headline": float(any(candidate.view.number is None for candidate in mine)),
                "near": float(theme in near),
                "nearest": float(near.index(theme) if theme in near else 9.0),
                "themes told": float(min(len(told), 6)),
                "no other told": float(not told - {theme}),
                "themes in the best sentence": float(min(len(best.themes), 5)),
                "place in the best sentence": float(best.themes.index(theme) if theme in best.themes else 9.0),
                "terms": float(min(sum(_terms(candidate.view.spans, theme) for candidate in mine + pointing), 6)),
                "telling": float(min(len(telling), 4)),
                "pointing": float(min(len(draft.pointing), 6)),
                "share of sentences with a theme": telling[0].context.theme_share,
            },
        )


def _terms(spans: tuple[Span, ...], theme: str) -> int:
    return sum(span.kind == "theme" and span.entity_id == theme for span in spans)

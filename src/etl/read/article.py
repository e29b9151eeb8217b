"""An article goes in, its facts come out.

Steps: cut into sentences, find the names and themes, weigh each sentence, draw the
sentences of one agreement together, then say of each agreement what the article says.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from etl.extract.article import Article
from etl.read.aliases import unified
from etl.read.candidates import Candidate, Context, contexts, is_worth_weighing, weigh
from etl.read.capitals import Capitals
from etl.read.draft import Draft
from etl.read.events import event_date
from etl.read.facts import AgreementReport, Facts, Mention, Party, ReportTheme, Sentence
from etl.read.funding import commitments_of, without_money
from etl.read.kinds import kind_of
from etl.read.names import STATES, people_in
from etl.read.reports import draft_reports
from etl.read.sentences import split_sentences
from etl.read.spans import Span, find_spans
from etl.read.statuses import news_of, status_of
from etl.read.tenure import office_window
from etl.read.titles import proper_name
from etl.read.topics import themes_of
from etl.read.view import View, clauses, make_view
from etl.vocabulary import load_vocabulary

LEDE = 3  # sentences of the lede, where an article says when its news happened
_MOST_WEIGHED = 400  # clauses, as of an article of some ten thousand words: they are compared with one another


def read_article(article: Article, published_at: datetime | None) -> Facts:
    """All that one article says, from its kept blocks and its title (``etl.read.read`` says the rest)."""
    views = views_of(article)
    sentences = tuple(
        Sentence(view.block or 0, view.start, view.start + len(view.text), view.text)
        for view in views
        if view.number is not None
    )
    mentions = tuple(dict.fromkeys(_mention(view, span) for view in views for span in view.spans))
    when = published_at or article.published_at
    day = when.date() if when else None
    lede = [view for view in views if view.number is not None][:LEDE]
    if not any(map(is_worth_weighing, views)):  # most of the news has not a word of agreement
        return Facts(sentences, mentions, (), ())
    people = people_in("\n".join(view.text for view in views))
    drafts, asides = draft_reports(weighed(views, people), day)
    commitments = commitments_of(drafts, asides, views, people)
    paying = {commitment.agreement for commitment in commitments if commitment.payer is not None}
    without = without_money(drafts, views, commitments)
    agreements = tuple(
        replace(_report(draft, views, lede, day, index in paying), states_no_money=index in without)
        for index, draft in enumerate(drafts)
    )
    return Facts(sentences, mentions, agreements, commitments)


def views_of(article: Article) -> list[View]:
    """The title, if there is one, then every sentence of every kept block."""
    vocabulary = load_vocabulary()
    views: list[View] = []
    if article.title:
        views.append(make_view(None, None, article.title, find_spans(article.title, vocabulary)))
    number = 0
    for block_no, block in enumerate(article.blocks):
        if not block.kept:
            continue
        for start, end in split_sentences(block.text):
            text = block.text[start:end]
            views.append(make_view(number, block_no, text, find_spans(text, vocabulary), start))
            number += 1
    return views


def weighed(views: list[View], people: Capitals) -> list[Candidate]:
    """The sentences with words of agreement, clause by clause, and those that "the two sides" point back to."""
    chosen: list[tuple[View, Context]] = []
    for place, (view, context) in enumerate(zip(views, contexts(views, people), strict=True)):
        reach = LEDE if (view.number or 0) < LEDE else 2
        pointed_at = any(later.has("sides") for later in views[place + 1 : place + 1 + reach])
        if is_worth_weighing(view) or pointed_at or not view.number:  # the title and the first sentence always
            chosen += [(clause, context) for clause in clauses(view)]
        if len(chosen) >= _MOST_WEIGHED:
            break
    return unified(weigh(chosen))


def _mention(view: View, span: Span) -> Mention:
    kind = "party" if span.kind in {"country", "organisation"} else span.kind
    return Mention(view.number, span.start, span.end, span.text, kind, span.entity_id)


def _report(draft: Draft, article: list[View], lede: list[View], published: date | None, pays: bool) -> AgreementReport:
    main = _most_telling(draft)
    views = [candidate.view for candidate in draft.sentences]
    kind, word = kind_of(draft, pays)
    window = office_window([*lede, *views], load_vocabulary()) if published is None else (None, None)
    status, said = status_of(draft)
    event, words = event_date(draft, article, status, published, window)
    parties = _parties(draft)
    return AgreementReport(
        name=proper_name(views),
        kind=kind,
        level=_level(parties),
        status=status,
        event_on=event.day,
        event_on_precision=event.precision,
        event_earliest=event.earliest or (window[0] if event.day is None else None),
        event_latest=event.latest or (window[1] if event.day is None else None),
        parties=parties,
        themes=tuple(ReportTheme(theme, number) for theme, number in themes_of(draft).items()),
        states_no_money=False,
        is_binding=_is_binding(draft),
        confidence=round(max(candidate.belief for candidate in draft.sentences), 3),
        sentence=_sentence_of(main, article),
        sentences=tuple(sorted({view.number for view in views if view.number is not None})) or (0,),
        trace=(
            *draft.trace,
            f"kind {kind}: {word}",
            f"date: {words}",
            f"status {status}: {said}",
        ),
    )


def _most_telling(draft: Draft) -> Candidate:
    """The sentence of the body that tells the news and is believed most; the headline where it stands alone."""
    news = news_of(draft.sentences)
    body = [candidate for candidate in news if candidate.view.number is not None]
    return max(body or news, key=lambda candidate: candidate.belief)


def _sentence_of(main: Candidate, article: list[View]) -> int:
    """The number of the sentence; for a headline that of the body's sentence that names most of its parties."""
    if main.view.number is not None:
        return main.view.number
    names = {main.view.text[name.start : name.end] for name in main.parties}
    body = [view for view in article if view.number is not None]
    best = max(body, key=lambda view: sum(name in view.text for name in names), default=None)
    return best.number or 0 if best else 0


def _parties(draft: Draft) -> tuple[Party, ...]:
    return tuple(
        Party(name.party_id, name.name, name.party_type, "signatory", candidate.view.number or 0, name.iso3)
        for name, _, candidate in draft.parties.values()
    )


def _level(parties: tuple[Party, ...]) -> str:
    states = [party.party_type in STATES for party in parties]
    if states and all(states):
        return "state"
    return "mixed" if any(states) else "organisation"


def _is_binding(draft: Draft) -> bool | None:
    for candidate in draft.sentences + draft.pointing:
        for cue in candidate.view.of_type("binding"):
            return cue.value == "yes"
    return None

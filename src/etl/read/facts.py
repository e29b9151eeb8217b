"""What reading hands to loading: the facts of one article, each with its sentence."""

from __future__ import annotations

from datetime import date

from etl.read.record import record


@record
class Sentence:
    """One sentence of a kept block. ``start`` and ``end`` are offsets in that block's text.

    ``block`` is the index into ``article.blocks``.
    """

    block: int
    start: int
    end: int
    text: str


@record
class Mention:
    """One vocabulary term found in one sentence, or in the title (``sentence`` None).

    ``start`` and ``end`` are offsets in the sentence's (or title's) text, ``term`` is
    the text between them. ``kind`` is theme, party, person or bloc; ``entity_id`` the
    theme_id, party_id, ... it stands for.
    """

    sentence: int | None
    start: int
    end: int
    term: str
    kind: str
    entity_id: str


@record
class Party:
    """One side that concludes an agreement.

    ``party_id`` is ISO 3166-1 alpha-3, EUU, or a slug of the usual English name.
    ``party_type`` is country, bloc, government_body, university, institute, company,
    organisation or unresolved. ``iso3`` is the home country where known.
    """

    party_id: str
    name: str
    party_type: str
    role: str
    sentence: int
    iso3: str | None = None


@record
class ReportTheme:
    """A theme of one agreement with the sentence that names it."""

    theme_id: str
    sentence: int


@record
class AgreementReport:
    """What this article says of one agreement.

    ``event_on`` is the first day of the period in which the event that ``status``
    describes happened (or is planned); ``event_on_precision`` is day, month,
    quarter, year, or None with it. ``event_earliest`` and ``event_latest`` bound the event where
    only a window is known (who held office), else None. ``sentence`` is the index
    of the sentence that says it best; ``sentences`` are all that speak of it.
    ``parent`` is the index of the umbrella report in the same article. ``trace``
    lists, in order, the steps by which the report came about, for people.
    """

    name: str | None
    kind: str
    level: str
    status: str
    event_on: date | None
    event_on_precision: str | None
    event_earliest: date | None
    event_latest: date | None
    parties: tuple[Party, ...]
    themes: tuple[ReportTheme, ...]
    states_no_money: bool
    is_binding: bool | None
    confidence: float
    sentence: int
    sentences: tuple[int, ...]
    parent: int | None = None
    trace: tuple[str, ...] = ()


@record
class Commitment:
    """One promise of money within an agreement; ``agreement`` indexes ``facts.agreements``.

    ``amount`` is in whole units of ``currency`` (ISO 4217); for a range it is the
    upper end and ``amount_min`` the lower. ``bound`` is up_to, at_least or None.
    ``years`` is the span of the whole sum. ``is_per_year`` says that ``amount`` is
    annual. ``part_of`` is the index in ``facts.commitments`` of the total it belongs to.
    """

    agreement: int
    amount: float
    amount_min: float | None
    currency: str
    payer: Party | None
    payee: Party | None
    purpose: str | None
    years: float | None
    is_total: bool
    part_of: int | None
    sentence: int
    bound: str | None = None
    is_per_year: bool = False


@record
class Facts:
    """All that one article says. Indices refer to the tuples of this object."""

    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    agreements: tuple[AgreementReport, ...]
    commitments: tuple[Commitment, ...]

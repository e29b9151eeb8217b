"""Dates as pages write them: machine forms first, then the printed forms of a dozen languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS_BY_NUMBER = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari styczeń stycznia leden"
    " ledna január января январь ocak tammikuu tammikuuta siječnja ianuarie ιανουαρίου januarja sausio"
    " jaanuar gener януари јануар січня يناير ינואר",
    "february feb februar feber février fevr févr fév febrero febbraio febb fevereiro fev februari luty"
    " lutego únor února február февраля февраль şubat helmikuu helmikuuta veljače februarie φεβρουαρίου"
    " febrer februarja vasario veebruar февруари фебруар лютого فبراير פברואר",
    "march mar märz mär mrz mars marzo março maart mrt marzec marca březen března marec március марта март"
    " mart maaliskuu maaliskuuta ožujka martie μαρτίου març marts kovo märts марти березня مارس מרץ",
    "april apr avril avr abril abr aprile kwiecień kwietnia duben dubna apríl április апреля апрель nisan"
    " huhtikuu huhtikuuta travnja aprilie απριλίου aprila balandžio aprill април квітня أبريل ابريل אפריל",
    "may mai mayo maggio mag maio mei maj maja květen května máj május мая май mayıs toukokuu toukokuuta"
    " svibnja μαΐου maig gegužės мај травня مايو מאי",
    "june jun juni juin junio giugno giu junho czerwiec czerwca červen června jún június июня июнь haziran"
    " kesäkuu kesäkuuta lipnja iunie ιουνίου juny junija birželio juuni юни јун червня يونيو יוני",
    "july jul juli juillet juil julio luglio lug julho lipiec lipca červenec července júl július июля июль"
    " temmuz heinäkuu heinäkuuta srpnja iulie ιουλίου juliol julija liepos juuli юли јул липня يوليو יולי",
    "august aug août aout agosto ago augustus augusti sierpień sierpnia srpen srpna augusztus августа август"
    " ağustos elokuu elokuuta kolovoza αυγούστου agost avgust avgusta agustus rugpjūčio серпня أغسطس اغسطس"
    " אוגוסט",
    "september sep sept septembre septiembre settembre set sett setembro wrzesień września září septembrie"
    " szeptember сентября сентябрь eylül syyskuu syyskuuta rujna σεπτεμβρίου setembre septembra rugsėjo"
    " септември септембар вересня سبتمبر ספטמבר",
    "october oct oktober okt octobre octubre ottobre ott outubro out październik października říjen října"
    " október октября октябрь ekim lokakuu lokakuuta listopada octombrie οκτωβρίου oktobra spalio oktoober"
    " октомври октобар жовтня أكتوبر اكتوبر אוקטובר",
    "november nov novembre noviembre novembro listopad listopadu noiembrie ноября ноябрь kasım marraskuu"
    " marraskuuta studenoga νοεμβρίου novembra lapkričio ноември новембар листопада نوفمبر נובמבר",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudzień grudnia prosinec"
    " prosince decembrie декабря декабрь aralık joulukuu joulukuuta prosinca δεκεμβρίου desembre desember"
    " decembra gruodžio detsember декември децембар грудня ديسمبر דצמבר",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS_BY_NUMBER, 1) for word in words.split()}

# Any word: whether it names a month is looked up, which is faster than to try hundreds of names at each word.
_NAME = r"(?P<name>[^\W\d_]{3,15})"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_ZONE = r"(?P<zone>Z\b|UTC|GMT|[+-]\d{2}:?\d{2})?"
_CLOCK = (
    r"(?:[T,\s]*(?:at |um |à |a las )?\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    rf"\s*(?P<half>[ap]\.?m\b\.?)?\s*{_ZONE})?"
)
_FORMS = (
    # 2024-05-16, 2024/5/16, 2024.05.16
    re.compile(rf"(?<!\d){_YEAR}[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>0[1-9]|[12]\d|3[01]|[1-9])(?!\d){_CLOCK}"),
    # 20240516, 20240516T083000Z
    re.compile(
        rf"(?<!\d){_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
        rf"(?:T?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})(?P<half>(?!))?{_ZONE})?(?!\d)"
    ),
    # 2024年5月16日, 2024. 5. 16.
    re.compile(rf"{_YEAR}\s?[年년.]\s?(?P<month>\d{{1,2}})\s?[月월.]\s?(?P<day>\d{{1,2}})\s?[日일.]?{_CLOCK}"),
    # 16 May 2024, 16. Mai 2024, 16 de mayo de 2024
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|°)?[\s-]+(?:of |de |d’|d')?{_NAME}\b\.?,?"
        rf"[\s-]+(?:de |del )?{_YEAR}(?!\d){_CLOCK}",
        re.I,
    ),
    # 2024. május 16., 2024 m. gegužės 16 d.
    re.compile(rf"(?<!\d){_YEAR}\.?\s+(?:m\.\s+|gada\s+)?{_NAME}\s+(?P<day>\d{{1,2}})(?!\d){_CLOCK}", re.I),
    # May 16, 2024
    re.compile(rf"\b{_NAME}\b\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d){_CLOCK}", re.I),
)
# 16.05.2024, 16/5/2024, 5/16/2024, 16 | 05 | 2024
_NUMERIC = re.compile(
    rf"(?<![\d/.-])(?P<one>\d{{1,2}})(?P<mark>[./-]|\s?\|)\s?(?P<two>\d{{1,2}})(?P=mark)\s?{_YEAR}(?!\d){_CLOCK}"
)
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
# 16.05.24: as a label only, a version number looks the same
_SHORT = re.compile(r"(?<![\d./-])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d\d)(?![\d.])")
_EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def find_date(text: str, month_first: bool = True) -> datetime | None:
    """The first full date (day, month and year) in a text, None if there is none.

    The offset is the one written, because its day is the publisher's day; UTC where
    none is. A text without a clock gives midnight.
    ``month_first`` decides 03/04/2020, where nothing in it does.
    """
    if not _HAS_YEAR.search(text):
        return None
    found, start = None, len(text)
    for form in _FORMS:
        for match in form.finditer(text):
            if match.start() >= start:
                break
            if date := _from(match):
                found, start = date, match.start()
                break
        if not start:
            return found
    number = _NUMERIC.search(text)
    if number and number.start() < start and (date := _from_numeric(number, month_first)):
        return date
    return found


def short_date(label: str) -> datetime | None:
    """The date with a year of two digits in a label, day first and with dots; None without one."""
    match = _SHORT.search(label)
    if not match:
        return None
    parts = dict.fromkeys(("hour", "minute", "second", "half", "zone"))
    return _build(2000 + int(match["year"]), int(match["month"]), int(match["day"]), parts)


def parse_date(value: str, month_first: bool = True) -> datetime | None:
    """A declared value: what ``find_date`` reads, or seconds or milliseconds since 1970."""
    value = value.strip()[:80]
    if _EPOCH.match(value):
        return _valid(datetime.fromtimestamp(int(value[:10]), UTC))
    return find_date(value, month_first)


def _from(match: re.Match[str]) -> datetime | None:
    parts = match.groupdict()
    month = MONTHS.get(parts["name"].lower()) if parts.get("name") else int(parts["month"])
    return _build(int(parts["year"]), month, int(parts["day"]), parts) if month else None


def _from_numeric(match: re.Match[str], month_first: bool) -> datetime | None:
    one, two = int(match["one"]), int(match["two"])
    if match["mark"].strip() in ".|" or one > 12 or (not month_first and two <= 12):
        one, two = two, one
    return _build(int(match["year"]), one, two, match.groupdict())


def _build(year: int, month: int, day: int, parts: dict[str, str | None]) -> datetime | None:
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    half = (parts["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        date = datetime(year, month, day, hour, minute, second, tzinfo=_zone(parts["zone"]))
        return _valid(date)
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> timezone:
    if not text or text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def _valid(date: datetime) -> datetime | None:
    return date if date >= EARLIEST else None

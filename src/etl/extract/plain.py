"""Plain text with chrome left in: decisions on the words and on the shape of the page alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.extract import reasons as R

_PROSE_WORDS = 14
_ENDS = tuple(".!?…。\"”»’)'")

# What a line of chrome says, by the reason it stands for. Anchored at the start of the line.
_CHROME = (
    (R.CREDIT, r"\(?\W*(?:photos?|images?|pictures?|credits?|illustration|graphic|video|caption|file photo|source|foto|bild)\s*(?::|by\b|credit|courtesy|/)"),
    (R.RELATED, r"\W*(?:see also|read (?:more|also|next|on)|also read|related|more (?:from|on|in|stories|news|about|like)|most (?:read|popular|viewed|shared)|trending|recommended|you (?:may|might) also|don['’]t miss|editor['’]?s['’]? picks?|top stories|latest (?:news|stories|from)|up next|further reading|in other news|what to read|read|watch|listen|see|previous|next|in case you missed|must.read|popular|keep reading|continue reading|elsewhere|around the web)\b\W*(?=:|$|\S.{0,70}$)"),
    (R.TAGS, r"\W*(?:tags?|topics?|keywords|filed under|categor(?:y|ies)|posted in|tagged|themen|schlagw\w+)\s*:?\s"),
    (R.COMMENTS, r"\W*(?:leave a (?:reply|comment)|you must be logged in|(?:\d+|join the|post a|add a|no|view|show)\s+(?:comments?|conversation|discussion)|comments?\b|your email address|required fields|join the conversation|log in to|have your say|reply\b|write a comment)"),
    (R.SHARE, r"\W*(?:share\b|follow us|tweet|print\b|e-?mail this|copy link|facebook\b|save\b.{0,20}$|find (?:us|him|her|them) on|connect with)"),
    (R.NEWSLETTER, r"\W*(?:subscribe|sign up|sign in|log in|get (?:the|our|your|unlimited|full|access|e-?mails)|register|newsletter|support (?:us|our)|become a|download (?:our|the|this|now)|join (?:our|us|now|thousands|more)|donate|want to|try (?:it|us)|start your|enjoy(?:ed|ing)? (?:this|unlimited)|never miss|stay (?:up|informed|ahead|tuned)|discover|unlock|already a|your (?:inbox|free))\b"),
    (R.LEGAL, r"\W*(?:©|\(c\)|copyright|all rights reserved|disclaimer|terms (?:of|and|&)|privacy|cookies?\b|this (?:note|publication|article|story|content|material|website|site|page|document|report|summary) (?:is|was|has been|may|contains|does|uses|originally|first|appeared)|we use cookies|by (?:continuing|using)|the (?:views|opinions) expressed|views expressed|opinions expressed|reproduction|authorised|not (?:legal|investment)|nothing in this|when you buy|we may earn|corrections?\b|for (?:media|press|more information|further information|enquiries)|media (?:contact|enquir)|press contact|contact\b|notes? to editors|republished|reporting by|editing by|additional reporting|\(?reporting|with (?:files|reporting|inputs?) from)"),
    (R.ADVERT, r"\W*(?:advertise|advertisement|sponsored|promoted|ad\b|deal alert|partner content|paid content|story continues|article continues|scroll|werbung|anzeige)"),
    (R.NAVIGATION, r"\W*(?:back to top|skip to|home\b|menu\b|search\b|rss\b|next page|previous page|about us|jump to|toggle|loading|click here|view all|show more|load more|close\b|\[)"),
)
_CHROME_FORMS = tuple((reason, re.compile(pattern, re.I)) for reason, pattern in _CHROME)
_BYLINE = re.compile(r"^\W*(?:by|von|par|por|di|av|af|door|text(?:e|o)?:|words:|written by|posted by|author:?|reporter:?|story by)\s+[^\W\d_]", re.I)
_ITEM = re.compile(r"^(?:[-•*–—·▪●◦]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+)")
_BIO = re.compile(r"\b(?:is|was|has been) (?:an?|the|our|based)\b.{0,90}\b(?:editor|reporter|writer|journalist|correspondent|columnist|author|contributor|blogger|staff|fellow|founder|covers|covering|freelance)\b|\b(?:covers|writes (?:about|on|for)|reports on|find (?:him|her|them) on|follow (?:him|her|them))\b", re.I)


@dataclass(slots=True)
class Line:
    """One line of the page with what is decided of it."""

    text: str
    words: int
    prose: bool
    item: bool
    reason: str
    kept: bool = False


def read_lines(text: str) -> list[Line]:
    """The lines of the text that are not empty, each with a first judgement by its own words."""
    lines = []
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if line:
            lines.append(_line(line))
    return lines


def _line(text: str) -> Line:
    words = text.count(" ") + 1
    item = _ITEM.match(text) is not None
    ended = text.endswith(_ENDS) or text.endswith(":")
    prose = ended and words >= _PROSE_WORDS
    reason = _chrome_reason(text, words)
    return Line(text, words, prose, item, reason)


def _chrome_reason(text: str, words: int) -> str:
    if words <= 60:
        for reason, form in _CHROME_FORMS:
            if form.match(text):
                return reason
    if words <= 12 and _BYLINE.match(text):
        return R.BYLINE
    if words <= 12 and ("|" in text or " > " in text or " » " in text or " / " in text):
        return R.NAVIGATION
    if _BIO.search(text[:160]):
        return R.AUTHOR
    return ""


def decide(lines: list[Line]) -> None:
    """Mark the lines that make up the body."""
    body = [number for number, line in enumerate(lines) if line.prose and not line.reason]
    if not body:
        body = [number for number, line in enumerate(lines) if line.words >= _PROSE_WORDS and not line.reason]
    if not body:
        return
    first, last = body[0], body[-1]
    for number in range(first, last + 1):
        line = lines[number]
        if not line.reason:
            line.kept = line.prose or line.item or _is_heading(lines, number, last)
            line.reason = (R.LIST if line.item else R.BODY if line.prose else R.HEADING) if line.kept else R.RELATED
    for number, line in enumerate(lines):
        if not line.kept and not line.reason:
            line.reason = R.TITLE if number < first else R.RELATED


def _is_heading(lines: list[Line], number: int, last: int) -> bool:
    following = lines[number + 1] if number < last else None
    return following is not None and not following.reason and (following.prose or following.item)

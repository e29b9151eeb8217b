"""Lines that are chrome by their own words, in plain text.

General causes only: what such a line is for (to share, to subscribe, to credit a
picture, to point elsewhere) and the words that any site uses for it. English
first; the commonest openings of other languages beside it.
"""

from __future__ import annotations

import re

from etl.extract import reasons
from etl.extract.dateforms import find_date

# Tried in this order on lines of at most so many words; anchored at the start of the line.
_OPENINGS: tuple[tuple[str, int, str], ...] = (
    (reasons.CREDIT, 30,
        r"\(?\[?(?:(?:file |stock |representative |press )?(?:photos?|images?|pictures?|credits?|illustration|"
        r"graphic|video|caption|screenshot|foto|bild|imagen)"
     r"(?: credits?| courtesy| source| by)?\s*(?::|/|©|\bby\b|\bvia\b|\bcourtesy\b)|(?:image|photo|"
     r"picture) (?:credit|courtesy|source|provided)|source\s*:|getty images|via getty|courtesy of\b)"),
    (reasons.CREDIT, 8,
        r"[(\[](?:photo|image|picture|[^)\]]{0,30}(?:/|via|getty|reuters|afp|photo|image|archive|handout|"
        r"file))[^)\]]{0,80}[)\]]$|©\s?\w[^.]{0,40}$"),
    (reasons.RELATED, 30,
        r"(?:see also|see more|read (?:more|also|next|on|the (?:full|original))|also read|also on|"
        r"related(?: (?:articles?|stor(?:y|ies)|posts?|news|content|insights|coverage|links|media|reading|"
        r"topics))?|"
     r"more (?:from|on|in|stories|news|about|like|to read|coverage)|most[- ](?:read|popular|viewed|shared|"
     r"commented)|trending|recommended|you (?:may|might) (?:also|have)|don['’]t miss|"
     r"editor['’]?s['’]? picks?|top stories|latest (?:news|stories|from|headlines|articles)|up next|"
     r"further reading|in other news|what (?:to read|else)|in case you missed|must[- ]read|"
     r"keep reading|continue reading|elsewhere|around the web|did you (?:notice|see|know|miss)|"
     r"previous (?:article|post|document|story)|next (?:article|post|document|story)|"
     r"upcoming|baca juga|lire aussi|à lire|lesen sie|mehr zum thema|leia também|leer también|lea también|"
     r"leggi anche|läs (?:också|mer|även)|les også|lue myös|czytaj też|čtěte také|читайте также|관련기사|"
     r"関連記事)\b"),
    (reasons.RELATED, 22,
        r"(?:read|watch|listen|see|also|previous|next|related|recommended|explainer|opinion|analysis|podcast|"
        r"live|in pictures|videos?|reports?|events?|quiz|reviews?|webinar|gallery|photos|interview|blog|"
        r"briefing|comment|factbox|editorial|letters?)(?: more| also| now)?\s*(?::|\||–|—|>)"),
    (reasons.TAGS, 60,
        r"(?:tags?|topics?|keywords|filed under|filed in|categor(?:y|ies)|posted in|tagged(?: with| as)?|"
        r"themen|schlagw\w+|hashtags?|labels?|subjects?|sections?|in this (?:article|story)|companies|"
        r"mots[- ]clés|etiquetas)\s*:|#\w+"),
    (reasons.COMMENTS, 40,
        r"(?:leave (?:a|your) (?:reply|comment)|you must be (?:logged|signed)|(?:\d+|join the|post a|add a|"
        r"add your|no|view|show|read|write a|load|all)\s+(?:comments?\b|conversation|discussion|responses)|"
     r"comments?\s*(?:\(|:|$|are|have|off|closed|policy|section|\d)|your email address|required fields|"
     r"log in to|login to|have your say|reply\b.{0,20}$|what do you think|(?:\d+ )(?:repl(?:y|ies)|"
     r"thoughts)\b|kommentare?\b|commentaires?\b|comentarios?\b|kommentera)"),
    (reasons.SHARE, 25,
        r"(?:share\b(?!holders?|s\b| prices?| of\b| buy)(?:.{0,40}$|\s*:)|follow (?:us|@|on|our|me|him|her|"
        r"them)\b|tweet\b.{0,20}$|print\b.{0,30}$|e-?mail\b.{0,30}$|copy (?:link|url)|save\b.{0,20}$|"
     r"find us|connect with us|facebook\b.{0,60}$|like us on|teilen|partager|compartir|partilhar|"
     r"del artikel|dela artikeln|listen\b.{0,20}\(?\d+ ?min)"),
    (reasons.NEWSLETTER, 60,
        r"(?:please )?(?:subscribe|sign[- ]up|sign[- ]in|log in|get (?:the|our|your|unlimited|full|access|"
        r"e-?mails?|app|more|a (?:free|daily))|register\b|newsletters?\b|support (?:us|our|independent|"
        r"quality|this)|become an?\b|"
     r"download (?:our|the|this|now|a|your)|join (?:our|us|now|thousands|more than|over|the)\b|donate|"
     r"want (?:to|more)\b|try (?:it|us|our|a)\b|start your|never miss|stay (?:up|informed|ahead|tuned|"
     r"connected)|discover (?:the|our|how|more)|"
     r"unlock|already (?:a|have)|your (?:inbox|free)|upgrade (?:to|your)|request (?:a|your|our)|book (?:a|"
     r"your|now)|free (?:trial|newsletter|webinar|download|report)|webinar\b|enjoy(?:ed|ing)? (?:this|our|"
     r"unlimited|reading)|"
     r"(?:do you )?(?:have|got) an? (?:tip|story|question)|send (?:us|your)|write to us|tell us|"
     r"take (?:our|the|part)|help us|enter your|(?:is|was) this (?:page|article|story|information)|"
     r"did you find|rate this|report (?:a|an) (?:problem|error|mistake)|if you (?:found|find|spot|notice)|"
     r"catch (?:all|the|up)|abonn|newsletter|inscrivez|suscr[ií]b|assine|iscriviti|prenumerera|"
     r"the .{2,30} is (?:paid|funded|supported)|explore (?:other|our|more)|learn more|find out more|"
     r"click\b|tap\b)"),
    (reasons.LEGAL, 80,
        r"(?:©|\(c\)|copyright\b|all rights reserved|disclaimer|disclosure|terms (?:of|and|&)|privacy|"
        r"cookies?\b|this (?:note|publication|article|story|content|material|website|site|page|document|"
        r"report|summary|translation|text|post|newsletter|press release) "
     r"(?:is (?:for|not|provided|a (?:summary|translation|machine|sponsored|paid)|an (?:unofficial|"
     r"automated)|based on|intended|published|distributed|part of|protected|issued|brought|general|"
     r"reproduced|republished|licensed|supported|made)|was (?:originally|first|produced|created|written|"
     r"published|automatically|translated|generated|updated|amended|corrected|provided|sent|distributed|"
     r"issued|prepared)|has been|may|contains|does|uses|"
     r"originally|first|appeared)|we use cookies|by (?:continuing|using|clicking|signing|submitting)\b|"
     r"(?:the )?(?:views|opinions|information) (?:expressed|contained|on this|in this)|reproduction|"
     r"authori[sz]ed (?:by|and)|not (?:legal|investment|financial)|nothing (?:in|on|here)|"
     r"when you (?:buy|click|purchase)|we may (?:earn|receive)|corrections?\s*:|(?:for )?(?:media|"
     r"press) (?:contact|enquir|inquir|office|release|relations)|for (?:more|further) information\b|"
     r"for enquiries|contacts?\b.{0,40}(?::|$)|notes? (?:to|for) editors|"
     r"republish|reporting by|editing by|additional reporting|with (?:files|reporting|inputs?|"
     r"additional) from|acknowledge?ment of|only (?:texts|the)\b.{0,60}(?:authentic|binding)|"
     r"\*\s?(?:translat|this|the)|translated (?:by|from)|published (?:by|under)|unedited|distributed by|"
     r"[^.]{0,60}\b(?:unofficial|is a registered|registered (?:charity|company|office|trademark)|"
     r"all prices|subject to (?:change|terms))|.{0,80}\b(?:is|"
     r"are) (?:not )?responsible for (?:the )?(?:content|information)|.{0,60}\ball rights reserved)"),
    (reasons.ADVERT, 30,
        r"(?:advertis|sponsored|promoted|ads?\b(?:\s|:|$)|(?:deal|price) alert|partner content|"
        r"paid (?:content|post|partnership)|(?:story|article) continues|scroll (?:down|to)|werbung|anzeige|"
        r"publicidad|publicité|reklam\w*|iklan|"
     r"promotion\b|special offer|shop\b.{0,30}$|save \d|\d+% off|from our (?:partners|sponsors)|brought to you)"),
    (reasons.NAVIGATION, 14,
        r"(?:back to|skip to|home\b|menu\b|search\b|rss\b|next page|previous page|about (?:us|the author)|"
        r"jump to|toggle|loading|view all|see all|show (?:more|all)|load more|close\b|page \d|go to|return to|"
        r"contents\b|\[)"),
)  # fmt: skip
_LEADING = re.compile(r"^[^\w(\[©#*@]+")
_FORMS = tuple((reason, most, re.compile(pattern, re.I)) for reason, most, pattern in _OPENINGS)
_BYLINE = re.compile(
    r"^(?:by|von|par|por|di|av|af|door|oleh|text|words|written by|posted by|author|reporter|story by|"
    r"reporting by|key contact|media contact|from(?=:))\b\s*:?\s+[^\W\d_]",
    re.I,
)
_BIO = re.compile(
    r"\b(?:is|was|has been|are) (?:an?|the|our|based|currently)\b.{0,110}\b(?:editors?|reporters?|"
    r"writers?|journalists?|correspondent|columnist|author|contributor|blogger|staff|fellow"
    r"|freelance\w*|team|desk|alumn\w+|project of|newsletter|publication|outlet|news (?:site|agency|service))\b"
    r"|\b(?:covers|writes (?:about|on|for)|reports on|edits) .{0,80}\b(?:for|from|and lives|based)\b"
    r"|\b(?:find|follow|reach|contact) (?:him|her|them|me|us) (?:on|at|via)\b|^(?:dr|prof|mr|"
    r"ms)\.? .{0,60}\b(?:directs|leads|heads|teaches|writes)\b.{0,200}\b(?:she|he|they) ",
    re.I | re.S,
)
# A picture's caption ends in its credit: "... in Tokyo. Photo: Agency", "... (Agency/Name)".
_CAPTION = re.compile(
    r"(?:(?:photos?|images?|pictures?|credits?|foto|bild)\s*(?::|/|©|\bby\b)|©)\s*[^.]{2,50}\.?$"
    r"|[(\[](?:[^()\[\]]{0,40}\b)?(?:photo|image|picture|getty|reuters|afp|epa|handout|file|courtesy|"
    r"provided by)\b[^()\[\]]{0,60}[)\]]\.?$|\([A-Z]{2,6}/[^()]{2,40}\)$",
    re.I,
)
# "WATCH:", "DEAL ALERT:", in any language: capitals and a colon before what is no sentence.
_SHOUTED = re.compile(r"^[A-ZÀ-Þ]{3,}(?: [A-ZÀ-Þ]{2,}){0,3}\s*[:|]\s")
_SEPARATED = re.compile(r"\s[|/>»›·•]\s|\s{2,}")
_EDITORIAL = re.compile(
    r"^[(\[]\s*(?:lead|update\w*|urgent|yonhap|ld|recast|correct\w*|\d+(?:st|nd|rd|th) ld)\b.{0,20}[)\]]", re.I
)
_SIGNED = re.compile(r"^[(\[][A-Z]{2,5}(?:/[\w .]{2,30})?[)\]]$")
_DATED = re.compile(
    r"^(?:updated|published|posted|last (?:updated|modified)|date|modified|created)\b.{0,60}\d{4}", re.I
)
_TAIL = frozenset({reasons.RELATED, reasons.TAGS, reasons.COMMENTS})


def chrome_reason(text: str, words: int) -> str:
    """The reason for which a line is chrome by its own words, empty if it is not."""
    front = _LEADING.sub("", text)
    for reason, most, form in _FORMS:
        if words <= most and form.match(front):
            return reason
    if words <= 45 and _CAPTION.search(text):
        return reasons.CAPTION
    if words <= 16 and not text.endswith((".", "!", "”", '"')) and _SHOUTED.match(front):
        return reasons.RELATED
    if words <= 12 and (_BYLINE.match(front) or _DATED.match(front)):
        return reasons.BYLINE
    if words <= 16 and not text.endswith((".", "!", "?")) and len(_SEPARATED.findall(text)) >= (1 if words <= 8 else 2):
        return reasons.NAVIGATION
    if words <= 10 and any(map(str.isdigit, text)) and find_date(text):
        return reasons.DATE
    if _EDITORIAL.match(text) or _SIGNED.match(text):
        return reasons.BYLINE if _SIGNED.match(text) else reasons.RELATED
    if words >= 5 and _BIO.search(text[:260]):
        return reasons.AUTHOR
    return ""


def opens_tail(text: str, reason: str) -> bool:
    """Whether a chrome line is a label after which other articles, tags or comments follow to the end."""
    return reason in _TAIL and (reason != reasons.RELATED or text.count(" ") < 4)

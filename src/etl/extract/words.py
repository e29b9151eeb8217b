"""Words by which short lines of a page give themselves away, as bits of one integer.

A hint for the judge, not a verdict: "share" opens many honest sentences. A few
words of the larger European languages stand beside the English ones.
"""

from __future__ import annotations

_WORDS = {
    "related": "related more read also see recommended trending popular latest next previous lesen mehr auch lire aussi"
    " leer leia weitere dazu similar top must-read editor's picks recommended: related: watch watch: read: see: siehe"
    " voir artikel articles stories story continue keep explore discover",
    "share": "share facebook twitter whatsapp linkedin pinterest email e-mail print copy link teilen drucken partager"
    " compartir compartilhar x reddit telegram tweet bluesky threads follow us",
    "newsletter": "newsletter newsletters subscribe sign signup sign-up inbox register subscription abonnieren"
    " inscrivez"
    " suscríbete assine daily bulletin subscribers member membership donate support login log account password free"
    " download trial premium unlock app get join",
    "comment": "comment comments reply respond discussion kommentare kommentar commentaires comentarios logged leave"
    " post"
    " join conversation commenting login forum",
    "author": "by author written writer reporter reporting correspondent editor edited editing journalist"
    " contributor von"
    " par por autor auteur text: about bio contributed staff desk founder he she his her reach",
    "credit": "photo photo: photos image image: images credit credit: credits getty reuters afp ap dpa foto foto: fotos"
    " bild bild: photograph photographer picture: pictured courtesy via screenshot caption video video: illustration"
    " source source: quelle: quelle file copyright © (c) shutterstock istock unsplash epa imago",
    "legal": "copyright © rights reserved terms privacy policy disclaimer disclaimer: cookies cookie impressum"
    " datenschutz"
    " legal affiliate commission (c) ltd inc. corrections contact accessibility conditions licence"
    " permission reproduced"
    " republished herein advice opinions",
    "date": "january february march april may june july august september october november december jan feb mar"
    " apr jun jul"
    " aug sep sept oct nov dec published updated updated: published: posted modified monday tuesday wednesday thursday"
    " friday saturday sunday min minutes read hours ago am pm et gmt uhr last januar februar märz mai juni juli oktober"
    " dezember stand",
    "tags": "tags tags: topics topics: filed under categories category category: keywords tagged themen"
    " schlagworte tag:"
    " filed: mots-clés etiquetas",
    "ad": "advertisement advertising sponsored ad werbung anzeige publicidad publicité advert promoted ads shop"
    " buy deal"
    " price deals order sale coupon % off",
    "nav": "home menu search skip back top contact us about login navigation close open toggle loading site jobs"
    " sitemap"
    " content main advertise rss view all show hide click here page next expand listen",
    "first": "i we my our you your i'm we're it's you'll you're",
}
BIT = {name: 1 << position for position, name in enumerate(_WORDS)}
NAMES = tuple(_WORDS)
BITS: dict[str, int] = {}
for _name, _words in _WORDS.items():
    for _word in _words.split():
        BITS[_word] = BITS.get(_word, 0) | BIT[_name]

"""What the words in class, id and role attributes say about an element, as bits of one integer.

The words are the working vocabulary of web templates (several languages), not
the names of any site's own classes. A word may say several things.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = {
    "body": "articlebody entrycontent postcontent storybody bodytext articletext articlecontent bodycopy richtext prose"
    " wysiwyg postbody entrybody maincontent storycontent textbody postarticle markdown editor rte formatted",
    "content": "content text body copy paragraph para inhalt texto contenu texte testo texte tekst",
    "article": "article story post entry artikel blog artigo articulo articolo news single hentry detail main primary",
    "lede": "lede lead intro standfirst dek deck summary subtitle subheadline subhead subheading excerpt"
    " teaserline abstract"
    " vorspann chapo kicker sommario perex subtitulo ingress strapline sub standfirst tagline",
    "headline": "headline title heading header hed titel titre titulo titolo überschrift",
    "related": "related recommend recommended recommendation recommendations recirc recirculation more similar"
    " suggested"
    " seealso readmore read alsoread relacionadas verwandt mehr lire next previous prev pagination pager"
    " prevnext outbrain"
    " taboola trending popular most latest hot yarpp crp trc relatedposts relatedlinks readnext upnext also continue",
    "teaser": "teaser card cards promo tile grid carousel slider list listing river feed collection item thumb"
    " thumbnail"
    " highlights topics stories posts archive loop swiper slick spotlight",
    "comment": "comment comments disqus respond discussion kommentar kommentare comentarios reply replies forum"
    " livefyre"
    " commentlist coral talk opinions commentaires",
    "share": "share sharing social addthis addtoany sharedaddy sharebar sociable follow facebook twitter whatsapp"
    " linkedin"
    " pinterest shares socials compartir teilen partager sns socialshare tools toolbar actions print jp",
    "newsletter": "newsletter subscribe subscription signup optin mailchimp email mailing subscriber abo abonnement"
    " register"
    " login signin paywall piano premium registration offer cta join donate donation membership support mc",
    "author": "author byline bio biography contributor writer autor auteur autore autoren authors verfasser avatar"
    " profile"
    " vcard about reporter journalist redacteur bylines credits",
    "caption": "caption figcaption credit bildunterschrift legende wp photo photographer image figure gallery media"
    " picture"
    " img photocredit imagecredit foto fotos bild video player slideshow copyright attribution source lightbox embed",
    "meta": "meta date time published timestamp dateline pubdate info posted entrymeta postmeta datum fecha"
    " metadata updated"
    " modified reading duration readtime minutes views counter label category eyebrow rubric",
    "tags": "tag tags keyword keywords category categories topic taxonomy hashtags etiquetas schlagwort tagged"
    " termlist topics"
    " tagcloud chips",
    "ad": "ad ads advert advertisement advertising sponsor sponsored dfp gpt adslot banner werbung anzeige"
    " publicidad promo"
    " promotion adsense commercial affiliate adbox adunit shop product products buy deal deals coupon",
    "nav": "nav navigation navbar menu breadcrumb breadcrumbs crumbs crumb submenu topbar masthead skip sitemap"
    " dropdown toc"
    " contents jump tab tabs tablist index accordion hamburger drawer offcanvas search",
    "side": "sidebar side aside widget widgets rail rightcol secondary complementary panel module sticky col",
    "footer": "footer foot bottom colophon legal copyright disclaimer impressum contentinfo imprint",
    "cookie": "cookie cookies consent gdpr cmp overlay modal popup popin lightbox dialog onetrust notice toast"
    " alert banner"
    " privacy policy interstitial",
    "hidden": "hidden hide invisible sr screenreader visuallyhidden offscreen noprint d none collapse visually",
    "quote": "quote pullquote blockquote zitat pull citation testimonial tweet instagram embed",
    "box": "box infobox factbox callout aside inset sidebar note highlight keypoints takeaways bullets facts"
    " fact summary tldr"
    " points key recipe rating review score",
}
HINTS = tuple(_WORDS)
BIT = {name: 1 << position for position, name in enumerate(HINTS)}

_BITS: dict[str, int] = {}
for _name, _words in _WORDS.items():
    for _word in _words.split():
        _BITS[_word] = _BITS.get(_word, 0) | BIT[_name]

_WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+")
_NAMING = frozenset({"id", "role", "itemprop", "data-testid", "data-component"})
_TELLING = _NAMING | {"hidden", "aria-hidden", "style"}
# So much of an attribute is read.
_READ = 500
# Above all hints: the element is not shown. Some classes are for screen readers only.
UNSEEN = 1 << len(HINTS)
_UNSEEN_CLASSES = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})

Attributes = dict[str, str | None]


def word_hints(names: str) -> int:
    """Bits of all the words of a class, id or role attribute."""
    bits = 0
    for word in _WORD.findall(names):
        bits |= _BITS.get(word.lower(), 0)
    return bits


def traits(attributes: Attributes) -> int:
    """Bits of all words that name an element, and ``UNSEEN`` if it is not shown to a reader."""
    names = attributes.get("class")
    bits = _of_class(names) if names else 0
    if not _TELLING.isdisjoint(attributes):
        for name in _TELLING & attributes.keys():
            bits |= _of_other(name, attributes[name] or "")
    return bits


@lru_cache(maxsize=8192)
def _of_class(names: str) -> int:
    unseen = 0 if _UNSEEN_CLASSES.isdisjoint(names.split()) else UNSEEN
    return word_hints(names[:_READ]) | unseen


@lru_cache(maxsize=8192)
def _of_other(name: str, value: str) -> int:
    if name in _NAMING:
        return word_hints(value[:_READ])
    is_unseen = name == "hidden" or value == "true" or (name == "style" and "none" in value)
    return UNSEEN if is_unseen else 0

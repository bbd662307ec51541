"""What boilerplate lines look like: patterns by reason, and the words of menus.

A pattern must match a whole line, stripped of blanks and of list signs, without regard to
case. It is held to one test: no sentence that an author would write into a text may match.
"""

from __future__ import annotations

import re

__all__ = ["LINES", "MENU_WORDS", "PICTURE", "POSED", "SHARE_WORDS", "SITES"]

SITES = frozenset(
    ("facebook", "twitter", "x", "whatsapp", "telegram", "linkedin", "pinterest", "reddit")
) | {"instagram", "youtube", "email", "e-mail", "mail", "print"}
"""Where a page offers to be shared to."""
SHARE_WORDS = frozenset({"tweet", "share", "pin"})
"""What a page's buttons for it say."""
_SITES = "facebook|twitter|x|whatsapp|telegram|linkedin|pinterest|reddit|instagram|youtube"
_SHARE = "share|partager|teilen|compartir|condividi|compartilhar|paylaş|поделиться"
PICTURE = r"(?:photos?|pictures?|images?|photographs?|fotos?|fotografía|bild|abbildung|фото|عکس)"
"""A word for a picture, in several languages."""

_PATTERNS: dict[str, tuple[str, ...]] = {
    "page control": (
        r"exit (?:the )?mobile version",
        r"(?:view|switch to) (?:the )?(?:full|desktop|mobile) (?:site|version)",
        r"skip to (?:main )?(?:content|navigation)",
        r"back to (?:the )?top|retour en haut|volver arriba|nach oben|zur mobilen version",
        r"(?:print|e-?mail) (?:this )?(?:page|article|story)",
        r"(?:toggle|close|open) menu|load more|show more|view comments|loading(?:\.\.\.|…)?",
        r"(?:listen to|save) this (?:article|story)|\d{1,2} min(?:ute)?s? read",
        r"(?:log|sign) in(?: / register)?|(?:previous|next) (?:article|post)",
    ),
    "share button": (
        _SHARE,
        rf"(?:{_SHARE}) (?:this|on|via|with|sur|auf|en|su|cet|diesen)\b[\w ,/:|&-]{{0,60}}",
        rf"follow (?:us|me) on (?:{_SITES})\b[\w ,/&@-]{{0,60}}",
        r"(?:follow us|folgen sie uns|suivez-nous|síguenos|seguici)(?: [\w ,/&@-]{0,60})?",
    ),
    "subscription": (
        r"(?:sign up|subscribe|register)(?: now| here| today)? (?:to|for|and)\b.{0,120}"
        r"\b(?:newsletters?|updates|alerts|e-?mails?|inbox|channel|podcast|feed)\b.{0,60}",
        r"subscribe(?: now| today| here)?[.!]?",
        r"(?:join|get) our (?:free )?(?:newsletter|(?:telegram|whatsapp) channel).{0,60}",
        r"newsletter (?:abonnieren|bestellen)[.!]?",
        r"abonnez-vous\b.{0,60}\bnewsletter\b.{0,40}",
        r"suscríbe(?:te|ase)\b.{0,60}\bboletín\b.{0,40}",
    ),
    "cookie notice": (
        r"(?:we|(?:this|our) (?:web)?site)(?: and our partners)? uses? cookies\b.{0,400}",
        r"by (?:continuing|using)\b.{0,120}\bcookies\b.{0,120}",
        r"(?:accept|reject|manage)(?: all)? cookies|cookie (?:policy|settings|preferences)",
        r"(?:ce site utilise des|wir verwenden|diese (?:web)?seite verwendet|utilizamos"
        r"|questo sito (?:usa|utilizza)) cookies\b.{0,300}",
    ),
    "link to other pages": (
        r"(?:related|(?:also )?(?:read|watch|listen)(?: more| also| next| again| now)?)"
        r"\s*:.{0,200}",
        r"(?:related|recommended|more|popular|latest|trending|other|similar) "
        r"(?:articles?|stories|story|news|posts?|reading|content|topics|coverage|links)"
        r"(?::.{0,200})?",
        r"(?:you (?:may|might) also like|more from (?:this|the) (?:author|section)"
        r"|most (?:read|popular|viewed))\W{0,3}",
        r"(?:read more|continue reading|learn more|click here)(?:[:.…»>→\s].{0,120})?",
        r"(?:lire aussi|à lire aussi|lesen sie auch|mehr zum thema|weiterlesen|leer más"
        r"|lea también|leggi anche|leia também|читайте также|اقرأ أيضا|بیشتر بخوانید)\b"
        r"\s*:?.{0,200}",
    ),
    "copyright line": (
        r"(?:copyright\s*)?©.{0,180}|.{0,80}©\s*\d{4}.{0,80}",
        r"copyright\s*(?:\(c\)|:|(?:by\s+)?(?=\d{4}\b)).{0,180}|\(c\)\s*\d{4}\b.{0,180}",
        r".{0,120}\ball rights reserved[.!]?(?: (?:©|copyright|by|to)\b.{0,60})?",
        r"(?:tous droits réservés|alle rechte vorbehalten|todos los derechos reservados"
        r"|tutti i diritti riservati|todos os direitos reservados)\.?",
    ),
    "advertisement": (
        r"advertisements?|advertising|sponsored(?: content| post)?|publicité|anzeige|werbung"
        r"|publicidad|pubblicità|реклама",
        r"story continues below(?: advertisement)?",
    ),
    "tags": (
        r"(?:tags|tagged|filed under|posted in|schlagwörter|mots-clés|etiquetas)\s*:.{0,200}",
    ),
    "comments": (
        r"(?:\d{1,5} )?comments?(?: \(\d{1,5}\))?|kommentare?(?: \(\d+\))?",
        r"no comments(?: yet)?|leave a (?:comment|reply)|post a comment|comments are closed\.?",
        r"(?:your )?e-?mail address will not be published\.?.{0,80}",
        r"join the (?:discussion|conversation)",
    ),
    "page number": (
        r"(?:page|seite|página|pagina|стр\.)\s+\d{1,4}(?:\s*(?:of|/|von|de|di|sur)\s*\d{1,4})?",
    ),
}

LINES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (why, re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE))
    for why, patterns in _PATTERNS.items()
)
"""Reason and pattern, tried in this order."""

POSED = re.compile(
    r"\((?:(?:far|second|third|top|bottom|from|at) ){0,2}"
    r"(?:left|right|cent(?:re|er)|pictured|above|below)\)"
    r"|, (?:(?:far|second) )?(?:left|right|cent(?:re|er)),",
    re.IGNORECASE,
)
"""Tells people in a picture apart."""

_MENU = """
    home news about contact search menu login register politics world business sports sport
    opinion culture video videos photos more archive blog shop donate jobs careers help faq rss
    english français deutsch español italiano русский العربية فارسی privacy terms sitemap
    subscribe newsletter accueil actualités startseite kontakt impressum datenschutz inicio
    noticias contacto technology science health entertainment weather latest live events press
    media support multimedia economy society international local national
"""
MENU_WORDS = frozenset(_MENU.split())
"""Single words that make up the menus of web sites."""

"""Forms of a name that are compared: one place, so that all layers mean the same by 'same name'."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APART = re.compile(r"[\s\-‐-―/.,·]+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"'})
_POSSESSIVE = re.compile(r"'s?$")
_ARTICLE = re.compile(r"^the ")
_PARTICLES = frozenset(
    "al el ul bin ibn bint abu ben de del della di da dos das du van von den der la le mac".split()
)
_SMALL = frozenset("of the for and in on to de la al el du des der und e y".split())


@lru_cache(maxsize=200_000)
def normal(name: str) -> str:
    """Return the form under which two spellings count as one name.

    Case, accents, curly quotes, hyphens against spaces, a leading "the" and a possessive ending
    do not make a difference. Vowel marks of Arabic script are dropped like accents.

    Examples
    --------
    >>> normal("The Mir-Hossein  Moüsavi’s")
    'mir hossein mousavi'
    """
    folded = unicodedata.normalize("NFKD", name.translate(_QUOTES)).casefold()
    bare = "".join(ch for ch in folded if not unicodedata.combining(ch))
    spaced = _APART.sub(" ", bare).strip()
    return _ARTICLE.sub("", _POSSESSIVE.sub("", spaced)).replace('"', "").strip()


def words(name: str) -> tuple[str, ...]:
    """Return the words of :func:`normal`."""
    return tuple(normal(name).split())


@lru_cache(maxsize=4096)
def is_acronym(name: str) -> bool:
    """Whether the name looks like an acronym: two to ten letters, mostly capitals, no spaces."""
    letters = [ch for ch in name if ch.isalpha()]
    return (
        2 <= len(letters) <= 10
        and " " not in name.strip()
        and sum(ch.isupper() for ch in letters) >= max(2, 0.6 * len(letters))
    )


def acronym_parts(alias: str) -> tuple[str, ...]:
    """Return the acronyms in an alias such as "PMOI-MEK" or "PMOI/MEK", itself included."""
    parts = [part for part in re.split(r"[-/]| or ", alias) if is_acronym(part.strip())]
    return (alias, *(part.strip() for part in parts)) if len(parts) > 1 else (alias,)


def spells(acronym: str, name: str) -> bool:
    """Whether the acronym is made of the initials of the name, small words optional.

    Every letter of the acronym must be an initial, in order; at most one full word of the name
    may be left out. Hyphenated words give an initial for each part.

    Examples
    --------
    >>> spells("PMOI", "People's Mojahedin Organization of Iran")
    True
    >>> spells("NATO", "United Nations")
    False
    """
    letters = [ch.casefold() for ch in acronym if ch.isalpha()]
    initials = [(word[0], word in _SMALL) for word in words(name) if word]
    if len(letters) < 2 or len(initials) < 2:
        return False
    position = left_out = 0
    for initial, small in initials:
        if position < len(letters) and letters[position] == initial:
            position += 1
        elif not small:
            left_out += 1
    return position == len(letters) and left_out <= 1


def surnames(full: str) -> tuple[str, ...]:
    """Return the forms under which a full name's surname may stand alone.

    The last word, hyphens kept together, and with the particles before it: "Smith-Jones"; "Rashid"
    and "al Rashid". A name without a given name has none.

    Examples
    --------
    >>> surnames("Omar al Rashid")
    ('rashid', 'al rashid')
    """
    parts = full.split()
    first = len(parts) - 1
    while first > 0 and normal(parts[first - 1]) in _PARTICLES:
        first -= 1
    if first < 1:
        return ()
    return tuple(dict.fromkeys((normal(parts[-1]), normal(" ".join(parts[first:])))))


def is_full_name(name: str) -> bool:
    """Whether a person's name has a given name and a surname, particles aside."""
    return bool(surnames(name))

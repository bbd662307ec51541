"""Names in other scripts: which script a word is in, and its letters in a form to compare."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from anyascii import anyascii

_ARABIC = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ئ": "ی",
        "ك": "ک",
        "ة": "ه",
        "ۀ": "ه",
        "أ": "ا",
        "إ": "ا",
        "ٱ": "ا",
        "آ": "ا",
        "ؤ": "و",
        "ء": "",
        "ـ": "",
        "\u200c": "",
        "\u200d": "",
        "\u200f": "",
        "\u200e": "",
    }
)


def is_arabic(word: str) -> bool:
    """Whether the word's first letter is of Arabic script."""
    for letter in word:
        if letter.isalpha():
            return "\u0600" <= letter <= "\u08ff" or "\ufb50" <= letter <= "\ufeff"
    return False


@lru_cache(maxsize=200_000)
def plain_arabic(word: str) -> str:
    """Return Arabic script without vowel marks, in one form for letters that are written in many.

    Arabic and Persian yeh and kaf are one, as are the forms of alef; a final teh marbuta is heh.
    """
    letters = unicodedata.normalize("NFKC", word)
    return "".join(c for c in letters if not unicodedata.combining(c)).translate(_ARABIC)


@lru_cache(maxsize=200_000)
def latin(word: str) -> str:
    """Return the word in small letters a to z and figures, whatever its script."""
    return "".join(c for c in anyascii(word).casefold() if c.isalnum())

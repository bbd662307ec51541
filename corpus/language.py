"""Which language a text is in, and which script it is written in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Any

__all__ = ["language_of", "script_of"]

_LETTERS_NEEDED = 20
_SURE_ENOUGH = 0.5
_SAMPLE = 20_000
_ADDRESS = re.compile(r"https?://\S+|(?<!\S)\S{1,100}@\S{1,100}")


def language_of(text: str) -> str | None:
    """Return the main language of `text` as ISO 639-1.

    None when the text is too short to tell (fewer than 20 letters) or no language stands out.
    Only the first 20,000 characters are looked at.

    Examples
    --------
    >>> language_of("Der Ausschuss tagte am Montag in der Hauptstadt.")
    'de'
    """
    sample = _ADDRESS.sub(" ", text[:_SAMPLE])
    if sum(c.isalpha() for c in sample) < _LETTERS_NEEDED:
        return None
    language, share = _identifier().classify(sample)
    return str(language) if share >= _SURE_ENOUGH else None


def script_of(text: str) -> str | None:
    """Return the script that most letters of `text` are in, as Unicode names it.

    Examples
    --------
    >>> script_of("كانت اللجنة")
    'ARABIC'
    """
    scripts = Counter(_script(c) for c in text[:_SAMPLE] if c.isalpha())
    return min(scripts, key=lambda s: (-scripts[s], s)) if scripts else None


@cache
def _script(character: str) -> str:
    return unicodedata.name(character, "UNKNOWN").split()[0]


@cache
def _identifier() -> Any:
    # A private instance: the module's own functions share one whose languages anyone can set.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier

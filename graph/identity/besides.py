"""What the words right beside a person's name tell: kin, sex, title."""

from __future__ import annotations

import re

from graph.identity.nameparts import HONORIFICS
from graph.ontology import ontology

_BEFORE = 40
_AFTER = 20
_FEMALE_TITLE = re.compile(r"(?:\bMrs|\bMs|\bMiss|\bMadame|\bLady)\.?\s+$")
_MALE_TITLE = re.compile(r"(?:\bMr|\bSir|\bLord|\bMonsieur)\.?\s+$")
_RELATIVE = re.compile(
    r"\b(wife|widow|husband|son|daughter|father|mother|brother|sister|uncle|aunt|nephew|niece|cousin|"
    r"grandson|granddaughter|grandfather|grandmother|brother-in-law|sister-in-law)"
    r"(?:,?\s+(?:(?:Mr|Mrs|Ms|Miss|Dr|Madame)\.?\s+)?|\s*,\s*)$"
)
_ONE_OF_TWO = re.compile(r"\b[Tt]he\s+(elder|older|younger)\s+$")
_FAMILY = re.compile(r"^\s+(family|clan|household|brothers|sisters|siblings|couple|dynasty)\b")
_TITLE = re.compile(r"\b([A-Z][a-z]+)\.?\s+$")
_NO_TITLES = frozenset("mr mrs ms miss mx sir lady lord madame monsieur herr frau".split())


def sex_before(text: str, start: int) -> str:
    """Return "f" or "m" where the title before a place tells it, else an empty string."""
    before = text[max(0, start - _BEFORE) : start]
    if _FEMALE_TITLE.search(before):
        return "f"
    return "m" if _MALE_TITLE.search(before) else ""


def title_before(text: str, start: int) -> str:
    """Return the title before a place, such as "dr" or "judge", else an empty string."""
    found = _TITLE.search(text[max(0, start - _BEFORE) : start])
    word = found[1].casefold() if found else ""
    known = word in HONORIFICS or word in ontology().positions.heads
    return word if known and word not in _NO_TITLES else ""


def is_kin_before(text: str, start: int) -> bool:
    """Whether the words before a place say that a relative of somebody follows."""
    return _RELATIVE.search(text[max(0, start - _BEFORE) : start]) is not None


def kin_beside(text: str, start: int, end: int) -> str:
    """Return the word beside a bare surname that gives it to a relative, or to a family.

    Examples
    --------
    >>> kin_beside("He met his brother Ferr.", 19, 23), kin_beside("The Ferr family left.", 4, 8)
    ('brother', 'family')
    """
    before = text[max(0, start - _BEFORE) : start]
    found = (
        _RELATIVE.search(before)
        or _ONE_OF_TWO.search(before)
        or _FAMILY.search(text[end : end + _AFTER])
    )
    return found[1] if found else ""

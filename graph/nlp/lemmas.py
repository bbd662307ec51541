"""Lemmas as edits of word forms: what to cut off, what to put on, and what happens to capitals.

A script reads ``case|cut|add``: ``case`` is ``l`` (small letters), ``k`` (as it stands) or ``t``
(first letter large, the rest small); ``cut`` is the end that is removed after that, and ``add``
what takes its place. Irregular forms get scripts of their own (``l|went|go``).
"""

from __future__ import annotations

from typing import Final

_CASES: Final = ("l", "k", "t")


def _cased(word: str, case: str) -> str:
    plain = word.replace("\u2019", "'")
    if case == "l":
        return plain.lower()
    return plain if case == "k" else plain[:1].upper() + plain[1:].lower()


def script(word: str, lemma: str) -> str:
    """Return the shortest edit script that turns a word form into its lemma."""
    best = ""
    for case in _CASES:
        form = _cased(word, case)
        pairs = zip(form, lemma, strict=False)
        same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(form), len(lemma)))
        found = f"{case}|{form[same:]}|{lemma[same:]}"
        if not best or len(found) < len(best):
            best = found
    return best


def apply(script: str, word: str) -> str | None:
    """Return the lemma that a script gives, or None if it does not fit the word."""
    case, cut, add = script.split("|", 2)
    form = _cased(word, case)
    if not form.endswith(cut):
        return None
    return (form[: len(form) - len(cut)] + add) or None

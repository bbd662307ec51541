"""Whose a surname is that several people of a text share.

Writers keep the bare surname for one of a family, mostly for whom the text is about, and call the
others by their given names. So it is that of the one who was called so before any other of the
name came in; or of whom the heading names; and "Mrs X" is not Mr X.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from graph.extract.genders import Gender, gender_of_name
from graph.model import FoundMention
from graph.names import is_full_name, normal

_LONG = 90
_OFTEN, _SELDOM = 3, 2
_NEAR = 200
_KIN = re.compile(
    r"\b(?:his|her|their|whose|['’]s)\s+(?:\w+\s+){0,2}?(?:wife|husband|widow|son|daughter|brother"
    r"|sister|father|mother|cousin|uncle|aunt|nephew|niece)\s*,?\s+$",
    re.I,
)
_TITLED = re.compile(
    r"\b(?:(?P<he>mr|sir|lord|señor|herr|don|monsieur)|(?P<she>mrs|ms|miss|madam|madame|mme|lady"
    r"|dame|señora|frau|doña))\.?\s+$",
    re.I,
)


def titled(text: str, mention: FoundMention) -> Gender | None:
    """Return what a title right before a name tells of its bearer: "Mrs" of "Mrs Vell"."""
    found = _TITLED.search(text, max(0, mention.start - 12), mention.start)
    return None if found is None else "he" if found["he"] else "she"


def apart(mentions: Sequence[FoundMention], text: str) -> frozenset[int]:
    """Return bare surnames whose title says that they are not who else is called so.

    Parameters
    ----------
    mentions : sequence of FoundMention
        In text order.
    text : str
        Their document's.
    """
    told: dict[str, dict[Gender | None, list[int]]] = {}
    for index, mention in enumerate(mentions):
        if mention.type == "PERSON" and not is_full_name(mention.text):
            by_title = told.setdefault(normal(mention.text), {})
            by_title.setdefault(titled(text, mention), []).append(index)
    found: set[int] = set()
    for by_title in told.values():
        hers = by_title.get("she", [])
        bare = by_title.get(None, [])
        if hers and ("he" in by_title or (bare and bare[0] < hers[0])):
            found.update(hers)
    return frozenset(found)


def bearer(
    short: Collection[int],
    owners: Mapping[int, Sequence[int]],
    mentions: Sequence[FoundMention],
    text: str,
) -> int | None:
    """Return which of several people a bare surname means, or ``None`` where that is not plain.

    Parameters
    ----------
    short : collection of int
        The mentions of the bare surname.
    owners : mapping of int to sequence of int
        For each of those who have it, the mentions of the whole name.
    mentions : sequence of FoundMention
        All, in text order.
    text : str
        Their document's.
    """
    gender = next((g for i in short if (g := titled(text, mentions[i])) is not None), None)
    first = {owner: min(found) for owner, found in owners.items() if found}
    fits = {
        owner: at
        for owner, at in first.items()
        if gender in {None, gender_of_name(mentions[at].text) or gender}
    }
    if len(fits) == 1 and (gender is not None or len(owners) == 1):
        owner, at = next(iter(fits.items()))
        kin = _KIN.search(text, max(0, mentions[at].start - 40), mentions[at].start)
        return None if kin is not None and min(short) < at else owner  # "X and his wife, Y X"
    if not fits:
        return None
    begun = min(short)
    known = [owner for owner, at in fits.items() if at < begun]
    if len(known) == 1:
        return known[0]
    people = [i for i, mention in enumerate(mentions) if mention.type == "PERSON"]
    chief = min(fits, key=lambda owner: fits[owner])
    if fits[chief] != people[0] or not known:
        return None
    heading, line, _ = text.strip().partition("\n")
    is_heading = bool(line) and len(heading) < _LONG and not heading.endswith(".")
    if is_heading and mentions[fits[chief]].text in heading:
        return chief
    before = [(i, owner) for owner, found in owners.items() for i in found if i < begun]
    last, nearest = max(before)
    if nearest != chief and mentions[begun].start - mentions[last].end < _NEAR:
        return None  # "Ilo Vell came too. Then Vell left."
    often = len(owners[chief]) + len(short) > _OFTEN
    others = max(len(found) for owner, found in owners.items() if owner != chief)
    return chief if often and others <= _SELDOM else None

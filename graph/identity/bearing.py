"""Whether a short form may be that of a longer name, by the two names alone."""

from __future__ import annotations

from collections.abc import Sequence

from graph.identity.nameparts import NameParts
from graph.identity.wordlikeness import alike

_SAME_WORD = 0.9
_AFTER_HEAD = frozenset({"of", "for", "on", "against", "in"})


def bears_surname(short: NameParts, full: NameParts, *, exact: bool) -> bool:
    """Whether a surname, with initials or without, may be that of a full name.

    Parameters
    ----------
    exact : bool
        Whether it must be spelt alike.
    """
    plain = [word for word in short.words if not word.is_initial]
    initials = [word.key for word in short.words if word.is_initial]
    if len(plain) != 1 or len(full.words) <= 1:
        return False
    likeness = alike(plain[0], full.words[-1])
    if likeness < (1.0 if exact else _SAME_WORD):
        return False
    return all(any(w.key.startswith(i) for w in full.words[:-1]) for i in initials)


def bears_given(short: NameParts, full: NameParts, *, exact: bool) -> bool:
    """Whether a name that stands alone is the given name of a full name, spelt alike."""
    return (
        len(short.words) == 1
        and len(full.words) > 1
        and short.words[0].key == full.words[0].key
        and len(short.words[0].key) > 2
    )


def is_initialled(name: NameParts) -> bool:
    """Whether a person's name has one word and, for all others, initials."""
    return len(name.words) > 1 and sum(not word.is_initial for word in name.words) == 1


def is_head(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether ``short`` is the head of an organisation's name: its end, or what precedes "of"."""
    if not 0 < len(short) < len(full):
        return False
    cut = next((i for i, word in enumerate(full) if word in _AFTER_HEAD), len(full))
    return cut >= len(short) and tuple(full[cut - len(short) : cut]) == tuple(short)


def beginnings(full: Sequence[str], kinds: frozenset[str]) -> set[tuple[str, ...]]:
    """Return the beginnings by which an organisation of a longer name may go elsewhere.

    Without what follows "of" or such a word ("Accord Movement of Belm"), or without a last word
    that only says of which kind it is ("Labour Path Organisation").

    Parameters
    ----------
    full : sequence of str
    kinds : frozenset of str
        Words that many organisations share: a beginning of nothing else tells nothing.
    """
    cuts = {i for i, word in enumerate(full) if word in _AFTER_HEAD}
    if full and full[-1] in kinds:
        cuts.add(len(full) - 1)
    return {
        tuple(full[:cut])
        for cut in cuts
        if cut > 1 and any(word not in kinds and word not in _AFTER_HEAD for word in full[:cut])
    }

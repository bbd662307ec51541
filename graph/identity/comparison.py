"""Two names compared, as the few figures that the scorer weighs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from graph.identity.chunks import likeness
from graph.identity.nameparts import NameParts, Word, parts
from graph.identity.wordlikeness import alike
from graph.names import acronym_parts, is_acronym, spells

NAME_FEATURES = (
    "letters",
    "far_letters",
    "all_letters",
    "slips",
    "no_variant",
    "left_over",
    "left_over_many",
    "single",
    "initials",
    "initial_differs",
    "moved",
    "first_differs",
    "last_differs",
    "generation_differs",
    "sex_differs",
    "numbers_differ",
    "legal_differs",
    "legal_one_sided",
    "acronym",
    "other_script",
)
"""Figures of a comparison, all 0 for two equal names; see :func:`compare`."""

_JOINED = 0.88
_INITIAL = 0.8
_FAR = 0.72
_CLEAR = 0.85
_MOST_SLIPS = 6
_NO_SPELLING = 0.38
_ENDINGS = frozenset("a ah e eh ia ina ine i y ova ov ev eva ian yan zadeh zada pour oglu".split())

Features = dict[str, float]


@lru_cache(maxsize=300_000)
def compare(one: str, other: str, family: str) -> tuple[tuple[str, float], ...]:
    """Return the figures other than 0 of two names of one family of types.

    ``letters``, ``far_letters`` and ``all_letters`` say how the words that were laid side by side
    differ (the worst pair; by how much it is worse than a spelling variant; on average);
    ``slips`` is the number of letters changed, up to six, over six; ``no_variant`` how little the
    worst of the differing words looks like a known way of spelling the other; ``left_over`` which
    share of the longer name has no partner. All are symmetric.

    ``no_spelling`` and ``other_ending`` are not weighed but keep rules from joining people: Karim
    and Kazim, Karim and Karima.
    """
    if one > other:
        one, other = other, one
    return tuple(sorted(_compare(one, other, family).items()))


def _compare(one: str, other: str, family: str) -> Features:
    a, b = parts(one, family), parts(other, family)
    if a.normal == b.normal:
        return {}
    if family != "PERSON" and _is_acronym_of(one, other):
        return {"acronym": 1.0}
    first, second = _joined(a.words, b.words)
    laid = _lay(first, second)
    found: Features = {}
    likenesses = [value for _, _, value in laid]
    if not laid:
        return {"letters": 1.0, "far_letters": 1.0, "all_letters": 1.0}
    worst = min(likenesses)
    found["letters"] = 1 - worst
    found["far_letters"] = max(0.0, _FAR - worst) / _FAR
    found["all_letters"] = 1 - sum(likenesses) / len(likenesses)
    found["slips"] = min(_MOST_SLIPS, sum(_slips(first[i], second[j]) for i, j, _ in laid)) / (
        _MOST_SLIPS
    )
    found["no_variant"] = max((_no_variant(first[i], second[j]) for i, j, _ in laid), default=0.0)
    longer, shorter = max(len(first), len(second)), min(len(first), len(second))
    found["left_over"] = (longer - len(laid)) / longer
    found["left_over_many"] = float(longer - len(laid) > 1)
    found["single"] = float(shorter == 1 and longer > 1)
    _initials(found, first, second, laid)
    order = [j for _, j, _ in sorted(laid)]
    if family == "PERSON" or worst < 1 or longer > shorter:  # "Justice Ministry" is moved words
        found["moved"] = float(any(x > y for x, y in pairwise(order)))
    if shorter > 1:
        ends = {i: (j, value) for i, j, value in laid}
        found["first_differs"] = _differs(ends.get(0), 0)
        found["last_differs"] = _differs(ends.get(len(first) - 1), len(second) - 1)
    if family == "PERSON":
        found["no_spelling"] = float(found["no_variant"] >= _NO_SPELLING)
        found["other_ending"] = float(
            any(_other_ending(first[i].key, second[j].key) for i, j, _ in laid)
        )
    found["generation_differs"] = float(a.generation != b.generation) * (
        1.0 if a.generation and b.generation else 0.5
    )
    found["sex_differs"] = float({a.sex, b.sex} == {"f", "m"})
    if a.numbers != b.numbers:
        found["numbers_differ"] = 1.0 if a.numbers and b.numbers else 0.5
    found["legal_differs"] = float(bool(a.legal and b.legal) and a.legal != b.legal)
    found["legal_one_sided"] = float(bool(a.legal) != bool(b.legal))
    found["other_script"] = float(_script(a) != _script(b))
    kept = {name: round(value, 4) for name, value in found.items() if value}
    if family == "organisation" and shorter > 1 and kept.keys() == {"legal_one_sided"}:
        return {}  # "Lake Guard" and "Lake Guard Group PLC"; "Upper Belm Province" is another place
    return kept


def _is_acronym_of(one: str, other: str) -> bool:
    return any(
        is_acronym(part) and spells(part, long)
        for short, long in ((one, other), (other, one))
        for part in acronym_parts(short)
    )


def _script(name: NameParts) -> bool:
    return any(word.arabic is not None for word in name.words)


def _joined(a: Sequence[Word], b: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Write two words of one name together where the other name does so."""
    first, second = list(a), list(b)
    if len(first) < len(second):
        second = _closed(second, first)
    elif len(second) < len(first):
        first = _closed(first, second)
    return first, second


def _closed(long: list[Word], short: list[Word]) -> list[Word]:
    if not short:
        return long  # a name of marks only has no words
    for size in (2, 3):
        for place in range(len(long) - size + 1):
            group = long[place : place + size]
            if all(word.is_initial for word in group) and size == 2:
                continue
            whole = Word(
                "".join(word.key for word in group),
                "".join(word.arabic or "" for word in group) or None,
            )
            apart = max(alike(word, other) for word in group for other in short)
            if any(alike(whole, other) >= max(_JOINED, apart) for other in short):
                return [*long[:place], whole, *long[place + size :]]
    return long


def _likeness(one: Word, other: Word) -> float:
    if one.is_initial != other.is_initial:
        return _INITIAL if one.key[:1] == other.key[:1] else 0.0
    return alike(one, other)


def _slips(one: Word, other: Word) -> int:
    if one.is_initial or other.is_initial or (one.arabic is None) != (other.arabic is None):
        return 0
    return int(OSA.distance(one.arabic or one.key, other.arabic or other.key))


def _other_ending(one: str, other: str) -> bool:
    """Whether an ending makes another name: Karima of Karim, Maria of Mario, Rashidi of Rashid."""
    short, long = sorted((one, other), key=lambda word: (len(word), word))
    if len(short) < 3 or short == long:
        return False
    added = long.removeprefix(short) if long.startswith(short) else ""
    return added in _ENDINGS or (short[:-1] == long[:-1] and {short[-1], long[-1]} == {"a", "o"})


def _no_variant(one: Word, other: Word) -> float:
    if one.key == other.key or one.is_initial or other.is_initial:
        return 0.0
    if (one.arabic is None) != (other.arabic is None):
        return 0.0
    return 1 - likeness("latin-latin", *sorted((one.key, other.key)))


def _lay(first: Sequence[Word], second: Sequence[Word]) -> list[tuple[int, int, float]]:
    """Lay words side by side, the most alike first; every word of the shorter has a partner."""
    ranked = sorted(
        (-_likeness(x, y), abs(i - j), i, j)
        for i, x in enumerate(first)
        for j, y in enumerate(second)
    )
    laid: list[tuple[int, int, float]] = []
    left, right = set(range(len(first))), set(range(len(second)))
    for negative, _, i, j in ranked:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            laid.append((i, j, -negative))
    return laid


def _initials(
    found: Features,
    first: Sequence[Word],
    second: Sequence[Word],
    laid: Sequence[tuple[int, int, float]],
) -> None:
    used = [value for i, j, value in laid if first[i].is_initial or second[j].is_initial]
    found["initials"] = float(sum(value > 0 for value in used))
    found["initial_differs"] = float(any(value == 0 for value in used))


def _differs(partner: tuple[int, float] | None, place: int) -> float:
    """Return by how much the word at an end of one name differs from that end of the other."""
    if partner is None:
        return 0.5
    where, value = partner
    if where != place:
        return 0.0 if value >= _CLEAR else 0.5
    return max(0.0, _CLEAR - value) / _CLEAR

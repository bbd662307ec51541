"""How one spelling of a name turns into another: pairs of letter groups, each with its cost.

The costs are learnt from pairs of spellings (``training/identity_spelling.py``) and lie as data in
``graph/identity/data``. A word is aligned with another by the cheapest sequence of pairs such as
``kh`` : ``خ`` or, for a short vowel that Arabic script leaves out, ``a`` : nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from math import exp

START, END = "^", "$"
SHAPES = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2), (3, 1), (3, 2))
"""Sizes of the letter groups that may stand for each other, word borders counted as letters."""

_WAYS = tuple((down, right, down + right == 1) for down, right in SHAPES)
_MAX_LETTERS = 40


@dataclass(frozen=True, slots=True)
class SpellingModel:
    """Costs of letter groups, and how the cost of an alignment becomes a likeness.

    Attributes
    ----------
    costs : mapping of (str, str) to float
        Negative logarithm of how often the two groups stand for each other.
    unseen : float
        Cost of a letter that has no partner and was never seen without one.
    left, right : mapping of str to float
        Cost of each letter by itself, for a word that has nothing to do with the other.
    scale, offset : float
        Likeness is the logistic function of ``offset + scale *`` the gain per letter.
    """

    costs: Mapping[tuple[str, str], float]
    unseen: float
    left: Mapping[str, float]
    right: Mapping[str, float]
    scale: float
    offset: float
    _partners: Mapping[str, Mapping[str, float]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        nested: dict[str, dict[str, float]] = {}
        for (one, other), cost in self.costs.items():
            nested.setdefault(one, {})[other] = cost
        object.__setattr__(self, "_partners", nested)

    def cost(self, one: str, other: str) -> float:
        """Return the cost of the cheapest alignment of two words in small letters."""
        first, second = f"{START}{one[:_MAX_LETTERS]}{END}", f"{START}{other[:_MAX_LETTERS]}{END}"
        unseen = self.unseen
        width = len(second) + 1
        rights = [("", second[j - 1 : j], second[max(0, j - 2) : j]) for j in range(width)]
        far = float("inf")
        table = [[far] * width for _ in range(len(first) + 1)]
        table[0][0] = 0.0
        for i, row in enumerate(table):
            ways = [
                (table[i - down], right, self._partners.get(first[i - down : i], {}), alone)
                for down, right, alone in _WAYS
                if down <= i and (alone or first[i - down : i] in self._partners)
            ]
            for j in range(width):
                best = row[j]
                for above, right, partners, alone in ways:
                    if right > j:
                        continue
                    before = above[j - right]
                    if before >= best:
                        continue
                    step = partners.get(rights[j][right])
                    if step is None:
                        if not alone:
                            continue
                        step = unseen
                    if before + step < best:
                        best = before + step
                row[j] = best
        return table[-1][-1]

    def gain(self, one: str, other: str) -> float:
        """Return by how much, a letter, aligning is cheaper than writing both words apart."""
        apart = sum(self.left.get(letter, self.unseen) for letter in one)
        apart += sum(self.right.get(letter, self.unseen) for letter in other)
        return (apart - self.cost(one, other)) / max(2, len(one) + len(other))

    def likeness(self, one: str, other: str) -> float:
        """Return in [0, 1] how likely the two are spellings of one name."""
        return 1 / (
            1 + exp(-max(-30.0, min(30.0, self.offset + self.scale * self.gain(one, other))))
        )


def from_json(text: str) -> SpellingModel:
    """Read a model as :func:`to_json` writes it."""
    data = json.loads(text)
    return SpellingModel(
        costs={
            (one, other): cost
            for one, partners in data["costs"].items()
            for other, cost in partners.items()
        },
        unseen=data["unseen"],
        left=data["left"],
        right=data["right"],
        scale=data["scale"],
        offset=data["offset"],
    )


def to_json(model: SpellingModel) -> str:
    """Write a model: costs by left group, then right group, to three decimals."""
    nested: dict[str, dict[str, float]] = {}
    for (one, other), cost in sorted(model.costs.items()):
        nested.setdefault(one, {})[other] = round(cost, 3)
    return json.dumps(
        {
            "costs": nested,
            "unseen": round(model.unseen, 3),
            "left": {letter: round(cost, 3) for letter, cost in sorted(model.left.items())},
            "right": {letter: round(cost, 3) for letter, cost in sorted(model.right.items())},
            "scale": round(model.scale, 4),
            "offset": round(model.offset, 4),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


@cache
def shipped(name: str) -> SpellingModel:
    """Return a model that ships with the package: ``latin-arabic`` or ``latin-latin``."""
    return from_json(
        (files("graph.identity") / "data" / f"{name}.json").read_text(encoding="utf-8")
    )


@lru_cache(maxsize=200_000)
def likeness(model: str, one: str, other: str) -> float:
    """Return the likeness of two words under a shipped model; remembered, for names recur."""
    return shipped(model).likeness(one, other)

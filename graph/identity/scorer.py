"""How likely two names mean one: a sum of weights, each of which can be told in words.

The weights are fitted (``training/identity_fit.py``); they lie in ``data/weights.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log

from graph.identity.comparison import compare

_WORDS = {
    "letters": "the two most different words, laid side by side, differ in spelling",
    "far_letters": "a word of one has no likeness to its partner in the other",
    "all_letters": "their words differ in spelling on average",
    "slips": "letters differ",
    "no_variant": "a word is no known way of spelling its partner",
    "left_over": "one name has words that the other lacks",
    "left_over_many": "one name has several words that the other lacks",
    "single": "one name is a single word",
    "initials": "initials stand for whole names",
    "initial_differs": "an initial is that of no word of the other name",
    "moved": "the words stand in another order",
    "first_differs": "the first words differ",
    "last_differs": "the last words differ",
    "generation_differs": "junior, senior or a number behind the name differs",
    "sex_differs": "the titles are of different sexes",
    "numbers_differ": "numbers in the names differ",
    "legal_differs": "the legal forms differ",
    "legal_one_sided": "only one has a legal form",
    "acronym": "one is made of the initials of the other",
    "other_script": "they are in different scripts",
    "same_words": "the names are the same but for case, accents, small words or a legal form",
    "common": "others in the case bear these names, so that namesakes are to be expected",
    "company": "they are mentioned with the same others",
    "no_company": "they are mentioned with nobody and nothing in common",
    "same_position": "the same position is said of both",
    "other_position": "different positions are said of them",
    "same_owner": "positions in the same organisation or place are said of both",
    "other_owner": "positions in different organisations or places are said of them",
    "years_apart": "the dates given lie far apart",
    "together": "both full names stand in one document",
}

CONTEXT_FEATURES = (
    "company",
    "no_company",
    "same_position",
    "other_position",
    "same_owner",
    "other_owner",
    "years_apart",
    "together",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One summand of a score: what was seen, and by how much it changes the log-odds."""

    feature: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Fitted weights; ``join`` and ``review`` are probabilities.

    ``person`` and ``thing`` weigh the features of :data:`~graph.identity.comparison.NAME_FEATURES`
    and have a ``bias``; ``person_context`` and ``thing_context`` weigh what stands around names.
    """

    person: Mapping[str, float]
    thing: Mapping[str, float]
    person_context: Mapping[str, float]
    thing_context: Mapping[str, float]
    join: float
    review: float

    def of(self, family: str) -> Mapping[str, float]:
        """Return the weights for names of a family of types."""
        return self.person if family == "PERSON" else self.thing

    def around(self, family: str) -> Mapping[str, float]:
        """Return the weights of what stands around names of a family of types."""
        return self.person_context if family == "PERSON" else self.thing_context


@cache
def weights() -> Weights:
    """Return the weights that ship with the package."""
    data = json.loads(
        (files("graph.identity") / "data" / "weights.json").read_text(encoding="utf-8")
    )
    return Weights(
        person=data["person"],
        thing=data["thing"],
        person_context=data["person_context"],
        thing_context=data["thing_context"],
        join=data["join"],
        review=data["review"],
    )


def name_score(one: str, other: str, family: str) -> float:
    """Return the log-odds that two names mean one, by the names alone."""
    figures = compare(one, other, family)
    table = weights().of(family)
    if not figures:
        return table["bias"] + table["same_words"]
    return table["bias"] + sum(table.get(name, 0.0) * value for name, value in figures)


def name_reasons(one: str, other: str, family: str) -> tuple[Reason, ...]:
    """Return the summands of :func:`name_score`, the heaviest first."""
    figures = compare(one, other, family) or (("same_words", 1.0),)
    return reasons((("bias", 1.0), *figures), weights().of(family))


def reasons(
    figures: tuple[tuple[str, float], ...], table: Mapping[str, float]
) -> tuple[Reason, ...]:
    """Return features with their weights in words, the heaviest first; the bias as the start."""
    found = [
        Reason(
            feature=name,
            text=_WORDS.get(name, "where a comparison of such names starts"),
            weight=round(table.get(name, 0.0) * value, 3),
        )
        for name, value in figures
    ]
    return tuple(
        sorted(
            (r for r in found if r.weight or r.feature == "bias"),
            key=lambda r: (-abs(r.weight), r.feature),
        )
    )


def probability(log_odds: float) -> float:
    """Return the probability of log-odds."""
    return 1 / (1 + exp(-max(-40.0, min(40.0, log_odds))))


def log_odds(p: float) -> float:
    """Return the log-odds of a probability between 0 and 1."""
    return log(p / (1 - p))

"""What stands around two names: whom they are mentioned with, what is said of them, when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log, log2

from graph.identity.countries import plain_country
from graph.identity.nameparts import parts
from graph.identity.nodes import Node
from graph.identity.profiles import Profile, Source
from graph.names import normal

_MAX_DOCUMENTS = 40
_MAX_COMPANY = 400
_YEARS_APART = 40
_ENOUGH = 2.0

Figures = tuple[tuple[str, float], ...]


class Surroundings:
    """Answers, for two nodes of a case, what speaks for and against their being one.

    Parameters
    ----------
    found : sequence of Profile
        All profiles of the case.
    nodes : sequence of Node
    sources : mapping of str to Source
        May lack documents.
    """

    def __init__(
        self, found: Sequence[Profile], nodes: Sequence[Node], sources: Mapping[str, Source]
    ) -> None:
        self._group = {d: source.group or d for d, source in sources.items()}
        self._present: dict[str, set[str]] = defaultdict(set)
        for profile in found:
            if profile.is_full:
                self._present[profile.key[0]].add(_label(profile.family, profile.name))
        self._frequency = Counter(label for labels in self._present.values() for label in labels)
        self._documents = max(1, len(self._present))
        self._bearers: Counter[str] = Counter()
        self._people = 0
        for node in nodes:
            if node.family == "PERSON":
                self._people += 1
                self._bearers.update({word.key for word in parts(node.name, "PERSON").words})
        self._company = lru_cache(maxsize=50_000)(self._company_of)

    def shared(self, one: Iterable[str], other: Iterable[str], *, but: frozenset[str]) -> float:
        """Return how much company two sets of documents share, in [0, 1].

        Names that few documents hold count for more, places for half, names ``but`` for nothing.
        One document, or two reprints of one text, share all their company.
        """
        first, second = tuple(sorted(one))[:_MAX_DOCUMENTS], tuple(sorted(other))[:_MAX_DOCUMENTS]
        if {self._group.get(d, d) for d in first} & {self._group.get(d, d) for d in second}:
            return 1.0
        common = (self._company(first) & self._company(second)) - but
        weight = sum(
            min(1.0, log2(1 + self._documents / self._frequency[label]) / 2)
            * (1.0 if label.startswith(("PERSON", "org")) else 0.5)
            for label in common
        )
        return min(1.0, weight / _ENOUGH)

    def figures(self, one: Node, other: Node) -> Figures:
        """Return the figures of :data:`~graph.identity.scorer.CONTEXT_FEATURES` other than 0."""
        found: dict[str, float] = {}
        but = frozenset(_label(n.family, name) for n in (one, other) for name in n.names)
        company = self.shared(one.documents, other.documents, but=but)
        found["company"] = company
        found["no_company"] = float(company == 0.0)
        if one.positions and other.positions:
            same = bool(one.positions & other.positions)
            found["same_position" if same else "other_position"] = 1.0
        if one.owners and other.owners:
            found["same_owner" if one.owners & other.owners else "other_owner"] = 1.0
        found["years_apart"] = float(self._years_apart(one, other))
        found["together"] = float(bool(one.documents & other.documents))
        found["sex_differs"] = float({one.sex, other.sex} == {"f", "m"})
        if one.family == other.family == "PERSON":
            found["common"] = self.common(one.name, other.name)
        return tuple((name, round(value, 4)) for name, value in sorted(found.items()) if value)

    def common(self, one: str, other: str) -> float:
        """Return the log of one more than how many namesakes chance would give in the case.

        Expected from how many full names hold each word, as if words were dealt out by chance
        (the agreement weights of Fellegi and Sunter 1969).
        """
        if self._people < _MAX_DOCUMENTS:
            return 0.0
        least = [self._expected(name) for name in (one, other)]
        return round(log(1 + min(least)), 4)

    def _expected(self, name: str) -> float:
        taken = parts(name, "PERSON").words
        expected = float(self._people)
        for word in taken:
            expected *= max(1, self._bearers[word.key] - 1) / self._people
        return expected if len(taken) > 1 else 0.0

    def _company_of(self, documents: tuple[str, ...]) -> frozenset[str]:
        labels: set[str] = set()
        for document in documents:
            labels |= self._present.get(document, set())
            if len(labels) > _MAX_COMPANY:
                break
        return frozenset(labels)

    def _years_apart(self, one: Node, other: Node) -> bool:
        first, second = one.years, other.years
        if not first or not second:
            return False
        return min(abs(a - b) for a in first for b in second) >= _YEARS_APART


def _label(family: str, name: str) -> str:
    return f"{family}:{normal(name if family == 'PERSON' else plain_country(name))}"

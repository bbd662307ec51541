"""Whom "he" and "she" mean: a small network that ranks the persons named around a pronoun.

The graphs of coreference compare a pronoun with each mention before it, and often find the pronoun
before it the likeliest. Here all persons named nearby stand against each other, with what the
graphs say of them, over other pronouns too, and with their places in the sentences' trees.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.nlp.coref_links import Row
from graph.nlp.coref_names import same_name
from graph.nlp.decode import Calibration

#: Sentences before the pronoun's in which persons are looked for.
BACK: Final = 5

_ROLES: Final = ("nsubj", "nsubj:pass", "obj", "obl", "nmod:poss", "nmod", "appos", "conj", "root")
_WHOSE: Final = ("nsubj", "nsubj:pass", "obj", "obl", "nmod:poss")
_CLAUSES: Final = frozenset(
    ("root", "ccomp", "advcl", "advcl:relcl", "acl", "acl:relcl", "xcomp", "conj", "parataxis")
)

#: Forms up to this one are "he", "she" and the like, see :mod:`graph.nlp.coref_features`.
_HE_OR_SHE: Final = 6
#: Of these, the forms up to this one are "he" and the like.
_HE: Final = 3
#: Weight of not knowing a person's sex, in pronouns that surely mean the person.
_OPEN: Final = 0.25
#: Times that persons' sexes are worked out anew.
_TIMES: Final = 3
#: Persons that a name is compared with.
_RECENT: Final = 60

#: Columns of :func:`columns`.
COLUMNS: Final = 2 + 5 + 4 + 2 * len(_ROLES) + len(_WHOSE) + 7 + 2


@dataclass(frozen=True, slots=True)
class Tree:
    """Heads and labels of the words of a document; a root is its own head."""

    heads: Sequence[int]
    labels: Sequence[str]
    sentence: Sequence[int]

    def role(self, word: int) -> str:
        """Return the label of a word, of the first for those that are coordinated."""
        for _ in range(4):
            if self.labels[word] != "conj":
                break
            word = self.heads[word]
        return self.labels[word]

    def clause(self, word: int) -> int:
        """Return the word that heads the clause that a word stands in."""
        for _ in range(40):
            if self.labels[word] in _CLAUSES and self.labels[word] != "conj":
                return word
            if self.heads[word] == word:
                return word
            word = self.heads[word]
        return word

    def head(self, start: int, end: int) -> int:
        """Return the first of the words ``[start, end)`` that hangs on none of them."""
        return next(
            (
                i
                for i in range(start, end)
                if self.heads[i] == i or not start <= self.heads[i] < end
            ),
            start,
        )

    def above(self, word: int) -> list[int]:
        """Return the words over a word, the next first."""
        found: list[int] = []
        while self.heads[word] != word and len(found) < 40:
            word = self.heads[word]
            found.append(word)
        return found


@dataclass(frozen=True, slots=True)
class Person:
    """A name near a pronoun: its head word, whose name it is, and what the graphs say.

    Attributes
    ----------
    word
        The word of the name that the others hang on.
    entity
        Number of the person; names that are alike share it.
    direct
        Chance that the pronoun refers to this mention.
    whole
        Chance that it refers to the person, also over other pronouns.
    """

    word: int
    entity: int
    direct: float
    whole: float


def columns(tree: Tree, pronoun: int, people: Sequence[Person]) -> NDArray[np.float32]:
    """Return what is known of each person as the one a pronoun means, (people, COLUMNS)."""
    out = np.zeros((len(people), COLUMNS), np.float32)
    mine = tree.sentence[pronoun]
    role, clause = tree.role(pronoun), tree.clause(pronoun)
    above = tree.above(pronoun)
    possessive = tree.labels[pronoun] == "nmod:poss"
    counts = {p.entity: sum(q.entity == p.entity for q in people) for p in people}
    opening = min(p.word for p in people)
    firsts = {
        min(p.word for p in people if tree.sentence[p.word] == s)
        for s in {tree.sentence[p.word] for p in people}
    }
    for row, person in zip(out, people, strict=True):
        word = person.word
        gap = mine - tree.sentence[word]
        his = tree.role(word)
        low, high = sorted((word, pronoun))
        between = {p.entity for p in people if low < p.word < high} - {person.entity}
        values = [np.log(person.direct + 1e-4) / 4, np.log(person.whole + 1e-4) / 4]
        values += [float(gap == n) for n in range(4)] + [float(gap > 3)]
        values += [
            float(word > pronoun),
            float(word > pronoun and gap == 0 and word in above),
            min(len(between), 4) / 2,
            float(not between),
        ]
        values += [float(his == name) for name in _ROLES]
        values += [float(his == name) * float(his == role or role == "nsubj") for name in _ROLES]
        values += [float(role == name) for name in _WHOSE]
        same = gap == 0 and tree.clause(word) == clause
        subject = his.startswith("nsubj")
        values += [
            # Two arguments of one verb are two people, unless one is "himself".
            float(same and not possessive and tree.heads[word] == tree.heads[pronoun]),
            float(same and possessive and subject),
            float(gap == 0 and subject and tree.heads[word] in above),
            float(gap == 1 and subject and role.startswith("nsubj")),
            float(gap > 0 and subject and tree.labels[tree.clause(word)] == "root"),
            float(pronoun in tree.above(word)),
            float(word in firsts),
        ]
        values += [np.log(counts[person.entity]), float(word == opening)]
        row[:] = values
    return out


class Ranker:
    """The network: two layers over the columns, and a score for nobody of them.

    Parameters
    ----------
    meta
        ``up``, ``shift``, ``down``, ``nobody``: the weights; ``calibration``: slope and shift.
    """

    def __init__(self, meta: dict[str, Any]) -> None:
        self._up = np.array(meta["up"], np.float32)
        self._shift = np.array(meta["shift"], np.float32)
        self._down = np.array(meta["down"], np.float32)
        self._nobody: float = meta["nobody"]
        self.calibration = Calibration(*meta["calibration"])

    def chances(self, tree: Tree, pronoun: int, people: Sequence[Person]) -> dict[int, float]:
        """Return how likely the pronoun means each person, raw; together less than 1."""
        if not people:
            return {}
        hidden = np.maximum(columns(tree, pronoun, people) @ self._up + self._shift, 0)
        scores = np.append(hidden @ self._down, self._nobody)
        powers = np.exp(scores - scores.max())
        chances = powers / powers.sum()
        found: dict[int, float] = {}
        for person, chance in zip(people, chances.tolist(), strict=False):
            found[person.entity] = found.get(person.entity, 0.0) + chance
        return found


def absorbed(
    rows: Iterable[Row], entity: Mapping[int, int], *, reach: int = 256
) -> Iterator[tuple[Row, dict[int, float], dict[int, float]]]:
    """Yield each row with its mention's chances to mean each named person.

    Parameters
    ----------
    rows
        For each mention in order, see :func:`graph.nlp.coref_links.likely`.
    entity
        The person that a mention names.
    reach
        Mentions after which chances are forgotten.

    Yields
    ------
    row
        As it came.
    direct
        By mention that names a person.
    whole
        By person: also over other mentions, which refer to somebody in their turn.
    """
    known: dict[int, dict[int, float]] = {}
    for row in rows:
        mention, earlier, chances = row
        direct: dict[int, float] = {}
        whole: dict[int, float] = {}
        for before, chance in zip(earlier, chances, strict=True):
            if before in entity:
                direct[before] = chance
            for person, share in known.get(before, {}).items():
                whole[person] = whole.get(person, 0.0) + chance * share
        known[mention] = {entity[mention]: 1.0} if mention in entity else whole
        known.pop(mention - reach, None)
        yield row, direct, whole


@dataclass(frozen=True, slots=True)
class PersonName:
    """A mention that is a person's name: its number, its words ``[start, end)``, its text."""

    mention: int
    start: int
    end: int
    text: str


def persons(names: Sequence[PersonName]) -> dict[int, int]:
    """Return by mention the number of the person; names that fit one are that one's.

    >>> names = [PersonName(0, 0, 2, "Amina Korvali"), PersonName(4, 9, 10, "Korvali")]
    >>> persons(names)
    {0: 0, 4: 0}
    """
    known: list[str] = []
    found: dict[int, int] = {}
    for name in names:
        recent = range(len(known) - 1, max(-1, len(known) - 1 - _RECENT), -1)
        number = next((n for n in recent if same_name(known[n], name.text)), len(known))
        if number == len(known):
            known.append(name.text)
        elif len(name.text) > len(known[number]):
            known[number] = name.text
        found[name.mention] = number
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A pronoun: its mention, word and sex, the persons named around, and their mentions."""

    mention: int
    word: int
    sex: str
    people: list[Person]
    mentions: list[int]


def asked(
    rows: Iterable[Row],
    anchors: Sequence[int],
    forms: Sequence[int],
    names: Sequence[PersonName],
    tree: Tree,
) -> Iterator[Asked]:
    """Yield the pronouns for "he" and "she" that have a person named around.

    Parameters
    ----------
    rows, anchors, forms
        Of the document's mentions, in order: what each may refer to, its word; form of each word.
    names
        Persons' names, in order.
    tree
        The document's.
    """
    entity = persons(names)
    heads = [tree.head(name.start, name.end) for name in names]
    sentences = [tree.sentence[name.start] for name in names]
    for (mention, _, _), direct, whole in absorbed(rows, entity):
        word = anchors[mention]
        if not 0 < forms[word] <= _HE_OR_SHE:
            continue
        first = bisect_left(sentences, tree.sentence[word] - BACK)
        last = bisect_right(sentences, tree.sentence[word])
        people = [
            Person(
                heads[n],
                entity[names[n].mention],
                direct.get(names[n].mention, 0.0),
                whole.get(entity[names[n].mention], 0.0),
            )
            for n in range(first, last)
        ]
        if people:
            mentions = [names[n].mention for n in range(first, last)]
            yield Asked(mention, word, "m" if forms[word] <= _HE else "f", people, mentions)


def ranked(
    ranker: Ranker, pronouns: Sequence[Asked], tree: Tree
) -> tuple[dict[int, tuple[int, float]], dict[int, str]]:
    """Return whom pronouns mean, and the sex of those that they mean.

    Returns
    -------
    meant
        For each pronoun's mention the name that it means, the last before it or the first after,
        and the calibrated score.
    sexes
        For mentions of persons, ``m`` or ``f``, by the pronouns that most likely mean them.
    """
    chances = [ranker.chances(tree, one.word, one.people) for one in pronouns]
    for _ in range(_TIMES):
        chances = agreeing(pronouns, chances)
    masses = _masses(pronouns, chances)
    meant: dict[int, tuple[int, float]] = {}
    sexes: dict[int, str] = {}
    for one, likely in zip(pronouns, chances, strict=True):
        for mention, person in zip(one.mentions, one.people, strict=True):
            men, women = (masses.get((person.entity, sex), 0.0) for sex in "mf")
            if max(men, women) >= _OPEN:
                sexes[mention] = "m" if men > women else "f"
        fitting = {
            person: chance for person, chance in likely.items()
            if masses[person, one.sex] >= masses.get((person, _other(one.sex)), 0.0)
        }  # fmt: skip
        if not fitting:
            continue
        best = max(fitting, key=lambda person: fitting[person])
        mentions = [m for m, p in zip(one.mentions, one.people, strict=True) if p.entity == best]
        name = max((m for m in mentions if m < one.mention), default=mentions[0])
        meant[one.mention] = (name, ranker.calibration(fitting[best]))
    return meant, sexes


def agreeing(
    pronouns: Sequence[Asked], chances: Sequence[dict[int, float]]
) -> list[dict[int, float]]:
    """Return the chances of pronouns anew, in the light of whom all others mean.

    A person whom "she" means elsewhere is less likely meant by "he": each chance is weighed by how
    much of what means the person, without this pronoun, is of its sex.
    """
    masses = _masses(pronouns, chances)
    found = []
    for one, likely in zip(pronouns, chances, strict=True):
        weighed = {}
        for person, chance in likely.items():
            same = masses[person, one.sex] - chance
            other = masses.get((person, _other(one.sex)), 0.0)
            weighed[person] = chance * (same + _OPEN) / (same + other + 2 * _OPEN)
        # What means nobody of them stays half as likely as it was, as do persons of no known sex.
        total = sum(weighed.values()) + 0.5 * max(0.0, 1 - sum(likely.values()))
        found.append({person: chance / total for person, chance in weighed.items()})
    return found


def _masses(
    pronouns: Sequence[Asked], chances: Sequence[dict[int, float]]
) -> dict[tuple[int, str], float]:
    masses: dict[tuple[int, str], float] = {}
    for one, likely in zip(pronouns, chances, strict=True):
        for person, chance in likely.items():
            masses[person, one.sex] = masses.get((person, one.sex), 0.0) + chance
    return masses


def _other(sex: str) -> str:
    return "f" if sex == "m" else "m"

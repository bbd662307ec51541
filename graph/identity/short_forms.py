"""Surnames, given names, initials, acronyms and words such as "the Court": whose they are.

A short form joins an entity only if exactly one can be meant: first in its own document, then, for
surnames and acronyms, in the case, and there only in shared company.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from graph.identity.joins import Join, Joins
from graph.identity.nameparts import NameParts, person_parts
from graph.identity.nodes import Node
from graph.identity.profiles import Profile, is_head
from graph.identity.scorer import Reason
from graph.identity.surroundings import Surroundings
from graph.identity.wordlikeness import alike, skeleton
from graph.names import acronym_parts, is_acronym, normal, spells, words

_SAME_WORD = 0.9
_COMPANY = 0.5

Bears = Callable[[NameParts, NameParts, bool], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """An entity with a whole name: the profile that stands for it and what it is called."""

    profile: int
    names: tuple[str, ...]
    documents: frozenset[str]
    sex: str


class ShortForms:
    """Finds the owners of short forms in one case.

    Parameters
    ----------
    found : sequence of Profile
    nodes : sequence of Node
    joins : Joins
        With all whole names joined; short forms are joined to them here.
    around : Surroundings
    decided : container of int
        Profiles that people joined to others, or within: their word stands.
    """

    def __init__(
        self,
        found: Sequence[Profile],
        nodes: Sequence[Node],
        joins: Joins,
        around: Surroundings,
        decided: Container[int] = frozenset(),
    ) -> None:
        self._found = found
        self._joins = joins
        self._around = around
        self._decided = decided
        self._owners = _owners(nodes, joins)
        self._nicknames: dict[str, int] = {}
        self._in_document: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_bones: dict[str, list[int]] = defaultdict(list)
        self._by_acronym: dict[str, list[int]] = defaultdict(list)
        self._by_initials: dict[str, list[int]] = defaultdict(list)
        families = {joins.find(node.members[0]): node.family for node in nodes}
        for root, owner in sorted(self._owners.items()):
            for document in owner.documents:
                self._in_document[document, families[root]].append(root)
            if families[root] == "PERSON":
                for bones in {skeleton(_last(person_parts(name))) for name in owner.names}:
                    self._by_bones[bones].append(root)
            elif families[root] == "organisation":
                for letters in {_initials(name) for name in owner.names}:
                    self._by_initials[letters].append(root)
        for index, profile in enumerate(found):
            if profile.is_full:
                for name, _ in profile.names:
                    for part in acronym_parts(name):
                        if is_acronym(part):
                            self._by_acronym[normal(part)].append(joins.find(index))

    def join(self) -> tuple[frozenset[int], list[tuple[int, int, str]]]:
        """Join every short form that has one owner.

        Returns
        -------
        frozenset of int
            Profiles that stay unresolved: several of their own document may be meant.
        list of (int, int, str)
            Pairs of profiles for review, with why they were not joined.
        """
        unresolved: set[int] = set()
        doubtful: list[tuple[int, int, str]] = []
        acronyms: dict[str, list[int]] = defaultdict(list)
        for index, profile in enumerate(self._found):
            if profile.is_full or index in self._decided:
                continue  # it tells by itself, or somebody decided
            if profile.family == "PERSON":
                self._person(index, unresolved, doubtful)
            elif profile.family == "organisation":
                if is_acronym(profile.name):
                    acronyms[normal(profile.name)].append(index)
                else:
                    self._word(index)
        for name in sorted(acronyms):
            self._acronym(name, acronyms[name], doubtful)
        return frozenset(unresolved), doubtful

    def _person(
        self, index: int, unresolved: set[int], doubtful: list[tuple[int, int, str]]
    ) -> None:
        profile = self._found[index]
        if profile.is_relative:
            return
        document, taken = profile.key[0], person_parts(profile.name)
        here = self._in_document.get((document, "PERSON"), [])
        for bears in (_bears_surname, _bears_given):
            owners = [root for root in here if self._fits(index, taken, root, bears, exact=True)]
            if len(owners) == 1:
                self._attach(index, owners[0], "the only one of this name in the document")
                return
            if len(owners) > 1:
                unresolved.add(index)
                doubtful.extend((index, root, "several in the document") for root in owners)
                return
        if " " in normal(profile.name) and not any(word.is_initial for word in taken.words):
            first = self._nicknames.setdefault(normal(profile.name), index)  # "Brother Anvar"
            if first != index:
                self._joins.join(Join(left=first, right=index, how="same name"))
                return
        bones = skeleton(_last(taken))
        near = [
            root
            for root in self._by_bones.get(bones, ())
            if self._fits(index, taken, root, _bears_surname, exact=False)
        ]
        if len(near) != 1:
            doubtful.extend((index, root, "several in the case") for root in near[:3])
            return
        company = self._company(profile, near[0])
        if company >= _COMPANY or document in self._owners[near[0]].documents:
            self._attach(index, near[0], "the only one of this name in the case, same company")
        else:
            doubtful.append((index, near[0], "nobody and nothing mentioned with both"))

    def _fits(self, index: int, taken: NameParts, root: int, bears: Bears, *, exact: bool) -> bool:
        owner = self._owners[root]
        return (
            {self._found[index].sex, owner.sex} != {"f", "m"}
            and self._joins.may_join(index, owner.profile)
            and any(bears(taken, person_parts(name), exact) for name in owner.names)
        )

    def _company(self, profile: Profile, root: int) -> float:
        owner = self._owners[root]
        but = frozenset(f"PERSON:{normal(name)}" for name in (*owner.names, profile.name))
        return self._around.shared((profile.key[0],), owner.documents, but=but)

    def _attach(self, index: int, root: int, why: str) -> None:
        reason = Reason(feature="only_owner", text=why, weight=0.0)
        self._joins.join(
            Join(left=self._owners[root].profile, right=index, how="short form", reasons=(reason,))
        )

    def _word(self, index: int) -> None:
        """Join "the Court" to the one organisation of the document whose head that word is."""
        profile = self._found[index]
        short = words(profile.name)
        owners = [
            root
            for root in self._in_document.get((profile.key[0], "organisation"), [])
            if any(is_head(short, words(name)) for name in self._owners[root].names)
            and self._joins.may_join(index, self._owners[root].profile)
        ]
        if len(owners) == 1:
            self._attach(index, owners[0], "the only one of the document whose head it is")

    def _acronym(self, name: str, indexes: list[int], doubtful: list[tuple[int, int, str]]) -> None:
        meanings = sorted({self._joins.find(root) for root in self._by_acronym.get(name, ())})
        if not meanings:
            spelt = [
                root
                for root in self._by_initials.get("".join(c for c in name if c.isalnum()), ())
                if any(
                    spells(self._found[indexes[0]].name, full) for full in self._owners[root].names
                )
            ]
            meanings = spelt if len(spelt) == 1 else []
        if len(meanings) > 1:
            doubtful.extend((i, root, "the acronym has several meanings") for i in indexes[:3]
                            for root in meanings[:3])  # fmt: skip
            return
        for index in indexes[1:]:
            self._joins.join(Join(left=indexes[0], right=index, how="same name"))
        if meanings and meanings[0] in self._owners:
            self._attach(indexes[0], meanings[0], "the only meaning of the acronym in the case")


def _owners(nodes: Sequence[Node], joins: Joins) -> dict[int, Owner]:
    grouped: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        grouped[joins.find(node.members[0])].append(node)
    return {
        root: Owner(
            profile=group[0].members[0],
            names=tuple(sorted({name for node in group for name in node.names})),
            documents=frozenset().union(*(node.documents for node in group)),
            sex=next((node.sex for node in group if node.sex), ""),
        )
        for root, group in grouped.items()
    }


def _last(taken: NameParts) -> str:
    plain = [word.key for word in taken.words if not word.is_initial]
    return plain[-1] if plain else ""


def _initials(name: str) -> str:
    return "".join(word[:1] for word in words(name) if word not in {"of", "the", "for", "and"})


def _bears_surname(short: NameParts, full: NameParts, exact: bool) -> bool:
    """Whether a surname, with initials or without, may be that of a full name."""
    plain = [word for word in short.words if not word.is_initial]
    initials = [word.key for word in short.words if word.is_initial]
    if len(plain) != 1 or len(full.words) <= 1:
        return False
    last = full.words[-1]
    likeness = alike(plain[0], last)
    if likeness < (1.0 if exact else _SAME_WORD):
        return False
    return all(any(w.key.startswith(i) for w in full.words[:-1]) for i in initials)


def _bears_given(short: NameParts, full: NameParts, exact: bool) -> bool:
    """Whether a name that stands alone is the given name of a full name."""
    return (
        len(short.words) == 1
        and len(full.words) > 1
        and short.words[0].key == full.words[0].key
        and len(short.words[0].key) > 2
    )

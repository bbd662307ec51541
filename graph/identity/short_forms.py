"""Surnames, given names, initials, acronyms and words such as "the Court": whose they are.

A short form joins an entity only if exactly one can be meant: first in its own document, then, for
surnames and acronyms, in the case, and there only in shared company.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph.extract.chains import GENERIC
from graph.identity.bearing import bears_given, bears_surname, beginnings, is_head
from graph.identity.countries import plain_country
from graph.identity.joins import Join, Joins
from graph.identity.nameparts import NameParts, person_parts
from graph.identity.nodes import Node
from graph.identity.profiles import Profile
from graph.identity.scorer import Reason
from graph.identity.surroundings import Surroundings
from graph.identity.wordlikeness import skeleton
from graph.names import acronym_parts, is_acronym, normal, spells, words

_COMPANY = 0.5


class Bears(Protocol):
    """Whether a short form may be that of a full name; ``exact``: spelt alike."""

    def __call__(self, short: NameParts, full: NameParts, *, exact: bool) -> bool:
        """Compare two names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """An entity with a whole name: the profile that stands for it and what it is called."""

    profile: int
    names: tuple[str, ...]
    documents: frozenset[str]
    family: str
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
        self._in_document: dict[tuple[str, str], dict[int, Profile]] = defaultdict(dict)
        self._by_bones: dict[str, list[int]] = defaultdict(list)
        self._by_acronym: dict[str, list[int]] = defaultdict(list)
        self._by_initials: dict[str, list[int]] = defaultdict(list)
        for root, owner in sorted(self._owners.items()):
            if owner.family == "PERSON":
                for bones in {skeleton(_last(person_parts(name))) for name in owner.names}:
                    self._by_bones[bones].append(root)
            elif owner.family == "organisation":
                for letters in {_initials(name) for name in _written(owner.names)}:
                    self._by_initials[letters].append(root)
        for index, profile in enumerate(found):
            if profile.is_full:
                if (root := joins.find(index)) in self._owners:
                    here = self._in_document[profile.key[0], profile.family]
                    here.setdefault(root, profile)
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
        here = self._in_document.get((document, "PERSON"), {})
        for bears in (bears_surname, bears_given):
            owners = [root for root in here if self._fits(index, taken, root, bears, exact=True)]
            if len(owners) == 1:
                self._attach(index, owners[0], "the only one of this name in the document")
                return
            if len(owners) > 1:
                for why, meant in self._told_apart(profile, {root: here[root] for root in owners}):
                    if len(meant) == 1:
                        self._attach(index, meant[0], why)
                        return
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
            if self._fits(index, taken, root, bears_surname, exact=False)
        ]
        if len(near) != 1:
            doubtful.extend((index, root, "several in the case") for root in near[:3])
            return
        company = self._company(profile, near[0])
        if company >= _COMPANY or document in self._owners[near[0]].documents:
            self._attach(index, near[0], "the only one of this name in the case, same company")
        else:
            doubtful.append((index, near[0], "nobody and nothing mentioned with both"))

    def _told_apart(
        self, profile: Profile, owners: Mapping[int, Profile]
    ) -> Iterator[tuple[str, list[int]]]:
        """Yield which of several bearers of a surname a document may mean by it, and why."""
        if len(profile.titles) == 1:
            yield (
                "the only one of this name and title in the document",
                [root for root, owner in owners.items() if owner.titles & profile.titles],
            )
        most = max((len(o.mentions) for o in owners.values() if o.is_kin), default=0)
        yield (
            "the others of this name are introduced as relatives",
            # A relative of whom more is told may be whom the text is about.
            [r for r, o in owners.items() if not o.is_kin and len(o.mentions) >= most],
        )
        yield (
            "the others of this name come later in the document",
            [root for root, owner in owners.items() if owner.key[1] < profile.mentions[-1]],
        )

    def _fits(self, index: int, taken: NameParts, root: int, bears: Bears, *, exact: bool) -> bool:
        owner = self._owners[root]
        return (
            {self._found[index].sex, owner.sex} != {"f", "m"}
            and self._joins.may_join(index, owner.profile)
            and any(bears(taken, person_parts(name), exact=exact) for name in owner.names)
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
        """Join "the Court" to the one organisation before it whose head that word is."""
        profile = self._found[index]
        short = words(profile.name)
        here = self._in_document.get((profile.key[0], "organisation"), {})
        owners = [
            root
            for root in here
            if here[root].key < profile.key
            and any(is_head(short, words(name)) for name in self._owners[root].names)
            and self._joins.may_join(index, self._owners[root].profile)
        ]
        if len(owners) == 1:
            self._attach(index, owners[0], "the only one before it in the document with that head")

    def _acronym(self, name: str, indexes: list[int], doubtful: list[tuple[int, int, str]]) -> None:
        meanings = sorted({self._joins.find(root) for root in self._by_acronym.get(name, ())})
        if not meanings:
            spelt = [
                root
                for root in self._by_initials.get("".join(c for c in name if c.isalnum()), ())
                if any(
                    spells(self._found[indexes[0]].name, full)
                    for full in _written(self._owners[root].names)
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


def join_beginnings(
    nodes: Sequence[Node], joins: Joins, around: Surroundings
) -> list[tuple[int, int, str]]:
    """Join "Labour Path" to the only "Labour Path Organisation" of the case, in shared company.

    Returns
    -------
    list of (int, int, str)
        Pairs of profiles for review, with why they were not joined.
    """
    owners = {r: o for r, o in _owners(nodes, joins).items() if o.family == "organisation"}
    longer: dict[tuple[str, ...], set[int]] = defaultdict(set)
    bare: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for root, owner in owners.items():
        for name in map(words, owner.names):
            bare[name].add(root)
            for begin in beginnings(name, GENERIC):
                longer[begin].add(root)
    doubtful: list[tuple[int, int, str]] = []
    for begin in sorted(longer.keys() & bare.keys()):
        for short in sorted(bare[begin]):
            meant = sorted(longer[begin] - {short})
            one, *others = [owners[root] for root in meant] or [owners[short]]
            if one.profile == owners[short].profile:
                continue
            if others:
                why = "several organisations of the case begin so"
            elif around.shared(owners[short].documents, one.documents, but=frozenset()) < _COMPANY:
                why = "nobody and nothing mentioned with both"
            else:
                reason = Reason(
                    feature="only_owner",
                    text="the only organisation of the case that begins so, same company",
                    weight=0.0,
                )
                made = Join(
                    left=one.profile,
                    right=owners[short].profile,
                    how="short form",
                    reasons=(reason,),
                )
                joins.join(made)
                continue
            doubtful += [(owners[short].profile, other.profile, why) for other in (one, *others)]
    return doubtful


def _owners(nodes: Sequence[Node], joins: Joins) -> dict[int, Owner]:
    grouped: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        grouped[joins.find(node.members[0])].append(node)
    return {
        root: Owner(
            profile=group[0].members[0],
            names=tuple(sorted({name for node in group for name in node.names})),
            documents=frozenset().union(*(node.documents for node in group)),
            family=group[0].family,
            sex=next((node.sex for node in group if node.sex), ""),
        )
        for root, group in grouped.items()
    }


def _last(taken: NameParts) -> str:
    plain = [word.key for word in taken.words if not word.is_initial]
    return plain[-1] if plain else ""


def _written(names: Iterable[str]) -> set[str]:
    """Return names as they are, and with abbreviated countries written out."""
    return {form for name in names for form in (name, plain_country(name))}


def _initials(name: str) -> str:
    return "".join(word[:1] for word in words(name) if word not in {"of", "the", "for", "and"})

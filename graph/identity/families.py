"""One name read as different types: where the case is all but of one mind, one odd reading yields.

"Haldmark" read a dozen times as a place and once, without much confidence, as a person is a place.
A full name of a person, a bare surname whose bearer the document names, what the reader is sure of
and what somebody decided stay as they are, and nothing becomes a person or an event in this way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from graph.identity.nameparts import person_parts
from graph.identity.profiles import Profile, is_whole
from graph.names import normal

_SURE = 0.8
_TIMES = 3.0
_TIMES_WORDS = 1.0
_DOCUMENTS = 2
_NOT_GIVEN = frozenset({"PERSON", "EVENT"})


def settle_families(found: Sequence[Profile]) -> list[Profile]:
    """Return the profiles, each odd one out with the family that its name has in the case.

    A family is given only if its mentions outweigh those of the odd one by the reader's scores, in
    two documents or more; threefold where a single word, or a person, is meant.
    """
    weight: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    documents: dict[tuple[str, str], set[str]] = defaultdict(set)
    people: dict[str, set[str]] = defaultdict(set)
    for profile in found:
        name = normal(profile.name)
        weight[name][profile.family] += profile.weight
        documents[name, profile.family].add(profile.key[0])
        if profile.family == "PERSON" and profile.is_full:
            people[profile.key[0]] |= {w.key for w in person_parts(profile.name).words}
    settled = []
    for profile in found:
        votes = weight[name := normal(profile.name)]
        if len(votes) > 1 and profile.names and _yields(profile, people[profile.key[0]]):
            most = min(votes, key=lambda family: (-votes[family], family))
            if (
                most not in _NOT_GIVEN
                and votes[most] >= _least(profile) * votes[profile.family]
                and len(documents[name, most]) >= _DOCUMENTS
            ):
                profile = replace(
                    profile,
                    family=most,
                    is_full=is_whole(profile.name, most),
                    read_as=profile.family,
                )
        settled.append(profile)
    return settled


def _least(profile: Profile) -> float:
    """Return how many times the odd reading must be outweighed."""
    several = profile.family != "PERSON" and " " in normal(profile.name)
    return _TIMES_WORDS if several else _TIMES


def _yields(profile: Profile, people: set[str]) -> bool:
    """Whether nothing speaks for the family as it was read but the reading itself."""
    if profile.sure >= _SURE or profile.is_relative:
        return False
    if profile.family == "PERSON":
        words = {w.key for w in person_parts(profile.name).words}
        return not (profile.is_full or profile.sex or profile.titles or words & people)
    return profile.family != "EVENT"

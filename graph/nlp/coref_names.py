"""What names, titles and pronouns forbid in one cluster of mentions.

A wrong link about a person can harm somebody, so these rules stand above the network's scores:
two names that differ are never joined, nor words of different sex, nor a person with a thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graph.names import is_acronym, is_full_name, normal, spells, surnames
from graph.nlp.coref_features import plural

#: Pronouns by what they may stand for: m, f, n (a thing), p (several), s (who speaks).
_PRONOUNS: Final[dict[str, str]] = {
    word: kind
    for kind, group in {
        "m": "he him his himself",
        "f": "she her hers herself",
        "n": "it its itself",
        "p": "they them their theirs themselves",
        "s": "i me my mine myself we us our ours ourselves you your yours yourself yourselves",
    }.items()
    for word in group.split()
}
_MEN: Final = frozenset(
    """mr sir lord king prince father brother son husband man boy uncle nephew grandfather
    gentleman monk sultan emir emperor duke baron""".split()
)
_WOMEN: Final = frozenset(
    """mrs ms miss lady queen princess mother sister daughter wife woman girl aunt niece
    grandmother widow actress nun empress duchess baroness madam madame""".split()
)
#: Nouns for one person that their ending does not give away.
_PEOPLE: Final = frozenset(
    """person individual baby boss captive cardinal chief child citizen civilian clerk client coach
    colleague colonel comrade convict cook corporal cousin coward criminal culprit custodian deputy
    doctor dude enemy envoy ex expert figure friend fugitive general genius guard guest guide guru
    head heir hero host hostage imam infant informant intellectual judge juror kid lad laureate
    lieutenant local major marshal martyr mate mayor medic member miner minor model mullah native
    neighbour neighbor nephew niece nobody nominee nurse opponent orphan parent partner patient
    patriarch peer pilot poet politician pope president priest professional professor prophet
    protagonist pupil rabbi rapper rebel recluse recruit relative representative republican rival
    saint scholar secretary sheikh sheriff sibling someone somebody anyone everybody everyone
    soldier sovereign spokesperson spouse spy star student subject suspect teen thief tsar tutor
    twin
    tyrant veteran vet victim witness youth analyst activist official tribune diplomat democrat
    bishop archbishop ayatollah guerrilla attorney advocate delegate candidate assistant accountant
    agent resident correspondent servant immigrant migrant tenant dissident adolescent
    superintendent
    descendant merchant militant combatant applicant defendant claimant occupant inhabitant
    participant consultant hostess actress waitress heiress""".split()
)
_ENDINGS: Final = ("er", "or", "ist", "ian", "man", "ee")
#: Nouns with such an ending that name things.
_NO_PEOPLE: Final = frozenset(
    """letter matter paper number order power river water weather winter summer computer newspaper
    border corner chapter quarter charter counter danger disorder error factor mirror motor floor
    door sector corridor center poster tower transfer offer answer cover layer shelter theater fever
    disaster dinner manner register folder trailer cluster laser filter server browser
    committee coffee fee degree tree knee list mist fist twist wrist hunger anger
    silver timber paper laughter slaughter murder thunder shower flower finger shoulder bladder
    ladder gender tender wonder feather butter chamber december november
    october september bunker crater meter parameter semester encounter barrier
    carrier frontier terror horror humor tumor vapor color colour odor flavor favour labour harbour
    honour behaviour indicator tractor reactor vector monitor elevator generator metaphor""".split()
)
_PLACES: Final = frozenset(("GPE", "LOC", "FAC"))
_THINGS: Final = frozenset(("ORG", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "DATE"))
_CLASH: Final = frozenset(
    frozenset(pair) for pair in "mf mn fn mp fp mt ft mq fq nq".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a mention without reading its context.

    Attributes
    ----------
    name
        The name, or empty.
    kind
        Its type, or empty.
    sex
        ``m``, ``f``, ``n`` (a thing), ``p`` (several), ``s`` (who speaks), ``t`` (a noun not
        known to name a person), ``q`` (a noun in the plural), or empty.
    """

    name: str = ""
    kind: str = ""
    sex: str = ""


def facts(word: str, name: str = "", kind: str = "", before: str = "") -> Facts:
    """Return what is known of a mention.

    Parameters
    ----------
    word
        The mention's anchor.
    name, kind
        The name it is and its type, or empty.
    before
        The word before the name, perhaps a title.
    """
    low = word.lower()
    if name:
        title = before.lower().rstrip(".")
        sex = "m" if title in _MEN else "f" if title in _WOMEN else ""
        return Facts(name, kind, "n" if kind in _THINGS else sex)
    if low in _PRONOUNS:
        return Facts(sex=_PRONOUNS[low])
    if low in _MEN or low in _WOMEN:
        return Facts(sex="m" if low in _MEN else "f")
    if word != low:
        return Facts()
    if plural(low):
        return Facts(sex="q")
    person = low in _PEOPLE or (low.endswith(_ENDINGS) and low not in _NO_PEOPLE)
    return Facts(sex="" if person else "t")


@lru_cache(maxsize=50_000)
def same_name(one: str, other: str) -> bool:
    """Say whether two names may be one: the same, one within the other, or an acronym.

    >>> same_name("Hamid Korvali", "Korvali"), same_name("Hamid Korvali", "Amina Korvali")
    (True, False)
    """
    a, b = normal(one), normal(other)
    if a == b:
        return True
    short, long = sorted((a.split(), b.split()), key=len)
    if short and _in_order(short, long):
        return True
    return (is_acronym(one) and spells(one, other)) or (is_acronym(other) and spells(other, one))


def _in_order(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def clash(one: Facts, other: Facts) -> bool:
    """Say whether two mentions can never be the same thing."""
    if one.name and other.name:
        if {one.kind, other.kind} & {"PERSON"} and one.kind != other.kind:
            return True
        if one.kind != other.kind and not {one.kind, other.kind} <= _PLACES | {"ORG"}:
            return True
        return not same_name(one.name, other.name)
    if frozenset((one.sex, other.sex)) in _CLASH:
        return True
    for a, b in ((one, other), (other, one)):
        if a.kind == "PERSON" and b.sex in ("n", "p"):
            return True
        if a.kind in _THINGS and b.sex in ("m", "f"):
            return True
    return False


def bearers(name: str, others: Sequence[str]) -> int:
    """Return how many different full names a bare surname may belong to."""
    if is_full_name(name):
        return 1
    short = normal(name)
    return len({normal(other) for other in others if short in surnames(other)})

"""Coreference of names within one document: same name, alias, short form of one full name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from graph.extract.namesakes import apart, bearer
from graph.model import FoundMention
from graph.names import (
    acronym_parts,
    is_acronym,
    is_full_name,
    normal,
    surnames,
    words,
)
from graph.ontology import ontology
from graph.unions import Unions

# First words of organisations that many organisations share: no short form by themselves.
GENERIC = frozenset(
    """academy agency army assembly association bank board bureau centre center church college
    commission committee company congress conference council court democratic department
    directorate faculty federal federation first force forces foundation free front general
    global government group high home house human independent institute institution
    international islamic joint justice league liberal library ministry mission movement
    museum national new northern office organisation organization parliament party people
    people's peoples police popular progressive public radio republic republican revolutionary
    royal school senate social socialist society southern special state supreme television
    truth union united university western world workers""".split()
)

# Last words that only say of which kind a body is: without them it is still the same. "Sable" is
# the Sable Bank, but "Boeing" is not "Boeing Commercial Airplanes", one of its parts.
_KINDS = GENERIC | frozenset(
    """ltd limited inc incorporated corp corporation co company plc gmbh ag sa spa nv bv llc llp oy
    ab as holding holdings trust fund club airline airlines airways industries works partners
    partnership enterprises motors bros brothers sons associates brigade brigades guard guards
    battalion network watch organisation alliance coalition campaign initiative cooperative
    shipping mining energy oil steel foods press news newspaper times post""".split()
)


def coreference(
    mentions: Sequence[FoundMention],
    equated: Iterable[tuple[FoundMention, FoundMention]],
    links: Iterable[Sequence[int]] = (),
    text: str = "",
) -> tuple[tuple[int, ...], ...]:
    """Return the chains of a document's mentions, each of two or more.

    Two different full names are never joined except where the text equates them. A surname or
    another short form is joined to a full name only if exactly one in the document has it, or if
    it is plain whose it is of those who share it (see :mod:`graph.extract.namesakes`).

    Parameters
    ----------
    mentions : sequence of FoundMention
        In text order.
    equated : iterable of pairs
        Mentions that the text says are one (see :mod:`graph.extract.aliases`).
    links : iterable of sequence of int
        Clusters that a reader of coreference found, as indexes into ``mentions``. They bring
        descriptions and pronouns to names; names are joined by names alone.
    text : str
        The document's, for what stands before names.
    """
    chains = Unions(len(mentions))
    index_of = {(m.start, m.end): i for i, m in enumerate(mentions)}
    by_name: dict[tuple[str, str], int] = {}
    others = apart(mentions, text)
    for index, mention in enumerate(mentions):
        if mention.form == "named" and ontology().is_node(mention.type):
            marked = " she" if index in others else ""
            key = (ontology().family(mention.type), normal(mention.text) + marked)
            chains.join(index, by_name.setdefault(key, index))
    for one, other in equated:
        first, second = index_of[one.start, one.end], index_of[other.start, other.end]
        chains.join(first, second)
        for alias in acronym_parts(other.text) + acronym_parts(one.text):
            for family in {ontology().family(one.type), "organisation"}:
                namesake = by_name.get((family, normal(alias)))
                if namesake is not None and is_acronym(alias):
                    chains.join(first, namesake)
    _join_short_forms(mentions, chains, "PERSON", _short_of_person, text)
    _join_short_forms(mentions, chains, "ORG", _short_of_organisation, text)
    _join_common_words(mentions, chains)
    for link in links:
        _follow(mentions, chains, sorted(link))
    return tuple(tuple(group) for group in chains.groups().values() if len(group) > 1)


def _follow(mentions: Sequence[FoundMention], chains: Unions, link: Sequence[int]) -> None:
    """Join the descriptions and pronouns of a cluster to its name.

    Where it holds several names that are not one, each goes with the nearest name before it, or
    else with the first; without a name they go together.
    """
    names = [index for index in link if mentions[index].form == "named"]
    for index in link:
        if mentions[index].form != "named":
            before = [name for name in names if name < index]
            chains.join(index, before[-1] if before else names[0] if names else link[0])


def _join_short_forms(
    mentions: Sequence[FoundMention],
    chains: Unions,
    kind: str,
    is_short: Callable[[str, str], bool],
    text: str,
) -> None:
    """Join names that are a short form of one longer name's group."""
    forms: dict[int, set[str]] = defaultdict(set)
    for index, mention in enumerate(mentions):
        if mention.form == "named" and mention.type == kind:
            forms[chains.find(index)].add(mention.text)
    longest = {
        group: max(names, key=lambda name: (len(words(name)), name))
        for group, names in forms.items()
    }
    short = sorted(longest.items(), key=lambda item: (-len(words(item[1])), item[0]))
    for group, name in short:
        owners = {
            chains.find(other)
            for other, longer in longest.items()
            if chains.find(other) != chains.find(group) and is_short(name, longer)
        }
        owner = owners.pop() if len(owners) == 1 else None
        if kind == "PERSON" and (owners or owner is not None):
            members = chains.groups()
            all_of = owners if owner is None else {owner}
            whole = {o: [i for i in members[o] if is_full_name(mentions[i].text)] for o in all_of}
            owner = bearer(members[chains.find(group)], whole, mentions, text)
        if owner is not None:
            chains.join(group, owner)


def _join_common_words(mentions: Sequence[FoundMention], chains: Unions) -> None:
    """Join "the Court" to the one body before it whose name is that of a court."""
    seen: set[int] = set()
    for index, mention in enumerate(mentions):
        if mention.type != "ORG" or mention.form != "named" or chains.find(index) in seen:
            continue
        seen.add(chains.find(index))
        name = words(mention.text)
        if len(name) != 1 or name[0] not in GENERIC:
            continue
        owners = {
            chains.find(other)
            for other, longer in enumerate(mentions[:index])
            if longer.type == "ORG" and len(full := words(longer.text)) > 1 and name[0] in full
        }
        if len(owners) == 1:
            chains.join(index, owners.pop())


def _short_of_person(short: str, full: str) -> bool:
    return normal(short) in surnames(full) and not is_full_name(short)


def _short_of_organisation(short: str, full: str) -> bool:
    begin, whole = words(short), words(full)
    return (
        0 < len(begin) < len(whole)
        and whole[: len(begin)] == begin
        and len(begin[0]) >= 4
        and not all(word in GENERIC for word in begin)
        and whole[len(begin)] not in {"of", "for", "and", "in"}
        and whole[-1] in _KINDS
        and full[len(short) : len(short) + 1] not in {"-", "–", "/"}  # "Arden-Lake Guard"
    )

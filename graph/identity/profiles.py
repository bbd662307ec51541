"""What a document tells of each name in it: the summary that the scorer compares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.extract.chains import GENERIC
from graph.identity.bearing import bears_surname, is_head, is_initialled
from graph.identity.besides import is_kin_before, sex_before, title_before
from graph.identity.constraints import MentionKey
from graph.identity.nameparts import NameParts, person_parts
from graph.identity.pieces import NOT_PARTED, Parting, Piece, is_event, pieces
from graph.model import Reading
from graph.names import acronym_parts, is_acronym, normal, words
from graph.ontology import ontology

_MANY_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is known of a document beside its reading.

    Attributes
    ----------
    text : str
        The stored text, for the words before a name ("his wife Mrs ..."); empty where not at hand.
    group : str
        Its group of reprints: what two of one group have in common says nothing.
    year : int or None
        When it was published.
    """

    text: str = ""
    group: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One piece of a document's chains, summed up.

    Attributes
    ----------
    key : MentionKey
        Its first mention.
    mentions : tuple of int
        Indexes into the reading's mentions.
    family : str
        Family of types within which types are interchangeable.
    name : str
        The name that says most: the longest that is none of an acronym.
    names : tuple of (str, int)
        All names with how often they occur.
    is_full : bool
        Whether the name tells by itself, in any document, who or what is meant.
    is_relative : bool
        Whether it is a bare surname that the words before it give to a relative of its bearer.
    is_kin : bool
        Whether its full name is first given as that of somebody's relative ("his son Ilo Ferr").
    sex : str
        "f" or "m" where a title tells it, else empty.
    titles : frozenset of str
        Titles other than "Mr" or "Mrs" that stand before its names.
    positions, owners : frozenset of str
        Words of the positions that statements give, and of what they are positions.
    weight, sure : float
        The reader's scores of its names, summed, and the greatest of them.
    read_as : str
        The family that the reader gave it, where the case as a whole gives its name another.
    years : frozenset of int
        Years that statements give.
    """

    key: MentionKey
    mentions: tuple[int, ...]
    family: str
    name: str
    names: tuple[tuple[str, int], ...]
    is_full: bool
    is_relative: bool = False
    is_kin: bool = False
    sex: str = ""
    titles: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    weight: float = 0.0
    sure: float = 0.0
    read_as: str = ""


def profiles(
    document: str, reading: Reading, source: Source, parting: Parting = NOT_PARTED
) -> tuple[Profile, ...]:
    """Return the pieces of a document's chains, by first mention.

    Pieces without any name tell nothing by themselves: only events are kept, and what a person
    joined to something else.
    """
    said = _said(reading)
    found: list[Profile] = []
    for piece in pieces(reading, source.text, parting):
        profile = _profile(document, reading, piece, source.text, said)
        if profile is None and not parting.together.keys().isdisjoint(piece.mentions):
            profile = _nameless(document, reading, piece)
        if profile is not None:
            found.append(profile)
    return tuple(sorted(_with_short_forms(found), key=lambda profile: profile.key))


def _with_short_forms(found: Sequence[Profile]) -> list[Profile]:
    """Mark as no whole name what is a short form of a longer name of its document.

    That is a single word that is the head of an organisation's name, and a surname with initials.
    """
    heads = [words(p.name) for p in found if p.family == "organisation"]
    people = [person_parts(p.name) for p in found if p.family == "PERSON"]
    written_out = [name for name in people if name.is_full and not is_initialled(name)]
    return [replace(p, is_full=False) if _is_short(p, heads, written_out) else p for p in found]


def _is_short(
    profile: Profile, heads: Sequence[tuple[str, ...]], people: Sequence[NameParts]
) -> bool:
    if profile.family == "organisation":
        bare = words(profile.name)
        return len(bare) == 1 and any(is_head(bare, full) for full in heads)
    if profile.family == "PERSON":
        name = person_parts(profile.name)
        return is_initialled(name) and any(bears_surname(name, p, exact=True) for p in people)
    return False


@lru_cache(maxsize=400_000)
def is_whole(name: str, family: str) -> bool:
    """Whether a name tells by itself, in any document, who or what of its family is meant."""
    if family == "PERSON":
        return person_parts(name).is_full
    if family == "EVENT":
        parts = name.split()
        years = any(p.strip("'’s").isdigit() and len(p.strip("'’s")) == 4 for p in parts)
        capitals = sum(p[:1].isupper() for p in parts)
        return len(parts) >= _MANY_WORDS and (years or capitals >= _MANY_WORDS)
    if family == "organisation":
        bare = words(name)
        generic = len(bare) == 1 and bare[0] in GENERIC
        return not generic and not any(map(is_acronym, acronym_parts(name)))
    return True


def _said(reading: Reading) -> dict[int, list[tuple[frozenset[str], frozenset[str], int | None]]]:
    """Return, by subject, words of position, words of what it is a position in, and the year."""
    said: dict[int, list[tuple[frozenset[str], frozenset[str], int | None]]] = defaultdict(list)
    for statement in reading.statements:
        if statement.value is None or statement.polarity == "denied":
            continue
        owner = ""
        if statement.object is not None:
            owner = reading.mentions[statement.object].text
        year = statement.when[:4] if statement.when else ""
        said[statement.subject].append(
            (
                frozenset(w for w in words(statement.value.text) if len(w) > 2),
                frozenset((normal(owner),) if owner else ()),
                int(year) if year.isdigit() else None,
            )
        )
    return said


def _profile(
    document: str,
    reading: Reading,
    piece: Piece,
    text: str,
    said: Mapping[int, list[tuple[frozenset[str], frozenset[str], int | None]]],
) -> Profile | None:
    group = piece.mentions
    named = [reading.mentions[i] for i in group if reading.mentions[i].form == "named"]
    forms = Counter(mention.text for mention in named if normal(mention.text))
    if not forms:  # nothing to compare it by: who takes part in it decides, when deriving
        return _nameless(document, reading, piece) if is_event(reading, group) else None
    votes: dict[str, float] = defaultdict(float)
    for mention in named:
        votes[mention.type] += 1 + mention.score
    family = ontology().family(min(votes, key=lambda kind: (-votes[kind], kind)))
    name = _telling(forms, family)
    facts = [fact for index in group for fact in said.get(index, ())]
    sexes = {
        sex
        for mention in named
        if family == "PERSON"
        and (sex := sex_before(text, mention.start) or person_parts(mention.text).sex)
    }
    return Profile(
        key=(document, group[0]),
        mentions=group,
        family=family,
        name=name,
        names=tuple(sorted(forms.items(), key=lambda form: (-form[1], form[0]))),
        is_full=is_whole(name, family),
        is_relative=piece.is_relative,
        is_kin=family == "PERSON" and is_kin_before(text, named[0].start),
        sex=sexes.pop() if len(sexes) == 1 else "",
        titles=frozenset(filter(None, (title_before(text, m.start) for m in named)))
        if family == "PERSON"
        else frozenset(),
        positions=frozenset(word for fact in facts for word in fact[0]),
        owners=frozenset(word for fact in facts for word in fact[1]),
        years=frozenset(fact[2] for fact in facts if fact[2] is not None),
        weight=sum(mention.score for mention in named),
        sure=max(mention.score for mention in named),
    )


def _nameless(document: str, reading: Reading, piece: Piece) -> Profile:
    first = reading.mentions[piece.mentions[0]]
    return Profile(
        key=(document, piece.mentions[0]),
        mentions=piece.mentions,
        family="EVENT" if is_event(reading, piece.mentions) else ontology().family(first.type),
        name=first.text,
        names=(),
        is_full=False,
    )


def _telling(forms: Iterable[str], family: str) -> str:
    """Choose the name that says most: no acronym, most words, longest, first by letters."""

    def rank(name: str) -> tuple[object, ...]:
        parts = person_parts(name).words if family == "PERSON" else words(name)
        full = sum(not getattr(p, "is_initial", False) for p in parts)
        return (not is_whole(name, family), is_acronym(name), -full, -len(name), name)

    return min(forms, key=rank)

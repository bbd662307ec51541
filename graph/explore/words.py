"""What the page calls things: types, ways of saying, dates, in words for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["stated", "alleged", "planned", "hypothetical", "denied", "together"]

TOGETHER = "mentioned-with"


@dataclass(frozen=True, slots=True)
class TypeWords:
    """How nodes of one type are named and drawn; ``shape`` is one of vis-network's."""

    one: str
    many: str
    slug: str
    shape: str


@dataclass(frozen=True, slots=True)
class KindWords:
    """How lines of one kind are named and drawn; ``dashes`` in canvas units, empty for solid."""

    one: str
    brief: str
    explained: str
    dashes: tuple[int, ...]
    arrow: str


TYPES: Mapping[str, TypeWords] = {
    "PERSON": TypeWords("Person", "People", "person", "dot"),
    "ORG": TypeWords("Organisation", "Organisations", "org", "square"),
    "NORP": TypeWords("People or movement", "Peoples and movements", "norp", "diamond"),
    "GPE": TypeWords("Country, region or town", "Countries, regions, towns", "gpe", "hexagon"),
    "LOC": TypeWords("Place", "Places", "loc", "triangle"),
    "FAC": TypeWords("Building or site", "Buildings and sites", "fac", "triangleDown"),
    "EVENT": TypeWords("Event", "Events", "event", "star"),
    "LAW": TypeWords("Law or treaty", "Laws and treaties", "other", "dot"),
    "WORK_OF_ART": TypeWords("Work", "Works", "other", "dot"),
    "PRODUCT": TypeWords("Product", "Products", "other", "dot"),
    "VALUE": TypeWords("Value", "Dates, numbers, positions", "value", "box"),
}
"""In the order of the key."""

KINDS: Mapping[Kind, KindWords] = {
    "stated": KindWords("Stated", "", "Somebody says so.", (), "arrow"),
    "alleged": KindWords(
        "Alleged", "as an accusation or report",
        "Put as an accusation or a report, not as a fact.", (10, 5), "arrow",
    ),
    "planned": KindWords(
        "Planned", "intended or ordered", "Said to be intended or ordered.", (14, 4, 3, 4), "arrow"
    ),
    "hypothetical": KindWords(
        "Hypothetical", "possible, or asked", "Said to be possible, or asked.", (2, 5), "arrow"
    ),
    "denied": KindWords(
        "Denied", "said not to be so", "Somebody says that it is not so.", (7, 4), "bar"
    ),
    "together": KindWords(
        "Named together", "in one sentence; no relation is stated",
        "Two names in one sentence. Nobody is recorded as stating a relation.", (5, 7), "",
    ),
}  # fmt: skip

MODALITIES: Mapping[str, str] = {
    "asserted": "stated",
    "alleged": "alleged",
    "planned": "planned",
    "hypothetical": "hypothetical",
}

_WAYS: Mapping[str, str] = {
    "publisher": "publisher",
    "author": "given as author of the file",
    "direct": "in their own words",
    "indirect": "in the writer's words",
}


def type_words(entity_type: str) -> TypeWords:
    """Return how a type is called; a type not known here keeps its own name."""
    known = TYPES.get(entity_type)
    if known is not None:
        return known
    plain = entity_type.replace("_", " ").strip().capitalize() or "Other"
    return TypeWords(plain, plain, "other", "dot")


def type_table(counts: Mapping[str, int]) -> list[dict[str, object]]:
    """Return the types present, in the order of the key, each with its count."""
    order = {name: place for place, name in enumerate(TYPES)}
    present = sorted(counts, key=lambda name: (order.get(name, len(order)), name))
    return [{"id": name, "count": counts[name], **asdict(type_words(name))} for name in present]


def kind_of(predicate: str, polarity: str, modalities: Sequence[str]) -> Kind:
    """Return how a claim is drawn: denied first, else the firmest way in which it is said."""
    if predicate == TOGETHER:
        return "together"
    if polarity == "denied":
        return "denied"
    if not modalities or "asserted" in modalities:
        return "stated"
    if "alleged" in modalities:
        return "alleged"
    return "planned" if "planned" in modalities else "hypothetical"


def way(how: str) -> str:
    """Return in words how somebody is heard (``publisher``, ``author``, ``direct``, ...)."""
    return _WAYS.get(how, how)


def speaker_words(speaker: Mapping[str, Any]) -> str:
    """Return what to call a speaker, a nameless one included."""
    name = speaker.get("name")
    if name:
        return str(name)
    if speaker.get("how") in ("author", "publisher"):
        return "The document itself"
    return "Somebody whom the text does not name clearly"


def flat(text: object) -> str:
    """Return text on one line: runs of white space become one space."""
    return " ".join(str(text).split())


def shorten(text: str, length: int) -> str:
    """Return text of at most ``length`` code points, cut between words where that is possible."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > length * 0.6 else cut).rstrip() + "…"

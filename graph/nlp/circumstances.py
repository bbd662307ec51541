"""Time and place of a predicate from the names that hang on it, where its frame has none.

The texts that frames were learnt from mark few places. A name of a place or a date that hangs
directly on a predicate, with a preposition that fits, says where or when it happened as surely as
the arc and the name are right. Nothing that the frame says itself is changed.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Span, Token

from graph.nlp.frame import Frame, Role

PLACE: Final = "ARGM-LOC"
TIME: Final = "ARGM-TMP"

_PLACES: Final = frozenset(["GPE", "LOC", "FAC"])
_WHERE: Final = frozenset(["in", "at", "near", "outside", "inside", "across", "throughout"])
_WHEN: Final = frozenset(["in", "on", "since", "during", "before", "after", "until"])
#: Labels under a verb, and under a noun, whose names tell time or place.
_ARCS: Final = {"verb": "obl", "noun": "nmod"}


def circumstances(doc: Doc, frame: Frame) -> list[Role]:
    """Return the time and place that names add to a frame, by place; at most one of each.

    Parameters
    ----------
    doc
        With names and dependencies; without either nothing is found.
    frame
        A frame of it.
    """
    arc = _ARCS.get(frame.kind)
    if arc is None or not doc.ents or not doc.has_annotation("DEP"):
        return []
    taken = {i for role in frame.roles for i in range(role.start, role.end)}
    found: dict[str, Role] = {role.name: role for role in frame.roles}
    added: list[Role] = []
    for child in doc[frame.predicate].children:
        name = _name_of(child)
        if name is None or child.dep_.partition(":")[0] != arc:
            continue
        kind = _kind(name, child)
        if kind is None or kind in found:
            continue
        start, end = _trimmed(doc, child.left_edge.i, child.right_edge.i + 1)
        if start < end and taken.isdisjoint(range(start, end)):
            sure = (name._.whence_score or 1.0) * (child._.whence_arc or 0.0)
            found[kind] = Role(kind, start, end, round(sure, 3))
            added.append(found[kind])
    return added


def _name_of(token: Token) -> Span | None:
    """Return the name whose head word a token is."""
    if not token.ent_type_:
        return None
    for name in token.sent.ents:
        if name.start <= token.i < name.end and name.root.i == token.i:
            return name
    return None


def _kind(name: Span, head: Token) -> str | None:
    cases = [child.text.lower() for child in head.children if child.dep_ == "case"]
    if name.label_ in _PLACES:
        return PLACE if len(cases) == 1 and cases[0] in _WHERE else None
    if name.label_ == "DATE":
        return TIME if not cases or (len(cases) == 1 and cases[0] in _WHEN) else None
    return None


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Leave out punctuation and white space at both ends."""
    while start < end and not _says_something(doc[start]):
        start += 1
    while start < end and not _says_something(doc[end - 1]):
        end -= 1
    return start, end


def _says_something(token: Token) -> bool:
    return any(c.isalnum() for c in token.text)

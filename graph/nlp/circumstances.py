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
_DATE: Final = "DATE"
_WHERE: Final = frozenset(["in", "at", "near", "outside", "inside", "across", "throughout"])
_WHEN: Final = frozenset(["in", "on", "since", "during", "before", "after", "until"])
#: Labels under a verb, and under a noun, whose names tell time or place.
_ARCS: Final = {"verb": "obl", "noun": "nmod"}


def names_below(doc: Doc) -> dict[int, list[tuple[Span, Token]]]:
    """Return, for each token that names hang on, those names with their head words, by place.

    It is empty for a Doc without names or without dependencies.
    """
    found: dict[int, list[tuple[Span, Token]]] = {}
    if doc.ents and doc.has_annotation("DEP"):
        for name in doc.ents:
            if name.label_ in _PLACES or name.label_ == _DATE:
                root = name.root
                found.setdefault(root.head.i, []).append((name, root))
    return found


def circumstances(doc: Doc, frame: Frame, names: dict[int, list[tuple[Span, Token]]]) -> list[Role]:
    """Return the time and place that names add to a frame, by place; at most one of each.

    Parameters
    ----------
    doc
        A Doc.
    frame
        A frame of it.
    names
        What :func:`names_below` says of it.
    """
    arc = _ARCS.get(frame.kind)
    below = names.get(frame.predicate, ())
    if arc is None or not below:
        return []
    taken = {i for role in frame.roles for i in range(role.start, role.end)}
    had = {role.name for role in frame.roles}
    added: list[Role] = []
    for name, head in below:
        kind = _kind(name, head)
        if kind is None or kind in had or head.dep_.partition(":")[0] != arc:
            continue
        start, end = _trimmed(doc, head.left_edge.i, head.right_edge.i + 1)
        if start < end and taken.isdisjoint(range(start, end)):
            sure = (name._.whence_score or 1.0) * (head._.whence_arc or 0.0)
            added.append(Role(kind, start, end, round(sure, 3)))
            had.add(kind)
    return added


def _kind(name: Span, head: Token) -> str | None:
    cases = [child.text.lower() for child in head.children if child.dep_ == "case"]
    if name.label_ in _PLACES:
        return PLACE if len(cases) == 1 and cases[0] in _WHERE else None
    return TIME if not cases or (len(cases) == 1 and cases[0] in _WHEN) else None


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Leave out punctuation and white space at both ends."""
    while start < end and not _says_something(doc[start]):
        start += 1
    while start < end and not _says_something(doc[end - 1]):
        end -= 1
    return start, end


def _says_something(token: Token) -> bool:
    return any(c.isalnum() for c in token.text)

"""Which mentions cannot be the same because one verb has them both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.nlp.coref_pronouns import Tree

_SUBJECTS: Final = frozenset(("nsubj", "nsubj:pass"))
_OBJECTS: Final = frozenset(("obj", "iobj"))


def arguments_apart(
    words: Sequence[str], anchors: Sequence[int], tree: Tree
) -> dict[int, frozenset[int]]:
    """Return for mentions the earlier ones that are subject where they are object, or the reverse.

    "She ordered the prosecutor": the two are not the same, but for reflexive pronouns (principle B
    of Chomsky 1981, "Lectures on Government and Binding").

    Parameters
    ----------
    words, tree
        Of the document.
    anchors
        The word that stands for each mention, ascending.
    """
    found: dict[int, frozenset[int]] = {}
    sides: dict[int, tuple[list[int], list[int]]] = {}
    for mention, anchor in enumerate(anchors):
        top = anchor
        while tree.labels[top] in ("flat", "compound") and tree.heads[top] != top:
            top = tree.heads[top]
        label = tree.labels[top]
        reflexive = words[anchor].lower().endswith(("self", "selves"))
        if reflexive or label not in _SUBJECTS | _OBJECTS:
            continue
        subjects, objects = sides.setdefault(tree.heads[top], ([], []))
        mine, others = (subjects, objects) if label in _SUBJECTS else (objects, subjects)
        if others:
            found[mention] = frozenset(others)
        mine.append(mention)
    return found

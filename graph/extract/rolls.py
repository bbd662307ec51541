"""Those counted among the dead, the wounded or the detained: "the dead include X and Y".

"Among the wounded was X" and "X is among the missing" say the same. The words for them name the
event, and nobody but those named has a part in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.syntax import case_words, children
from graph.ontology import EventKind, ontology

_ROLLS = {
    "dead": ("death", "deceased"),
    "fatality": ("death", "deceased"),
    "wounded": ("injury", "victim"),
    "injured": ("injury", "victim"),
    "missing": ("disappearance", "victim"),
    "disappeared": ("disappearance", "victim"),
    "detained": ("detention", "detained"),
    "arrested": ("detention", "detained"),
    "kidnapped": ("abduction", "victim"),
}
_INCLUDING = frozenset({"include", "number"})
_AMONG = frozenset({"among", "amongst"})


def roll_of(word: Token) -> tuple[EventKind, str] | None:
    """Return the kind of event of which a word counts the victims, and their role in it.

    Parameters
    ----------
    word : Token
        "dead" in "the dead include X".
    """
    form = word.lower_ if word.lower_ in _ROLLS else lemma(word)
    if form not in _ROLLS or not any(c.lower_ in {"the", "those"} for c in children(word, "det")):
        return None
    if children(word, "nsubj", "aux") or word.tag_ in {"VB", "VBZ"}:
        return None
    name, role = _ROLLS[form]
    return ontology().events[name], role


def counted_among(word: Token) -> Iterator[tuple[Token, Token]]:
    """Yield those who are named as some of them, each with the word that says so."""
    verb = word.head
    if word.dep_ == "nsubj" and lemma(verb) in _INCLUDING:
        yield from ((thing, verb) for thing in children(verb, "obj"))
    if case_words(word) in _AMONG:
        if children(word, "cop"):
            yield from ((subject, word) for subject in children(word, "nsubj"))
        elif lemma(verb) in {"be", "include"} or children(verb, "cop"):
            yield from ((subject, verb) for subject in children(verb, "nsubj"))

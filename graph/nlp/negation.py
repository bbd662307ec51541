"""What a negation says of factuality: certain words deny a predicate whatever its own look.

"No journalist visited the camp" says as plainly as "did not visit" that nobody did. The network
judges a predicate by the texts it was trained on, where such sentences are few; the words
themselves leave no doubt.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc

from graph.nlp.frame import Factuality, Frame

#: Words that deny what they determine or stand for.
_NONE: Final = frozenset(["no", "neither", "none", "nobody", "nothing"])
#: Words before a clause that deny it.
_WITHOUT: Final = frozenset(["without"])
_DENIABLE: Final = ("ARG0", "ARG1")


def without(doc: Doc) -> dict[int, float]:
    """Return the tokens that "without" hangs on, with the probability that it does."""
    return {
        token.head.i: token._.whence_arc or 0.0
        for token in doc
        if token.text.lower() in _WITHOUT and token.head.i != token.i
    }


def denial(doc: Doc, frame: Frame, lacking: dict[int, float]) -> float:
    """Return the probability that a predicate is denied by a negation; two undo each other.

    Its evidence is a negation among the roles ("not", "never"), "no" or "nobody" at the head of
    who does it or to whom it is done, and "without" before it (``lacking``: what
    :func:`without` says of the Doc).
    """
    denied = 0.0
    found = [role.score for role in frame.all("ARGM-NEG")]
    found += [
        role.score
        for name in _DENIABLE
        for role in frame.all(name)
        if doc[role.start].text.lower() in _NONE
    ]
    if frame.predicate in lacking:
        found.append(lacking[frame.predicate])
    for chance in found:
        denied = denied * (1.0 - chance) + chance * (1.0 - denied)
    return denied


def denied(facts: Factuality, chance: float) -> Factuality:
    """Return factuality with what had happened, as far as it is denied, not having happened."""
    moved = facts.happened * chance
    return Factuality(round(facts.happened - moved, 3), round(facts.did_not + moved, 3), facts.open)

"""Positions whose words were cut so short that they name another rank.

"X, the deputy Middle East director" is no director, nor is "the vice-president" the president, nor
"the chief of staff General X" a staff general.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.extract.drafts import Draft

_LOWER = frozenset(
    "deputy vice assistant acting interim under sub associate junior shadow honorary".split()
)
_MOST = 8


def is_cut_short(draft: Draft, doc: Doc) -> bool:
    """Whether what stands before a position's words makes another one of it.

    Parameters
    ----------
    draft : Draft
        Of a position.
    doc : spacy.tokens.Doc
    """
    if draft.predicate != "position-held" or draft.value_words is None:
        return False
    span = doc.char_span(draft.value_words.start, draft.value_words.end, alignment_mode="expand")
    if span is None or span.start == 0:
        return False
    before = span[0].nbor(-1)
    if before.text in {"-", "–"} and before.i > 0 and before.nbor(-1).lower_ in _LOWER:
        return True  # "vice-president"
    if before.lower_ == "of" and span[0].is_lower and span[-1].is_title:
        return True  # "chief of staff General"
    return any(_lowers(word, span[-1]) for word in doc[max(0, span.start - _MOST) : span.start])


def _lowers(word: Token, head: Token) -> bool:
    """Whether a word before a title belongs to it: "deputy" of "deputy Middle East director"."""
    return word.lower_ in _LOWER and word.head == head and word.dep_ in {"amod", "compound"}

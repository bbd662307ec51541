"""Which common nouns mean people."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.vocabulary import relation_words, words
from graph.ontology import ontology

_NO_PEOPLE = frozenset({"human", "roman", "talisman", "ottoman", "shaman", "caiman", "german"})


def is_person_noun(token: Token) -> bool:
    """Whether a noun is the head of a position ("minister") or names people ("journalist")."""
    word = lemma(token)
    listed = any(word in named for named in words("people").values())
    listed = listed or word in ontology().positions.heads
    listed = listed or word in relation_words()["jobs"]["nouns"]
    return listed or (word.endswith(("man", "woman")) and word not in _NO_PEOPLE)

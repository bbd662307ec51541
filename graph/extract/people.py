"""Which common nouns mean people."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.vocabulary import relation_words, words
from graph.ontology import ontology


def is_person_noun(token: Token) -> bool:
    """Whether a noun is the head of a position ("minister") or names people ("journalist")."""
    word = lemma(token)
    known = ontology().positions.heads, words("people")["nouns"], relation_words()["jobs"]["nouns"]
    return any(word in listed for listed in known)

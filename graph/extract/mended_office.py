"""Slips of the parser in what is told of people's careers, put right.

"from X, named on Thursday as chairman": X is named. "when X took over from Y": X took over.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.syntax import children, particles
from graph.ontology import ontology

_CAREER = frozenset(
    """appoint name elect nominate dismiss sack remove oust arrest jail detain suspend convict
    promote elevate designate charge indict acquit sentence extradite deport""".split()
)
_RAISING = frozenset({"promote", "elevate", "raise"})
_NAMING = frozenset("name elect appoint make re-elect reelect proclaim crown".split())


def mend_career(verb: Token, people: Mapping[int, Token]) -> None:
    """Put right what hangs wrongly on a verb of office.

    Parameters
    ----------
    verb : Token
    people : mapping of int to Token
        The head of each person's name, by the token after its last.
    """
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and lemma(verb) in _CAREER:
        _to_name_before(verb, people)
    if verb.tag_ == "VB" and verb.head.pos_ == "VERB" and lemma(verb.head) in _RAISING:
        _raised(verb)
    if lemma(verb) in _NAMING:
        _named(verb, people)
        _was_named(verb)
    if lemma(verb) == "take" and not children(verb, "nsubj", "aux:pass"):
        _took_over(verb, people)


def _raised(verb: Token) -> None:
    """Make a post of "promoted to finance director", where "finance" was read as a verb."""
    marks = [c for c in children(verb, "mark") if c.lower_ == "to" and c.i == verb.i - 1]
    posts = [c for c in children(verb, "obj") if c.i == verb.i + 1]
    if marks and posts and lemma(posts[0]) in ontology().positions.heads:
        post, above = posts[0], verb.head
        post.head, post.dep_ = above, "obl"
        for child in [c for c in verb.children if c not in (post, marks[0])]:
            child.head = post
        marks[0].head, marks[0].dep_ = post, "case"
        verb.head, verb.dep_, verb.pos_, verb.tag_ = post, "compound", "NOUN", "NN"


def _named(verb: Token, people: Mapping[int, Token]) -> None:
    """Let X be the object of "elected X mayor", where X was read as part of the post's name."""
    for post in children(verb, "obj"):
        known = ontology().positions.heads
        for name in children(post, "compound", "nmod", "amod"):
            after = next((a for a, head in people.items() if head == name), None)
            plain = lemma(post) in known and after is not None and after <= post.i
            if plain and verb.i < name.left_edge.i and not children(post, "case", "det"):
                name.head, name.dep_ = verb, "obj"
                post.dep_ = "xcomp"


def _was_named(verb: Token) -> None:
    """Make "X was elected mayor" one clause, where "was" and X were read with "mayor"."""
    for post in children(verb, "xcomp"):
        was = [c for c in children(post, "cop") if c.i < verb.i]
        named = [c for c in children(post, "nsubj") if c.i < verb.i and c.pos_ == "PROPN"]
        if verb.tag_ == "VBN" and was and len(named) == 1 and not children(verb, "aux:pass"):
            for other in children(verb, "nsubj:pass", "nsubj"):
                other.head, other.dep_ = named[0], "appos"
            was[0].head, was[0].dep_ = verb, "aux:pass"
            named[0].head, named[0].dep_ = verb, "nsubj:pass"


def _to_name_before(verb: Token, people: Mapping[int, Token]) -> None:
    """Let ", named chairman" speak of the person before the comma, where it hangs on another."""
    doc, comma = verb.doc, verb.i - 1
    name = people.get(comma) if comma > 0 and doc[comma].text == "," else None
    if name is None or verb.head == name or verb.dep_ == "advcl":
        return
    above = {token.i for token in name.ancestors}
    if verb.head.i < name.i and verb.i not in above and not children(verb, "nsubj", "aux"):
        verb.head, verb.dep_ = name, "acl"


def _took_over(verb: Token, people: Mapping[int, Token]) -> None:
    """Give "took over" the name before it as its subject, where that was read as its object."""
    over = [word for word in verb.children if word.lower_ == "over" and word.i > verb.i]
    name = people.get(verb.i)
    if not over or name is None or name.head != verb or name.dep_ != "obj":
        return
    name.dep_ = "nsubj"
    if not particles(verb):
        over[0].dep_ = "compound:prt"

"""Verbs and nouns whose date and place are also those of another: "shelled Belm, killing 12".

What follows from something happened then and there ("..., killing 12"), and so did what a clause
with "when" tells beside it; whoever storms a village and arrests people does that there.
"""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds, verb_kinds
from graph.extract.syntax import base, case_words, children, is_passive, mark_words
from graph.ontology import EventKind

_OF_FORCE = frozenset({"violence", "justice", "life"})
_DONE = frozenset({"violence"})
_ALSO = frozenset({"destruction", "crackdown", "death", "unrest", "protest"})
_ENTERING = frozenset(
    """enter storm surround raid attack search overrun reach invade occupy capture seize besiege
    shell bomb bombard sack burn torch loot encircle descend""".split()
)
_CRASHING = frozenset(
    "explode detonate strike hit land fall collide crash burn go rip tear".split()
)
_RESULTS = frozenset({"killing", "injury", "death", "destruction", "detention"})


def hosts(verb: Token, kind: EventKind) -> list[Token]:
    """Return the verbs whose date and place are those of a verb too, nearest first.

    Parameters
    ----------
    verb : Token
        A verb that names an event.
    kind : EventKind
        What kind it is.
    """
    found = []
    if kind.name in _RESULTS:
        main = _followed_from(verb)
        if main is not None:
            found.append(main)
        for clause in children(verb, "advcl", "advcl:relcl", "ccomp"):
            when = any(word.lower_ == "when" for word in children(clause, "advmod", "mark"))
            if when or (_tells_when(clause) and _is_violent(clause)):
                found.append(clause)
    if verb.dep_ == "advcl" and _tells_when(verb) and _is_violent(verb):
        main = verb.head
        harmed = any(k.name in _RESULTS - {"detention"} for k, _ in verb_kinds(main))
        if main.pos_ == "VERB" and harmed:
            found.append(main)
    return found


def entered(verb: Token, kind: EventKind) -> list[Token]:
    """Return what was entered by those who then did what a joined verb says."""
    if kind.family not in _OF_FORCE or verb.dep_ != "conj" or is_passive(verb):
        return []
    first = verb.head
    own = children(verb, "nsubj", "nsubj:pass")
    if own or first.pos_ != "VERB" or lemma(first) not in _ENTERING or is_passive(first):
        return []
    ways = [c for c in children(first, "obl") if case_words(c) in {"on", "into"}]
    return [*children(first, "obj"), *ways]


def _followed_from(verb: Token) -> Token | None:
    """Return the verb of which a verb tells the result: "X shelled Belm, killing 12"."""
    top = verb
    while top.dep_ == "conj" and top.tag_ == "VBG" and top.head.tag_ == "VBG":
        top = top.head
    main = top.head
    bare = not mark_words(top) and not children(top, "nsubj", "nsubj:pass", "aux", "aux:pass")
    follows = top.dep_ == "advcl" and top.tag_ == "VBG" and main.i < top.i and bare
    return main if follows and main.pos_ == "VERB" else None


def _tells_when(clause: Token) -> bool:
    return any(word.lower_ in {"when", "as"} for word in children(clause, "advmod", "mark"))


def _is_violent(clause: Token) -> bool:
    kinds = [kind for kind, _ in verb_kinds(clause)]
    if any(kind.family in _DONE or kind.name in _ALSO for kind in kinds):
        return True
    subjects = children(clause, "nsubj", "nsubj:pass")
    return lemma(clause) in _CRASHING and any(
        kind.family in _DONE for subject in subjects for kind, _ in noun_kinds(subject)
    )


def during(verb: Token) -> list[Token]:
    """Return the happenings in which something was done: "killed in the rising of 1961"."""
    return [
        noun
        for noun in children(verb, "obl")
        if base(noun.dep_) == "obl"
        and case_words(noun) in {"in", "during", "at"}
        and noun.i > verb.i
        and (noun.ent_type_ == "EVENT" or _is_scene(noun))
    ]


def _is_scene(noun: Token) -> bool:
    return any(
        kind.family in _DONE or kind.name in _ALSO | {"coup", "strike"}
        for kind, _ in noun_kinds(noun)
    )

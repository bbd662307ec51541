"""Where a pronoun stands to the words that it may mean: by syntax alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from graph.extract.arguments import subject_of
from graph.extract.genders import gender_of_pronoun
from graph.extract.inflections import lemma
from graph.extract.syntax import base, children, is_relative

THINGS = frozenset({"it", "its", "itself"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_NEXT = 2
_FRONTED = frozenset({"advcl", "obl"})


def is_asked(token: Token) -> bool:
    """Whether a token is a pronoun to resolve; of "a friend of his" nobody can tell whose."""
    if token.dep_ == "expl":
        return False
    if token.lower_ in {"his", "hers"} and (token.dep_ != "nmod:poss" or children(token, "case")):
        return False
    return gender_of_pronoun(token) is not None or token.lower_ in THINGS


def is_bound(pronoun: Token, other: Token) -> bool:
    """Whether a pronoun cannot mean a word of its own clause: "X saw him" is not X."""
    if pronoun.lower_.endswith("self") and pronoun.dep_ == "obj":
        own = subject_of(pronoun.head)  # "her father killed himself": nobody but who did it
        return own is not None and own.token != top(other)
    if pronoun.dep_ in {"nmod:poss", "det:poss"} or pronoun.lower_.endswith("self"):
        return False
    if top(pronoun).head == top(other).head and pronoun.head != other:
        return True
    if pronoun.dep_ in {"obj", "iobj", "obl"} and _names_subject(other, pronoun.head):
        return True  # "an officer named X beat him"
    shared = subject_of(pronoun.head) if pronoun.head.pos_ == "VERB" else None
    return shared is not None and shared.token == top(other) and not is_subject(pronoun)


def is_new(noun: Token) -> bool:
    """Whether a noun brings somebody in: "a man"."""
    return not any(c.lower_ in {"the", "this", "that"} for c in noun.children) and not children(
        noun, "nmod:poss"
    )


def top(token: Token) -> Token:
    """Return the first of the words that a token is joined to, or the name that it is part of."""
    while token.head != token and (
        base(token.dep_) in {"flat", "compound", "conj"} or _names_before(token)
    ):
        token = token.head
    return token


def _names_before(name: Token) -> bool:
    """Whether a name says who the noun before it is: "the chair, X, left"."""
    noun = name.head
    apart = name.dep_ == "appos" and name.pos_ == "PROPN" and noun.i < name.i
    return apart and noun.tag_ == "NN" and noun.dep_ != "ROOT"


def is_subject(token: Token) -> bool:
    """Whether a token, or what it is joined to, is the subject of a clause."""
    return top(token).dep_ in SUBJECTS


def is_main(token: Token) -> bool:
    """Whether a token hangs on the verb that its sentence is built on."""
    return top(token).head.dep_ == "ROOT"


def is_first(pronoun: Token, quoted: Sequence[int]) -> bool:
    """Whether a pronoun is its sentence's first subject, or stands in it: "Her office ..."."""
    word = pronoun.head if pronoun.dep_ == "nmod:poss" else pronoun
    if word.dep_ not in SUBJECTS:
        return False
    before = word.doc[word.sent.start : word.i]
    return not any(t.dep_ in SUBJECTS and quoted[t.i] == quoted[word.i] for t in before)


def is_close(pronoun: Token, subject: Token) -> bool:
    """Whether a pronoun stands in the subject's own clause, or the one that its verb governs."""
    verb = top(subject).head
    current = pronoun
    for _ in range(3):
        current = current.head
        if current == verb:
            return True
        if current.dep_ not in {"ccomp", "xcomp", "obj", "obl", "nmod", "conj"}:
            return False
    return False


def subjects_above(pronoun: Token) -> Iterator[Token]:
    """Yield the subjects of the clauses around a pronoun, the nearest first."""
    current = pronoun
    seen = 0
    while current.dep_ != "ROOT" and seen < 12:
        seen += 1
        current = current.head
        for subject in children(current, "nsubj", "nsubj:pass"):
            if is_relative(subject) and current.dep_ == "acl:relcl":
                yield current.head
            elif subject.i < pronoun.i:
                yield subject


def _names_subject(name: Token, verb: Token) -> bool:
    clause = name.head
    return clause.dep_ == "acl" and clause.head.dep_ in SUBJECTS and clause.head.head == verb


def is_told(other: Token, subject: Token) -> bool:
    """Whether the one is spoken to by the other: "X told Y that he ..." may be said of either."""
    verb = top(subject).head
    addressed = top(other).dep_ in {"obj", "iobj", "obl"} and top(other).head == verb
    return addressed and top(other).i > verb.i


def is_aside(other: Token, pronoun: Token) -> bool:
    """Whether a word stands in a relative clause that a pronoun stands outside of."""
    clause = top(other).head
    return clause.dep_ == "acl:relcl" and not clause.is_ancestor(pronoun)


def ahead(pronoun: Token) -> Token | None:
    """Return the subject that follows the phrase or clause before it that a pronoun stands in."""
    if pronoun.dep_ == "nmod:poss" and lemma(pronoun.head) == "name":
        return pronoun.head.head if pronoun.head.dep_ == "nsubj" else None  # "her name was X"
    current = pronoun
    while current.head != current and current.dep_ not in _FRONTED:
        current = current.head
    verb = current.head
    if verb == current or verb.dep_ not in {"ROOT", "ccomp", "parataxis", "conj"}:
        return None
    subjects = [s for s in children(verb, *SUBJECTS) if current.i < s.i]
    return subjects[0] if current.i < verb.i and subjects else None


def is_fronted(noun: Token, pronoun: Token) -> bool:
    """Whether a noun describes who follows it: "a former guard, he ..."."""
    last = noun.right_edge.i
    last -= noun.doc[last].text == ","
    return last < pronoun.i <= last + _NEXT and noun.doc[last + 1].text == ","

"""Slips of the parser between a name and what is said beside it, put right.

"A and B, a nurse at Y": the words after the comma are B's. "The son of the poet X": "of" is X's.
"The minister, W, and his deputy, X": X is the deputy.
"""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.people import is_person_noun
from graph.extract.syntax import children
from graph.extract.vocabulary import relation_words

_COLLECTIVE = frozenset("family staff crew body minority troop people".split())
_INDEFINITE = frozenset({"a", "an"})


def beside(name: Token) -> None:
    """Put right what hangs on the head of a person's name, and what that hangs on."""
    _led(name)
    _joined(name)
    for child in [child for child in name.children if child.i > name.i]:
        if child.dep_ == "conj" and children(child, "cc"):
            _also(child, name)
        elif child.dep_ == "conj":
            _told(child, name)
        elif child.dep_ == "appos":
            _of_last(child, name)
    for child in [c for c in children(name, "nmod") if c.i > name.i]:
        for joined in children(name, "conj"):
            if joined.pos_ == "PROPN" and _end(joined) == child.left_edge.i:
                child.head = joined  # "X of Y and Z of W"
    for clause in children(name, "acl:relcl"):
        _of_nearest(clause, name)
    if name.dep_ == "appos" and name.head.i < name.i:
        for other in children(name.head, "appos"):
            if other.i > name.i and other.tag_ == "NN" and _is_right_after(other, name):
                other.head = name  # "his fiancée, X, a student at Y"


def is_somebody(noun: Token) -> bool:
    """Whether a noun means one person, and no family or crew."""
    return is_person_noun(noun) and lemma(noun) not in _COLLECTIVE


def _led(name: Token) -> None:
    """Let "of" lead to X in "the son of the poet X", where it hangs on the poet."""
    for title in children(name, "nmod:desc"):
        for case in children(title, "case"):
            if title.i < name.i and case.i < title.i:
                case.head = name


def _of_nearest(clause: Token, name: Token) -> None:
    """Let "who" in "A; B, who spoke" be B, where A and B were read as joined."""
    whos = [c for c in children(clause, "nsubj", "nsubj:pass") if c.lower_ == "who"]
    for joined in children(name, "conj") if whos else ():
        if joined.pos_ == "PROPN" and name.i < joined.i < whos[0].i:
            between = clause.doc[_end(joined) : whos[0].i]
            if [token.text for token in between] == [","]:
                clause.head = joined


def _of_last(noun: Token, name: Token) -> None:
    """Let what follows "A and B," be said of B alone, if it is said of one."""
    if noun.tag_ != "NN":
        return
    joined = [c for c in children(name, "conj") if name.i < c.i < noun.i and c.pos_ == "PROPN"]
    if joined and _is_right_after(noun, joined[-1]):
        noun.head = joined[-1]


def _also(noun: Token, name: Token) -> None:
    """Let both be said of X in "X, director of Y and a cousin of Z, was"."""
    known = is_somebody(noun) or lemma(noun) in relation_words()["nouns"]
    first = children(noun, "cc")[0]
    if noun.tag_ != "NN" or not known or children(noun, "appos") or first.nbor(-1).text == ",":
        return
    told = [c for c in children(name, "appos") if name.i < c.i < noun.i and c.tag_ == "NN"]
    if told:
        noun.head = told[-1]
    elif name.dep_ == "nmod" and name.head.dep_ == "appos" and name.head.tag_ == "NN":
        noun.head = name.head  # "X, the widow of Y and a deputy for Z"


def _told(noun: Token, name: Token) -> None:
    """Let a noun after a name be said of it in "X, 28, a driver", "X, officer in charge of Y"."""
    if noun.tag_ != "NN" or not is_somebody(noun) or children(noun, "cc", "appos"):
        return
    near = [c for c in children(name, "conj") if c.i < noun.i and c.pos_ == "PROPN"]
    last = near[-1] if near else name
    between = noun.doc[last.right_edge.i + 1 if near else _end(last) : noun.left_edge.i]
    words = [token for token in (*between, noun.left_edge) if token.text != ","]
    aged = any(token.pos_ == "NUM" for token in words)
    plain = not any(c.lower_ in _INDEFINITE for c in children(noun, "det"))
    bare = plain and not children(noun, "det")
    if (aged or bare) and _is_right_after(noun, last, aged=aged):
        noun.dep_ = "appos"
        noun.head = last


def _end(name: Token) -> int:
    """Return the token after a name's own words."""
    parts = [name, *children(name, "flat", "compound")]
    return max(part.i for part in parts) + 1


def _is_right_after(noun: Token, name: Token, *, aged: bool = False) -> bool:
    """Whether only a comma, or an age between two, stands between a name and a phrase."""
    first = noun.left_edge.i
    words = [t for t in noun.doc[_end(name) : first + (noun.doc[first].text == ",")]]
    if any(t.text != "," and not (aged and t.pos_ == "NUM") for t in words):
        return False
    return any(t.text == "," for t in words)


def _joined(name: Token) -> None:
    """Let X in "her widow, X, and their sons" be the widow, where it was read as another."""
    noun, edge = name.head, name.left_edge
    comma = edge.i if edge.text == "," else edge.i - 1
    if name.dep_ == "appos" and comma > noun.i + 1 and edge.doc[comma].text == ",":
        last = edge.doc[comma - 1]  # "the minister, W, and his deputy, X"
        if last.dep_ == "conj" and last.head == noun and is_somebody(last):
            name.head = last
        return
    if name.dep_ != "conj" or children(name, "cc", "conj", "case") or noun.i > name.i:
        return
    after = name.right_edge.i + 1
    closed = after < len(name.doc) and name.doc[after].text == ","
    first = edge.i + 1 if edge.text == "," else edge.i
    close = closed and first == noun.i + 2 and noun.nbor().text == ","
    if close and noun.tag_ == "NN" and is_somebody(noun) and children(noun, "nmod:poss"):
        name.dep_ = "appos"

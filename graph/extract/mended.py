"""Slips of the parser that the names and quotation marks of a text give away, put right.

A name is one word to its sentence: what hangs on a part of it hangs on its head, and none of its
parts has a place of its own. Who stands behind the closing mark of a quotation, before the verb
that governs it, is that verb's subject and not one of the quotation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from graph.extract.inflections import lemma
from graph.extract.mended_beside import beside, is_somebody
from graph.extract.syntax import base, children
from graph.extract.vocabulary import in_class
from graph.model import FoundMention

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_SEEING = frozenset("see hear watch witness notice observe let make have help feel".split())
_NEXT = 2
_LEADING = frozenset({"lead", "head", "chair", "command", "represent", "own", "found"})
_NOT_LED = frozenset(
    """agreement treaty accord deal pact contract meeting talk war conflict dispute letter
    statement visit ceasefire truce merger sale border relation""".split()
)
_TELLING = frozenset({"tell", "inform", "remind", "assure", "warn", "show"})
_CLOSING = frozenset({"”", "''", '"', "»", "“"})
_PLACES = frozenset({"nsubj", "obj", "obl", "nmod"})


def mend(doc: Doc, mentions: Sequence[FoundMention]) -> None:
    """Put slips right, in place.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With or without syntax.
    mentions : sequence of FoundMention
        Names, in text order.
    """
    if not doc.has_annotation("DEP"):
        return
    for mention in mentions:
        if mention.type == "DATE":
            continue
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or span[0].sent != span[-1].sent:
            continue
        if len(span) > 1:
            _as_one(span, span.root)
        if mention.type == "PERSON":
            _as_object(span.root)
            _own_phrases(span.root)
            _apposed(span.root)
            beside(span.root)
            _titled(span[0], span.root)
    for verb in [token for token in doc if token.pos_ in {"VERB", "AUX"}]:
        for subject in children(verb, "nsubj"):
            _to_speaker(subject, verb)
        _lowered(verb)
        _done_to(verb)
        _told(verb)
        _seen(verb)
        _said_aside(verb)
        if verb.tag_ == "VBN" and verb.dep_ == "acl":
            _to_nearest(verb)


def _as_one(name: Iterable[Token], root: Token) -> None:
    """Let a name have one head, on which everything hangs that belongs to it."""
    parts = list(name)
    inside = {part.i for part in parts}
    above = {token.i for token in root.ancestors}
    for part in parts:
        if part == root:
            continue
        outside = [c for c in part.children if c.i not in inside and c.dep_ != "punct"]
        for child in outside:
            if child.i not in above:
                child.head = root
        beside = part.head == root.head and part.head.i not in inside
        if beside and base(part.dep_) in _PLACES:
            part.head = root
            part.dep_ = "flat"


def _as_object(name: Token) -> None:
    """Let a person be the object of "named X as its head" where X was read as what is named."""
    verb = name.head
    if name.dep_ == "xcomp" and verb.pos_ == "VERB" and not children(verb, "obj"):
        name.dep_ = "obj"


def _apposed(name: Token) -> None:
    """Let X in "a clerk who kept the files, X, fled" be the clerk and not the files."""
    noun = name.head
    if name.dep_ != "appos" or noun.i > name.i or is_somebody(noun):
        return
    edge = name.left_edge
    if edge.text == "," or (edge.i > 0 and edge.nbor(-1).text == ","):
        holder = _outer_noun(noun)
        if holder is not None and not children(holder, "appos"):
            name.head = holder
            return
    for clause in [noun, *noun.ancestors]:
        if clause.dep_ == "acl:relcl" and clause.head.i < clause.i:
            if is_somebody(clause.head) and not children(clause.head, "appos"):
                name.head = clause.head
            return


def _outer_noun(noun: Token) -> Token | None:
    """Return the person whom a noun is told of: the lawyer of "the lawyer for the family"."""
    while noun.dep_ == "nmod" and noun.head.i < noun.i and noun.head.pos_ == "NOUN":
        noun = noun.head
        if is_somebody(noun):
            return noun if noun.tag_ == "NN" else None
    return None


def _titled(first: Token, name: Token) -> None:
    """Let X belong to the noun right before it in "the execution of wrestler X"."""
    if first.i == 0:
        return
    noun = first.nbor(-1)
    if noun.tag_ != "NN" or noun.head != name.head or base(name.dep_) not in _PLACES:
        return
    if base(noun.dep_) in _PLACES and not children(name, "case", "cc"):
        name.head = noun
        name.dep_ = "flat"


def _own_phrases(name: Token) -> None:
    """Let "of Z" in "our lawyer, X of Z" belong to the name that it follows."""
    noun = name.head
    if name.dep_ not in {"appos", "flat", "nmod:desc"} or noun.i > name.i:
        return
    last = name.i
    while last + 1 < len(name.doc) and name.doc[last + 1].head == name:
        last += 1
    for child in [child for child in noun.children if child.dep_ == "nmod" and child.i > last]:
        first = child.left_edge
        if first.text == ",":
            first = first.nbor()
        if first.lower_ in {"of", "from"} and first.i - last <= _NEXT:
            child.head = name


def _to_nearest(verb: Token) -> None:
    """Let ", led by X," speak of the body before the comma, not of the agreement that it made."""
    noun, comma = verb.head, verb.i - 1
    if lemma(noun) not in _NOT_LED or lemma(verb) not in _LEADING or verb.doc[comma].text != ",":
        return
    nearest = verb.doc[comma - 1]
    while nearest.head.i != nearest.i and nearest.head != noun:
        nearest = nearest.head
    if nearest.head != noun or not noun.i < nearest.i < verb.i:
        return
    verb.head = nearest
    for agent in children(verb, "obl", "obl:agent"):
        for other in children(agent, "conj"):  # the remark ends with its comma
            if any(child.text == "," for child in other.children):
                other.head = nearest


def _lowered(verb: Token) -> None:
    """Give "was elected mayor" its subject, where that hangs on the word behind the verb."""
    if not children(verb, "aux:pass") or any(c.dep_ in _SUBJECTS for c in verb.children):
        return
    for named in children(verb, "xcomp"):
        for subject in children(named, "nsubj"):
            if subject.i < verb.i < named.i and not children(named, "cop"):
                subject.head = verb
                subject.dep_ = "nsubj:pass"


def _done_to(verb: Token) -> None:
    """Let X be the object of "the court sentenced X", where X was read as a second subject."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or children(verb, "obj", "aux:pass"):
        return
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
    first = [child for child in subjects if child.i < verb.i]
    later = [child for child in subjects if child.i > verb.i]
    if first and len(later) == 1:
        later[0].dep_ = "obj"


def _told(verb: Token) -> None:
    """Let X be who is told in "told X his mother had fled", where X was read as who fled."""
    speech = verb.head
    if verb.dep_ != "ccomp" or lemma(speech) not in _TELLING or children(speech, "obj", "iobj"):
        return
    subjects = children(verb, "nsubj")
    if len(subjects) > 1 and speech.i < subjects[0].i:
        subjects[0].head = speech
        subjects[0].dep_ = "iobj"


def _seen(verb: Token) -> None:
    """Let X be who kills in "saw X kill Y", where the two verbs were read as joined."""
    witness = verb.head
    if verb.dep_ != "conj" or verb.tag_ not in {"VB", "VBG"} or lemma(witness) not in _SEEING:
        return
    objects = [child for child in children(witness, "obj") if child.i < verb.i]
    if objects and not children(verb, "cc", "nsubj", "nsubj:pass", "mark"):
        verb.dep_ = "xcomp"


def _said_aside(verb: Token) -> None:
    """Read "the mill, Dalva said, was sold" as a remark, and Dalva as no other name of the mill."""
    noun = verb.head
    if verb.dep_ != "acl:relcl" or not in_class("verbs", lemma(verb), "speech", "alleging"):
        return
    if any(child.dep_ in {*_SUBJECTS, "mark", "aux:pass"} for child in verb.children):
        return
    closed = verb.i + 1 < len(verb.doc) and verb.nbor().text == ","
    for name in noun.children:
        beside = name.dep_ == "appos" and max(t.i for t in name.subtree) == verb.i - 1
        if beside and closed and noun.head.pos_ in {"VERB", "AUX"}:
            name.head, name.dep_ = verb, "nsubj"
            verb.head, verb.dep_ = noun.head, "parataxis"
            return


def _to_speaker(subject: Token, verb: Token) -> None:
    """Give the subject of `"..." X said` to the verb of speech, where it hangs on the quotation."""
    speech = verb.head
    if not (verb.i < subject.i < speech.i) or verb.dep_ not in {"ccomp", "parataxis"}:
        return
    closed = any(token.text in _CLOSING for token in subject.doc[verb.i + 1 : subject.left_edge.i])
    if closed and not any(child.dep_ in _SUBJECTS for child in speech.children):
        subject.head = speech

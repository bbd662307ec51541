"""Slips of the parser that the names and quotation marks of a text give away, put right.

A name is one word to its sentence: what hangs on a part of it hangs on its head, and none of its
parts has a place of its own. Who stands behind the closing mark of a quotation, before the verb
that governs it, is that verb's subject and not one of the quotation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc, Token

from graph.extract.inflections import lemma
from graph.extract.mended_accused import give_accusations
from graph.extract.mended_beside import beside, is_somebody
from graph.extract.mended_office import mend_career
from graph.extract.mended_speech import give_speakers
from graph.extract.syntax import base, case_words, children, is_passive, mark_words
from graph.extract.vocabulary import in_class
from graph.model import FoundMention

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_SEEING = frozenset("see hear watch witness notice observe let make have help feel".split())
_NEXT = 2
_AGAIN = frozenset({"re", "co"})
_GIVING = frozenset("sell pay give lend award grant send hand offer owe leave".split())
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
    spans = [
        (mention, doc.char_span(mention.start, mention.end, alignment_mode="expand"))
        for mention in mentions
        if mention.type != "DATE"
    ]
    kinds = {span.root.i: mention.type for mention, span in spans if span is not None}
    for mention, span in spans:
        if span is None or span[0].sent != span[-1].sent:
            continue
        if len(span) > 1:
            _as_one(span, span.root)
        _past_verb(span.root)
        _given(span[-1], span.root)
        if mention.type == "PERSON":
            _as_object(span.root)
            _own_phrases(span.root)
            _apposed(span.root, kinds)
            beside(span.root)
            _titled(span[0], span.root)
            _addressed(span[-1], span.root)
    for token in doc:
        if token.lower_ in _AGAIN:
            _rejoined(token)
        if token.tag_ == "WP$":
            _whose(token)
        elif token.tag_ == "VB":
            _infinitive(token)
    for token in doc:
        if token.dep_ in {"aux", "aux:pass", "cop"}:
            for child in children(token, "mark", *_SUBJECTS):
                child.head = token.head  # "of" and "having" of "accused X of having fled"
    people = {s.end: s.root for m, s in spans if s is not None and m.type == "PERSON"}
    for verb in [token for token in doc if token.pos_ in {"VERB", "AUX"}]:
        mend_career(verb, people)
        for subject in children(verb, "nsubj"):
            _to_speaker(subject, verb)
            _to_clause(subject, verb)
        give_speakers(verb)
        give_accusations(verb)
        _lowered(verb)
        _done_to(verb)
        _told(verb)
        _seen(verb)
        _said_aside(verb)
        if verb.tag_ == "VBN" and verb.dep_ == "acl":
            _to_nearest(verb)
        if verb.dep_ == "acl:relcl" and verb.head.dep_ == "nmod:desc":
            _to_name(verb)


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


def _to_clause(subject: Token, verb: Token) -> None:
    """Let Y in "X believes Y to have fled", read as a second subject, be whom it is believed of."""
    clauses = [c for c in children(verb, "ccomp", "xcomp") if mark_words(c) == "to"]
    second = subject.i > verb.i and children(verb, "nsubj")[0] != subject
    if second and clauses and subject.i < clauses[0].left_edge.i and not children(verb, "obj"):
        subject.dep_, clauses[0].dep_ = "obj", "xcomp"


def _past_verb(name: Token) -> None:
    """Let a name that was read as the rest of another beyond a verb belong to that verb."""
    if name.dep_ not in {"flat", "compound"} or name.head.i > name.i:
        return
    between = [t for t in name.doc[name.head.i + 1 : name.left_edge.i] if t.pos_ == "VERB"]
    verb = between[0] if len(between) == 1 else name
    beside = verb == name.head.head and verb.i == name.left_edge.i - 1
    if beside and children(name, "case"):
        by = case_words(name) == "by" and is_passive(verb)
        name.head, name.dep_ = verb, "obl:agent" if by else "obl"
    elif beside and not children(verb, "obj"):
        name.head, name.dep_ = verb, "obj"


def _addressed(last: Token, name: Token) -> None:
    """Let "I" of "Conor, I am in Belm" be the subject where whoever is spoken to was read as it."""
    if name.dep_ not in _SUBJECTS or last.i + 2 >= len(last.doc) or last.nbor().text != ",":
        return
    pronoun = last.nbor(2)
    if pronoun.lower_ in {"i", "we", "you"} and pronoun.head in {name, name.head}:
        name.dep_, pronoun.dep_ = "vocative", name.dep_
        pronoun.head = name.head


def _as_object(name: Token) -> None:
    """Let a person be the object of "named X as its head" where X was read as what is named."""
    verb = name.head
    if name.dep_ == "xcomp" and verb.pos_ == "VERB" and not children(verb, "obj"):
        name.dep_ = "obj"


def _given(last: Token, name: Token) -> None:
    """Let X be to whom something is given in "paid X 30,000 euros", "awarded X a contract".

    A number or an article between a name and a noun keeps it from being part of the noun.
    """
    after = name.doc[last.i + 1] if last.i + 1 < len(name.doc) else last
    thing = name.head
    if name.dep_ == "obj" and lemma(name.head) in _GIVING:
        thing = next((c for c in children(name.head, "obj") if c.i > last.i), name)
    elif name.dep_ not in {"compound", "nmod:poss"} or children(name, "case"):
        return
    verb = thing.head
    if thing == name or thing.dep_ != "obj" or verb.pos_ != "VERB" or children(verb, "iobj"):
        return
    number = after.head == thing and after.dep_ in {"nummod", "det"} and after.i < thing.i
    if (number or after.tag_ == "$") and verb.i < name.left_edge.i < after.i <= thing.i:
        name.head, name.dep_ = verb, "iobj"


def _rejoined(first: Token) -> None:
    """Let "re-elected", read as three words, be the one verb that its last word is."""
    doc = first.doc
    if first.i + _NEXT >= first.sent.end or first.nbor().text != "-":
        return
    verb = doc[first.i + _NEXT]
    if verb.pos_ != "VERB":
        return
    if first.is_ancestor(verb):
        root = first.dep_ == "ROOT"
        verb.head, verb.dep_ = (verb if root else first.head), first.dep_
    for child in [c for c in first.children if c != verb]:
        child.head = verb
    first.head, first.dep_ = verb, "compound"


def _apposed(name: Token, kinds: Mapping[int, str]) -> None:
    """Let X in "a clerk who kept the files, X, fled" be the clerk and not the files.

    Nor is X in "the son of Y, X, fled" or "the spokesman for the ministry, X, said" anybody but
    the son and the spokesman: two names are not beside each other for one person.
    """
    if name.dep_ == "conj" and _members(name, kinds):
        return
    noun = name.head
    beside = name.dep_ == "appos" or (name.dep_ == "conj" and _is_remark(name))
    if not beside or noun.i > name.i or is_somebody(noun):
        return
    owner = noun
    while owner.dep_ == "nmod" and owner.head.i < owner.i:
        owner = owner.head
        if owner.i not in kinds and is_somebody(owner):
            beside = owner.dep_ == "appos" and owner.head.i in kinds  # "X, the wife of Y alias Z"
            free = not beside and not children(owner, "appos", "flat", "conj")
            if owner.tag_ in {"NN", "NNP"} and free:
                name.head = owner
                name.dep_ = "appos"
            return
    if kinds.get(noun.i) == "PERSON" or name.dep_ == "conj":
        return
    for clause in [noun, *noun.ancestors]:
        if clause.dep_ == "acl:relcl" and clause.head.i < clause.i:
            if is_somebody(clause.head) and not children(clause.head, "appos"):
                name.head = clause.head
            return


def _members(name: Token, kinds: Mapping[int, str]) -> bool:
    """Let X and Y be the directors in "two directors of Z, X and Y, left"; say if so."""
    body = name.head
    noun = body.head
    if kinds.get(body.i) not in {"ORG", "GPE", "FAC"} or body.dep_ != "nmod" or noun.i > body.i:
        return False
    people = [c for c in children(body, "conj") if kinds.get(c.i) == "PERSON"]
    apart = people[:1] == [name] and name.left_edge.text == ","
    if noun.tag_ != "NNS" or not is_somebody(noun) or not apart:
        return False
    name.head, name.dep_ = noun, "appos"
    for other in people[1:]:
        other.head = name
    return True


def _is_remark(name: Token) -> bool:
    """Whether a name stands between two commas and is joined by no "and"."""
    last = name.right_edge.i + 1
    first = name.left_edge.i
    before = {name.doc[first].text, name.doc[max(0, first - 1)].text}
    after = name.doc[last].text if last < len(name.doc) else ""
    joined = children(name, "cc", "conj") or children(name.head, "cc")
    return "," in before and after == "," and not joined


def _to_name(verb: Token) -> None:
    """Let X take part in "wrestler X, who took part", and not the wrestler."""
    name = verb.head.head
    if verb.head.i < name.i < verb.i:
        verb.head = name


def _infinitive(verb: Token) -> None:
    """Let "kill" and "stand" be complements in "saw X kill Y" and "unfit to stand trial"."""
    head, marks = verb.head, children(verb, "mark")
    if verb.i < head.i or children(verb, "nsubj", "nsubj:pass"):
        return
    seen = verb.dep_ == "ccomp" and not marks and any(
        head.i < found.i < verb.i for found in children(head, "obj", "iobj")
    )  # fmt: skip
    able = verb.dep_ == "advcl" and head.pos_ == "ADJ" and bool(children(head, "cop"))
    if seen or (able and [m.lower_ for m in marks] == ["to"]):
        verb.dep_ = "xcomp"


def _whose(token: Token) -> None:
    """Let the son do it in "X, whose son Y sold it", where he was read as another X."""
    noun = token.head
    if token.lower_ == "whose" and noun.dep_ in _SUBJECTS:
        for subject in children(noun.head, *_SUBJECTS):
            if subject.i < token.i and noun.i < noun.head.i:  # "X, whose son was shot, fled"
                noun.head, noun.dep_ = subject, "appos"
                return
    if token.lower_ != "whose" or noun.dep_ not in {"appos", "nmod", "conj", "obl"}:
        return
    for clause in children(noun.head, "acl:relcl"):
        if noun.i < clause.i and not any(c.dep_ in _SUBJECTS for c in clause.children):
            noun.head = clause
            noun.dep_ = "nsubj:pass" if children(clause, "aux:pass") else "nsubj"
            return


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
    gives = children(verb, "aux:pass") or lemma(verb) == "become"
    if not gives or any(c.dep_ in _SUBJECTS for c in verb.children):
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

"""Slips of the parser between what is said and who says it, put right.

A verb of speech without a subject has it beside it: where a noun phrase that ends right before the
verb, or begins right behind it, was read as a second subject of what is said, it is who speaks.
"""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.people import is_person_noun
from graph.extract.syntax import children, mark_words
from graph.extract.vocabulary import in_class

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_QUOTING = frozenset({"quote", "cite", "report"})
_ASIDE = frozenset({"brush", "wave", "shrug", "laugh", "sweep", "dismiss", "reject", "deny"})
_UNTRUE = frozenset(
    "lie lies false untrue nonsense baseless groundless unfounded absurd rubbish fanciful".split()
)
_LEARNING = frozenset({"learn", "hear", "discover"})
_TOLD = frozenset("tell inform remind assure notify warn advise reassure".split())
_MARKS = frozenset({",", "”", '"', "''", "’", "—", "–", "-", "--"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "it", "there"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM"})


def give_speakers(verb: Token) -> None:
    """Put right who speaks by a verb, and what "adding that" is joined to."""
    if lemma(verb) == "add" and verb.tag_ == "VBG":
        _to_speech(verb)
    if in_class("verbs", lemma(verb), "denying"):
        _to_object(verb)
    if verb.dep_ == "advcl":
        _from_remark(verb)
    if lemma(verb) in _QUOTING:
        _by_whom(verb)
    if in_class("verbs", lemma(verb), "naming"):
        _to_name(verb)
    if lemma(verb) in _ASIDE:
        _claims(verb)
    if lemma(verb) in _TOLD:
        _to_told(verb)
    _to_governor(verb)
    if verb.tag_ not in _FINITE or not in_class("verbs", lemma(verb), "speech", "alleging"):
        return
    for clause in children(verb, "ccomp"):
        _apart(clause, verb)
    _to_claim(verb)
    if any(child.dep_ in {*_SUBJECTS, "aux:pass"} for child in verb.children):
        return
    speaker = _apposed(verb)
    if speaker is not None:
        speaker.head, speaker.dep_ = verb, "nsubj"
        return
    for clause in (*children(verb, "ccomp", "parataxis"), verb.head):
        if clause == verb or clause.pos_ not in {"VERB", "AUX", "ADJ", "NOUN", "ADV", "PROPN"}:
            continue
        for subject in [child for child in clause.children if child.dep_ in _SUBJECTS]:
            if _speaks(subject, verb, clause):
                subject.head, subject.dep_ = verb, "nsubj"
                return


def _speaks(subject: Token, verb: Token, clause: Token) -> bool:
    """Whether a phrase beside a verb of speech is its subject and not that of the clause."""
    if subject.lower_ in _RELATIVE or subject.pos_ not in _NOMINAL:
        return False
    words = [token.i for token in subject.subtree]
    first, last = min(words), max(words)
    others = [c for c in clause.children if c.dep_ in _SUBJECTS and c != subject]
    if last < verb.i:
        if verb.i - last > 1 and not (verb.i - last == 2 and verb.nbor(-1).text in _MARKS):
            return False
        if clause.i < first:  # "X was arrested, the minister said"
            return verb.doc[first - 1].text in _MARKS or verb.doc[first].text in _MARKS
        if clause.i < verb.i or not any(other.i > verb.i for other in others):
            return False
        return verb.nbor(-1).text != "," or may_speak(subject)
    if first != verb.i + 1 or verb.nbor(-1).text not in _MARKS:
        return False
    if clause.i > last:  # "the letter, said a clerk, was burnt"
        return any(other.i < verb.i for other in others)
    return clause.i < verb.i and bool(others)


def _apposed(verb: Token) -> Token | None:
    """Return who speaks in "he died in Belm, his daughter, said", read as another name of Belm."""
    last = verb.nbor(-1) if verb.i > verb.sent.start else verb
    if last.text == ",":
        last = last.nbor(-1)
    clause = next(iter(children(verb, "ccomp")), None)
    if clause is None or clause.i > last.i:
        return None
    found = None
    for token in (last, *last.ancestors):
        if token.i <= clause.i or token == verb:
            break
        first = token.left_edge
        opens = first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")
        if token.dep_ == "appos" and opens and token.right_edge.i <= verb.i and may_speak(token):
            found = token
    return found


def _to_told(verb: Token) -> None:
    """Let "told the agency that X died" say what was told, and not which agency."""
    if children(verb, "ccomp"):
        return
    for hearer in children(verb, "obj", "iobj"):
        for clause in children(hearer, "acl", "acl:relcl"):
            that = [m for m in children(clause, "mark") if m.lower_ == "that"]
            if that and verb.i < hearer.i < that[0].i:
                clause.head, clause.dep_ = verb, "ccomp"
                return


def _to_governor(verb: Token) -> None:
    """Let "alleged that X fled" be what was alleged, where it was joined to another word.

    So in "learned from a clerk that", "admitted for the first time that": nothing of the clerk or
    the time is told in a clause that has a subject of its own.
    """
    telling = in_class("verbs", lemma(verb), "speech", "alleging") or lemma(verb) in _LEARNING
    if not telling or children(verb, "ccomp"):
        return
    for that in verb.doc[verb.i + 1 : verb.sent.end]:
        if that.lower_ != "that" or that.dep_ != "mark" or that.tag_ != "IN":
            continue
        clause = that.head
        whole = any(child.dep_ in _SUBJECTS for child in clause.children)
        if whole and verb.i < that.i < clause.i and _hangs_below(clause, verb, that):
            clause.head, clause.dep_ = verb, "ccomp"
        return


def _hangs_below(clause: Token, verb: Token, that: Token) -> bool:
    """Whether a clause was joined to something that belongs to a verb of speech, or follows it."""
    above = clause.head
    if clause.dep_ in {"ROOT", "conj"} or clause.is_ancestor(verb) or above == verb:
        return False
    if that.i == verb.i + 1:
        return clause.dep_ in {"xcomp", "ccomp", "advcl", "parataxis"}
    if clause.dep_ == "xcomp":  # a clause with "that" has a subject of its own
        return verb.is_ancestor(above)
    told = any(
        in_class("nouns", lemma(above), name)
        for name in ("alleging", "telling", "planning", "asking", "denying", "drop")
    )
    in_phrase = clause.dep_ in {"acl", "acl:relcl"} and above.dep_ == "obl" and above.head == verb
    return in_phrase and not told and above.right_edge.i >= clause.i


def _to_claim(verb: Token) -> None:
    """Let the claim be false in "said the claim that X fled was false"."""
    for clause in children(verb, "ccomp"):
        if any(child.dep_ in {*_SUBJECTS, "mark"} for child in clause.children):
            continue
        for claim in children(verb, "obj"):
            if verb.i < claim.i < clause.i and in_class("nouns", lemma(claim), "alleging"):
                claim.head, claim.dep_ = clause, "nsubj"


def _apart(clause: Token, verb: Token) -> None:
    """Let what somebody said before a semicolon stand apart from "..., he said" behind it."""
    parted = any(token.text == ";" for token in verb.doc[min(clause.i, verb.i) : verb.i])
    if parted and in_class("verbs", lemma(clause), "speech", "alleging"):
        clause.dep_ = "parataxis"


def may_speak(token: Token) -> bool:
    """Whether a word may mean who is heard: a name, a pronoun, people, a body, a document."""
    if token.pos_ in {"PROPN", "PRON"} or token.ent_type_:
        return True
    return token.pos_ == "NOUN" and (
        is_person_noun(token)
        or in_class("works", lemma(token), "nouns")
        or in_class("sources", lemma(token), "nouns")
    )


def _to_object(verb: Token) -> None:
    """Let the claims be what is dismissed in "dismissed as baseless the claims that"."""
    for word in children(verb, "advcl", "obl", "xcomp"):
        for claims in children(word, "obj", "nsubj"):
            told = in_class("nouns", lemma(claims), "alleging")
            untrue = word.pos_ == "ADJ" or word.lower_ in _UNTRUE
            if told and untrue and claims.i > word.i and not children(verb, "obj"):
                claims.head, claims.dep_ = verb, "obj"


def _to_name(verb: Token) -> None:
    """Let "a lie" be what the claim is called in "called the claim that X killed Y a lie"."""
    for claim in children(verb, "obj"):
        last = claim.right_edge
        untrue = last.lower_ in _UNTRUE and last.head != claim
        if untrue and in_class("nouns", lemma(claim), "alleging"):
            last.head, last.dep_ = verb, "xcomp"


def _by_whom(verb: Token) -> None:
    """Let "by Y" tell who quotes X in "X was cited by Y as saying", not be a part of X's name."""
    for subject in children(verb, "nsubj:pass"):
        for name in children(subject, "flat"):
            if name.i > verb.i and any(c.lower_ == "by" for c in children(name, "case")):
                name.head, name.dep_ = verb, "obl:agent"


def _claims(verb: Token) -> None:
    """Let "claims" be a noun in "brushed aside claims that"."""
    for claims in children(verb, "obj", "ccomp"):
        if claims.pos_ == "VERB" and claims.tag_ == "VBZ" and not children(claims, "nsubj"):
            claims.dep_, claims.pos_, claims.tag_ = "obj", "NOUN", "NNS"
            for clause in children(claims, "ccomp"):
                clause.dep_ = "acl"


def _from_remark(verb: Token) -> None:
    """Let what follows "it is not true, as X claimed, that" be what is not true."""
    head = verb.head
    expected = any(child.lower_ == "it" for child in head.children) and head.i < verb.i
    if not expected or head.pos_ not in {"ADJ", "NOUN"} or mark_words(verb) != "as":
        return
    for clause in children(verb, "ccomp"):
        if mark_words(clause) == "that" and clause.left_edge.text == ",":
            clause.head, clause.dep_ = head, "csubj"


def _to_speech(adding: Token) -> None:
    """Let "X said that Y fled, adding that" go on from what X said, not from what Y did."""
    clause = adding.head
    if adding.dep_ != "advcl" or clause.i > adding.i:
        return
    while clause.dep_ in {"ccomp", "conj", "xcomp", "acl"} and clause.head.i < clause.i:
        above = clause.head
        if clause.dep_ == "ccomp" and in_class("verbs", lemma(above), "speech", "alleging"):
            adding.head = above
            return
        clause = above

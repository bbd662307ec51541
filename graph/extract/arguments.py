"""What fills the places of a verb or an event noun, however the sentence is built.

ARG0 is who does it, ARG1 to whom or what it is done, ARG2 the indirect object; a preposition names
what it leads to. Subjects are shared over coordination, infinitives and -ing clauses; relative
pronouns stand for their nouns; passives turn the places round.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds, verb_kinds
from graph.extract.patients import counted_before, is_bare_participle, together_with, turned_round
from graph.extract.people import is_person_noun
from graph.extract.quantities import is_money
from graph.extract.syntax import (
    base,
    case_words,
    children,
    is_passive,
    is_relative,
    mark_words,
    relative_antecedent,
)
from graph.extract.vocabulary import in_class

_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "agree", "offer", "refuse"})
_CALLING = frozenset({"call", "appeal", "prevail", "press", "plead", "shout", "signal"})
_CALLED = frozenset({"on", "upon", "for", "to", "with"})
_DECISIONS = frozenset(
    {"resolution", "decree", "order", "decision", "act", "vote", "circular", "edict", "ruling"}
)
_OWN_DECISIONS = frozenset({"decision", "plan", "intention", "promise", "threat", "move", "pledge"})
_MAX_STEPS = 8
_NO_AGENT = frozenset("hanging shooting stoning injection means way force mistake accident".split())


@dataclass(frozen=True, slots=True)
class Filler:
    """A word that fills a place, how it was found, and how sure that is.

    Of those joined to the word only those fill it too that stand before the token ``until``: whom a
    relative clause is about, it does not follow.
    """

    token: Token
    rule: str
    sure: float
    until: int | None = None


Places = dict[str, list[Filler]]

_WAYS = frozenset("back home away out over down up off on".split())
_INCLUDING = frozenset({"including", "among them"})
_TOTALLING = frozenset({"total", "amount", "average", "exceed", "reach"})
_TERMS = frozenset({"bail", "parole", "charge", "trial", "licence", "custody", "absentia"})
_OF_SUMS = frozenset({"from", "to", "by", "on", "against"})
_ENGAGING = frozenset(
    "hire pay bribe recruit contract commission instruct send employ persuade induce force".split()
)


def verb_places(verb: Token) -> Places:
    """Return what fills the places of a verb."""
    places: Places = defaultdict(list)
    counted = counted_before(verb) or turned_round(verb)
    if counted is not None:
        places["ARG1"].append(Filler(counted, "counted", 0.95))
        return places
    passive = is_passive(verb) or _shares_passive(verb) or is_bare_participle(verb)
    subject = subject_of(verb)
    if subject is not None:
        places["ARG1" if passive else "ARG0"].append(subject)
    for child in verb.children:
        if child.dep_ == "obj" and case_words(child) in {"to", "from"} and child.i > verb.i:
            _oblique(child, verb, places, passive=passive)
        elif child.dep_ == "obj" and not passive:
            target = _meant(child, verb)
            if target is not None:
                places["ARG1"].append(Filler(target, "object", 1.0))
        elif child.dep_ == "iobj" and not children(verb, "obj", "ccomp", "xcomp", "obl:agent"):
            places["ARG1"].append(Filler(child, "object", 0.95))  # "charged X with murder"
        elif child.dep_ == "iobj":
            places["ARG2"].append(Filler(child, "indirect-object", 0.95))
        elif child.dep_ in {"obl", "obl:agent", "obl:unmarked"} or (
            child.dep_ == "nmod" and verb.tag_ == "VBG"  # "fighting between X and Y"
        ):
            _oblique(child, verb, places, passive=passive)
        elif child.dep_ == "advmod" and child.lower_ in _WAYS:
            for further in children(child, "obl", "nmod"):  # "flew back to X"
                _oblique(further, verb, places, passive=passive)
    for child in children(verb, "nsubj", "nsubj:pass", "obl", "nmod"):
        if child.i > verb.i and (case_words(child) or child.left_edge.lower_) in _INCLUDING:
            done = passive or bool(places["ARG1"])
            places["ARG1" if done else "ARG0"].append(Filler(child, "including", 0.92))
    for child in together_with(verb):
        if places["ARG1" if passive else "ARG0"]:
            places["ARG1" if passive else "ARG0"].append(Filler(child, "together", 0.9))
    if not passive and not places["ARG1"]:
        shared = _shared_object(verb)
        if shared is not None:
            places["ARG1"].append(shared)
    if verb.dep_ == "acl" and passive:
        places["ARG1"].extend(_one_of(verb.head))
    if verb.dep_ == "amod" and verb.tag_ == "VBN":
        places["ARG1"].append(Filler(verb.head, "participle", 0.9, verb.head.i + 1))
    return places


def _one_of(several: Token) -> list[Filler]:
    """Return X of "X was among seven people arrested", of "X was one of ten arrested"."""
    counted = several.head if case_words(several) == "of" else several
    if counted != several and counted.lower_ not in {"one", "some", "two", "three"}:
        return []
    among = counted != several or case_words(several) in {"among", "amongst"}
    subjects = children(counted, "nsubj") if among and children(counted, "cop") else []
    return [Filler(subject, "one-of", 0.9) for subject in subjects]


def _shares_passive(verb: Token) -> bool:
    """Whether "deported" is passive in "was arrested and deported", where its tag says it is not.

    Only of verbs that tell of somebody to whom things are done; "was arrested and fled" is active.
    """
    phrases = {f"{verb.lower_} {word.lower_}" for word in children(verb, "xcomp")}
    whole = bool(phrases & {"found guilty", "let go"})
    past = verb.tag_ in {"VBD", "VBN"} and verb.lower_.endswith("ed")
    if verb.dep_ != "conj" or not (whole or past):
        return False
    first = verb.head
    while first.dep_ == "conj" and first.head.pos_ == "VERB":
        first = first.head
    if first.dep_ == "xcomp" and first.tag_ == "VB" and past:
        first = first.head  # "was forced to resign and jailed"
    bare = first.tag_ == "VBN" and first.dep_ == "advcl"  # "was sacked, expelled and jailed"
    if not is_passive(first) or not (children(first, "aux:pass") or bare):
        return False
    if children(verb, "obj", "iobj", "nsubj", "nsubj:pass", "aux", "aux:pass", "ccomp"):
        return False
    if whole:
        return True  # "was tried and found guilty"
    if children(verb, "xcomp"):
        return False
    return any(kind.possessive == "ARG1" for kind, _ in verb_kinds(verb)) and not any(
        {"ARG0", "ARG1"} <= set(sources)
        for kind, _ in verb_kinds(verb)
        for sources in kind.roles.values()
    )


def _oblique(child: Token, verb: Token, places: Places, *, passive: bool) -> None:
    preposition = case_words(child)
    if preposition == "by" or (child.dep_ == "obl:agent" and not preposition):
        bare = child.text == "court" and not children(child, "det")  # "ordered by court"
        if passive and child.lower_ not in _NO_AGENT and not bare:
            places["ARG0"].append(_maker(child) or Filler(child, "agent", 1.0))
        return
    if not preposition:
        return
    target = _meant(child, verb)
    if target is not None:
        places[preposition].append(Filler(target, f"oblique-{preposition}", 0.95))


def _maker(agent: Token) -> Filler | None:
    """Return whose decision something was done by: "set up by a resolution of the Assembly"."""
    if lemma(agent) not in _DECISIONS:
        return None
    makers = [c for c in children(agent, "nmod") if case_words(c) in {"of", "by", "from"}]
    return Filler(makers[0], "agent-decision", 0.92) if makers else None


def _meant(child: Token, verb: Token) -> Token | None:
    """Return the noun that a relative pronoun stands for, else the word itself."""
    if not is_relative(child):
        return child
    return relative_antecedent(verb)


def subject_of(verb: Token) -> Filler | None:
    """Return the surface subject of a verb, where the syntax gives one plainly."""
    return _subject(verb, 0)


def _subject(verb: Token, depth: int) -> Filler | None:
    if depth > _MAX_STEPS:
        return None
    found = children(verb, "nsubj", "nsubj:pass")
    if found:
        before = [word for word in found if word.i < verb.i]
        nearest = before[-1] if before and before[-1].pos_ == "PROPN" else found[0]
        word = nearest if not is_relative(found[0]) else found[0]  # "Elected mayor, X was"
        if is_relative(word):
            noun = relative_antecedent(verb)
            if noun is None:
                return None
            if word.lower_ == "which" and noun.ent_type_ == "PERSON":
                noun = _body_of(noun, word)  # "X of the daily Y, which printed it"
                if noun is None:
                    return None
            unsure = word.lower_ != "who" and noun.dep_ == "nmod" and bool(noun_kinds(noun.head))
            sure = 0.6 if unsure else 0.97  # "the attack on X that killed nine": what killed
            return Filler(noun, "relative-subject", sure, word.i)
        if word.i < verb.head.i < verb.i and verb.dep_ not in {"conj", "ROOT"}:
            return None  # a subject does not stand beyond the verb that governs its clause
        return Filler(word, "subject", 1.0)
    if children(verb, "csubj", "csubj:pass", "expl"):
        return None
    label, head = verb.dep_, verb.head
    if label == "conj" and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
        if head.pos_ == "NOUN" and not children(head, "cop"):
            return None
        return _less(_subject(_joined_to(verb), depth + 1), "shared-subject", 0.95)
    if label == "xcomp":
        return _controller(verb, head, depth)
    if label == "ccomp" and _is_gerund(verb):  # "denied having been there"
        return _less(_subject(head, depth + 1), "shared-subject", 0.9)
    if label in {"advcl", "advcl:relcl"}:
        return _of_adverbial(verb, head, depth)
    apart = label == "appos" and verb.tag_ in {"VBN", "VBG"} and verb.pos_ == "VERB"
    if (label == "acl" or apart) and head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
        if _is_predicate(head) and verb.tag_ in {"VB", "VBG"}:
            return _less(_subject(_told_at(head), depth + 1), "first-to", 0.93)
        if mark_words(verb) and verb.tag_ != "VBN":
            return _decider(verb, head)
        return Filler(head, "participle", 0.93, max(verb.i, head.i + 1))
    bare = verb.tag_ == "VBN" and not children(verb, "aux", "aux:pass", "obj")
    if label == "acl:relcl" and bare:  # "X, shot dead by police, had"
        return Filler(head, "participle", 0.9, verb.i)
    return None


def _is_predicate(noun: Token) -> bool:
    """Whether a noun says who somebody is: "was the first woman to lead X", "became the only"."""
    told = children(noun, "cop") or (noun.dep_ == "xcomp" and lemma(noun.head) == "become")
    counted = children(noun, "amod", "nummod") and not children(noun, "nsubj:pass")
    return bool(told and counted and is_person_noun(noun))


def _told_at(noun: Token) -> Token:
    return noun.head if noun.dep_ == "xcomp" and not children(noun, "nsubj") else noun


def _body_of(name: Token, which: Token) -> Token | None:
    """Return the body named behind a person, of which alone "which" can be said."""
    behind = [t for t in children(name, "nmod", "appos") if name.i < t.i < which.i]
    return behind[-1] if behind and behind[-1].ent_type_ not in {"", "PERSON"} else None


def _joined_to(verb: Token) -> Token:
    """Return the verb that one is joined to: of "A ran; B stayed, and left", "stayed"."""
    between = [
        other
        for other in children(verb.head, "conj")
        if verb.head.i < other.i < verb.i and children(other, "nsubj", "nsubj:pass")
    ]
    return between[-1] if between and between[-1].pos_ in {"VERB", "AUX"} else verb.head


def _decider(verb: Token, noun: Token) -> Filler | None:
    """Return X of "X's decision to dismiss"; whose "the order to kill" was, it does not say."""
    owners = children(noun, "nmod:poss")
    decided = mark_words(verb) == "to" and lemma(noun) in _OWN_DECISIONS
    return Filler(owners[0], "decider", 0.9) if decided and owners else None


def _less(filler: Filler | None, rule: str, times: float) -> Filler | None:
    if filler is None:
        return None
    return replace(filler, rule=rule, sure=filler.sure * times)


def _controller(verb: Token, head: Token, depth: int) -> Filler | None:
    """Return who is meant to do what an infinitive says."""
    objects = children(head, "obj", "iobj")
    calling = lemma(head) in _CALLING and verb.pos_ != "ADJ"  # not "pleaded not guilty"
    if not objects and calling and not is_passive(head):
        return _called_on(verb, head)
    if is_passive(head) or not objects or lemma(head) in _SUBJECT_CONTROL:
        return _less(_subject(head, depth + 1), "raised-subject", 0.93)
    if is_relative(objects[0]):
        noun = relative_antecedent(head)
        return None if noun is None else Filler(noun, "object-control", 0.9)
    return Filler(objects[0], "object-control", 0.92)


def _called_on(verb: Token, head: Token) -> Filler | None:
    """Return Y of "X called on Y to release"."""
    called = [c for c in children(head, "obl") if case_words(c) in _CALLED and c.i < verb.i]
    return Filler(called[0], "called-on", 0.9) if called else None


def _of_adverbial(verb: Token, head: Token, depth: int) -> Filler | None:
    mark = mark_words(verb)
    accusing = (
        mark in {"of", "for", "with", "from"} and children(head, "obj") and not is_passive(head)
    )
    if accusing:
        accused = _meant(children(head, "obj")[0], head)
        if any(word.lower_ == "them" for word in children(verb, "obj")):
            return None  # "detained two men for questioning them"
        return None if accused is None else Filler(accused, "object-control", 0.9)
    if mark == "by" and is_passive(head):
        return None
    by_another = not is_passive(head) and head.tag_ != "VBN"
    if mark in {"of", "for", "with"} and by_another and in_class("verbs", lemma(head), "accusing"):
        return None  # whoever accuses has not done it
    if mark == "to" and lemma(head) in _ENGAGING and children(head, "obj") and not is_passive(head):
        return Filler(children(head, "obj")[0], "object-control", 0.9)  # "paid X to kill"
    if mark == "to" and lemma(head) in _CALLING and not is_passive(head):
        return _called_on(verb, head)
    # "X built it, ran it and sold it"
    listed = verb.tag_ == "VBD" and not mark and not any(c.tag_ == "WRB" for c in verb.children)
    bare = _is_gerund(verb) or verb.tag_ == "VBN" or listed
    if bare or mark in {"to", "in order to", "so as to"}:
        return _less(_subject(head, depth + 1), "shared-subject", 0.9)
    return None


def _is_gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" or any(c.tag_ == "VBG" for c in children(verb, "aux", "cop"))


def _shared_object(verb: Token) -> Filler | None:
    """Return the object of "arrested and tortured X", written once for both verbs."""
    if children(verb, "obj", "ccomp", "xcomp"):
        return None
    if verb.dep_ == "acl:relcl":
        return _gap(verb)
    for child in children(verb, "conj"):
        between = [t for t in verb.doc[verb.i + 1 : child.i] if not t.is_punct]
        objects = children(child, "obj")
        close = all(t.dep_ in {"cc", "advmod", "compound:prt"} for t in between)
        if objects and close and child.tag_ == verb.tag_ and objects[0].pos_ != "PRON":
            return Filler(objects[0], "shared-object", 0.85)
    if verb.dep_ == "conj" and verb.head.tag_ == verb.tag_:
        objects = children(verb.head, "obj")
        if objects and objects[0].i > verb.i:
            return Filler(objects[0], "shared-object", 0.88)
    return None


def _gap(verb: Token) -> Filler | None:
    """Return the noun of "the man X killed" and "the man whom X killed"."""
    subject = children(verb, "nsubj")
    if not subject or is_relative(subject[0]) or is_passive(verb):
        return None
    if any(is_relative(c) for c in verb.children if c.dep_ in {"obl", "advmod"}):
        return None
    if any(c.lower_ in {"where", "when", "why"} for c in children(verb, "advmod")):
        return None
    return Filler(verb.head, "relative-object", 0.88)


def noun_places(noun: Token) -> Places:
    """Return what fills the places of an event noun: by preposition, "'s" and compound."""
    places: Places = defaultdict(list)
    for child in noun.children:
        label = base(child.dep_)
        if child.dep_ == "nmod:poss":
            places["'s"].append(Filler(child, "possessor", 0.9))
        elif label == "nmod" and case_words(child):
            places[case_words(child)].append(Filler(child, f"noun-{case_words(child)}", 0.93))
            _beyond(child, places)
        elif child.dep_ in {"acl", "xcomp"} and lemma(child) in _TOTALLING:
            for inner in (*children(child, "obl"), *_hung_on_sums(child)):
                if case_words(inner) in _OF_SUMS and not places.get(case_words(inner)):
                    places[case_words(inner)].append(Filler(inner, "noun-sum", 0.9))
        elif child.dep_ in {"compound", "amod"} and child.pos_ == "PROPN":
            places["compound"].append(Filler(child, "compound", 0.8))
    return places


def _hung_on_sums(clause: Token) -> list[Token]:
    """Return what hangs on the sum of "payments totalling $4m to X"."""
    return [inner for sum_ in children(clause, "obj") for inner in children(sum_, "nmod")]


def _beyond(child: Token, places: Places) -> None:
    """Take "from X" of "a loan of two million crowns from X", "by Y" of "the sale of X by Y".

    What follows a sum or a name is the event noun's more often than theirs.
    """
    if case_words(child) == "of" and is_money(child):
        leads = _OF_SUMS
    elif child.lower_ in _TERMS or child.ent_type_ in {"DATE", "GPE"}:
        leads = frozenset({"of", "by"})  # "the release on bail of X", "the arrest in May of X"
    elif child.pos_ == "PROPN" and case_words(child) in {"of", "from"}:
        leads = frozenset({"by", "to"} if case_words(child) == "of" else {"to"})
    else:
        return
    for inner in children(child, "nmod"):
        preposition = case_words(inner)
        if preposition in leads and inner.i > child.i and not places.get(preposition):
            places[preposition].append(Filler(inner, f"noun-{preposition}", 0.9))

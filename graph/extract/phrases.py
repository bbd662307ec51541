"""How a verb puts the event noun that it governs: "denied the killing", "warned of an attack"."""

from __future__ import annotations

from abc import abstractmethod

from spacy.tokens import Token

from graph.extract.beside import NOUNS, BesideReader
from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds
from graph.extract.syntax import base, case_words, children, is_passive
from graph.extract.turns import (
    is_ahead,
    is_called_untrue,
    is_dismissed,
    is_hearing,
    is_inquiry,
    is_suit,
    is_to_come,
    names_its_object,
    speaks_of,
)
from graph.extract.vocabulary import in_class
from graph.extract.way import Way

_OF_WHAT_WAS = frozenset({"knowledge", "awareness", "memory", "responsibility", "regret"})
_ABOUT = frozenset({"of", "for", "on", "about", "against", "over", "with", "to", "from"})
_WHEN_OR_WHERE = frozenset({"at", "during", "before", "after", "since", "until"})
_TOWARDS = frozenset({"for", "to", "from", "with", "on", "of", "about"})
_OF_SUITS = frozenset({"dismiss", "reject"})
_CONFIRMING = frozenset({"confirm", "verify", "corroborate", "substantiate"})
_HELD = frozenset({"organise", "organize"})
_CHARGES = frozenset("charge complaint lawsuit suit indictment case proceeding claim".split())
_ASIDE = frozenset({"brush", "wave", "shrug", "laugh", "sweep"})
_NOT_PLANS = frozenset({"condemn", "swear", "mean", "announce", "proceed", "set", "sentence"})


class PhraseReader(BesideReader):
    """Climbs from nouns."""

    @abstractmethod
    def _is_open(self, verb: Token) -> bool:
        """Whether an accusation is itself only wished for, planned or denied."""

    def _phrase(self, current: Token, head: Token, way: Way) -> None:
        """Climb from a noun: "denied the killing", "allegations of torture", "no trace of"."""
        label = base(current.dep_)
        if label in {"compound", "flat", "amod"}:
            return
        if head.pos_ in NOUNS and not children(head, "cop"):
            if label == "nsubj" or in_class("nouns", lemma(head), "passing"):
                return  # "called the arrest a crime", "the resumption of the talks"
            none = any(c.lower_ == "no" for c in children(head, "det"))
            if (
                none
                and in_class("nouns", lemma(head), "truth")
                and (in_class("nouns", lemma(current), "alleging"))
            ):
                way.reject()  # "there is no truth in the claim that"
                way.closed = True
                return
            if current.dep_ == "nmod:poss" or case_words(current) in _WHEN_OR_WHERE:
                way.closed = True  # "the prosecution's version", "a pledge at the summit"
                return
            if not self._class_of_noun(head, way) and label in {"nmod", "appos"}:
                if none and lemma(head) not in _OF_WHAT_WAS:
                    way.drop()
                aim = label == "nmod" and case_words(current) in {"for", "to"}
                if aim and head.head.pos_ == "VERB" and is_to_come(head.head):
                    way.weaken("planned")  # "will lead a delegation for talks"
                way.closed = way.closed or label == "nmod"
            return
        if label in {"nsubj", "nsubj:pass"} and is_ahead(head):
            way.weaken("planned")
            self._local_clause(head, way, shared=True, apart=current)
            return
        if head.pos_ not in {"VERB", "AUX"}:
            return
        if self._is_person(current):
            way.closed = True  # "X, a convicted thief, was denied entry"
            return
        word, preposition = lemma(head), case_words(current)
        if is_dismissed(current, head):
            label, preposition = "obj", ""  # "dismissed as lies reports that"
        if in_class("verbs", word, "judging") and (label == "obj" or preposition in _ABOUT):
            self._mind(head, way)
        negated = any(in_class("adverbs", c.lower_, "negating") for c in children(head, "advmod"))
        subject = label == "nsubj"
        if subject and in_class("verbs", word, "happening"):
            self._local_clause(head, way, shared=True, apart=current)
            return
        if not subject or is_passive(head):
            if preposition in {"without", "instead of", "rather than"}:
                way.drop()
            elif preposition in {"for", "to"} and label == "obl" and is_to_come(head):
                way.weaken("planned")  # "will lead a delegation to the city for a meeting"
            elif preposition in {"over", "for"} and _brings_charges(head):
                way.weaken("alleged")  # "brought charges against Y over the torture of Z"
            elif _is_accusation(preposition, current) and in_class("verbs", word, "accusing"):
                way.weaken("alleged")
                if self._is_open(head):
                    way.drop()
                if word in {"accuse", "blame", "suspect"}:
                    self._speaker(head, way)
                if negated:
                    way.drop()
            elif (label in {"obj", "nsubj"} or preposition in _TOWARDS) and self._object(
                current, head, word, preposition, way, negated=negated
            ):
                self._local_clause(head, way, shared=True)
                return
        way.closed = True

    def _object(
        self, current: Token, head: Token, word: str, preposition: str, way: Way, *, negated: bool
    ) -> bool:
        """Apply a verb to the event noun that it governs; whether it is then part of its stance."""
        if in_class("verbs", word, "naming") and not is_passive(head) and names_its_object(head):
            if in_class("nouns", lemma(current), "alleging") and is_called_untrue(head):
                way.reject()
            self._speaker(head, way)
        elif not current.dep_.startswith("nsubj") and speaks_of(word, preposition):
            if word == "warn":
                way.weaken("hypothetical")
            if negated:
                way.drop()
            self._speaker(head, way)
        elif word == "suspend" and is_inquiry(current):
            return False  # an inquiry that is suspended was begun
        elif in_class("verbs", word, "drop"):
            way.drop()
        elif word in _OF_SUITS and is_suit(current) and not self._is_rejected(current, head):
            return False  # a suit that is dismissed was brought
        elif word in _ASIDE and not preposition and in_class("nouns", lemma(current), "alleging"):
            way.reject()  # "brushed aside claims that"
            self._speaker(head, way)
        elif in_class("verbs", word, "denying") and not preposition:
            if negated:
                way.drop()
            way.reject()
            self._speaker(head, way)
        elif word == "allow" and is_suit(current):
            return False  # an appeal that is allowed was brought
        elif in_class("verbs", word, "asking") and preposition in {"", "for"}:
            way.weaken("hypothetical")
            self._mind(head, way)
            return True
        elif in_class("verbs", word, "telling") and preposition in {"", "to"}:
            if word in _CONFIRMING and in_class("nouns", lemma(current), "alleging"):
                if negated:
                    return False  # "could not confirm reports": others report it
                way.confirm()
            self._speaker(head, way)
        elif (preposition and (preposition, word) != ("to", "sentence")) or word in _NOT_PLANS:
            return False
        elif in_class("verbs", word, "planning"):
            if word in _HELD and head.tag_ in {"VBD", "VBN"}:
                return False  # what was organised took place
            way.weaken("planned")
            self._mind(head, way)
            return True
        elif word in {"allege", "claim", "suspect", "fear"} and not preposition and not way.closed:
            way.weaken("alleged" if word != "fear" else "hypothetical")
            self._speaker(head, way)
        if negated and not preposition:
            way.sure *= 0.6
        return False

    def _is_person(self, noun: Token) -> bool:
        named = self._ends.named(noun)
        return named is not None and self._ends.mentions[named].type == "PERSON"

    def _is_rejected(self, charge: Token, verb: Token) -> bool:
        """Whether somebody, and no court, rejects what a charge says: "rejects the charge that"."""
        return (
            lemma(verb) == "reject"
            and any(child.i > charge.i for child in children(charge, "acl", "acl:relcl", "ccomp"))
            and not is_hearing(self.subject(verb))
        )


def _brings_charges(verb: Token) -> bool:
    return any(lemma(thing) in _CHARGES for thing in children(verb, "obj", "nsubj:pass"))


def _is_accusation(preposition: str, noun: Token) -> bool:
    """Whether a phrase gives what somebody is accused of, and not where: "in an interview"."""
    spoken = any(kind.family == "contact" for kind, _ in noun_kinds(noun))
    return preposition in {"of", "for", "with", "over"} or (preposition == "in" and not spoken)

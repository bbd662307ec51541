"""What stands beside a word and tells how it is put: "not", "may", "alleged", "no"."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.syntax import base, case_words, children, mark_words, own_auxiliaries
from graph.extract.telling import owners
from graph.extract.vocabulary import in_class, words
from graph.extract.voices import VoiceReader
from graph.extract.way import Stance, Way

_TIMES = frozenset("time point stage moment occasion circumstance way means account".split())
_AHEAD = frozenset({"due", "set", "about"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})


class BesideReader(VoiceReader):
    """Reads what stands beside words, and hears who is named by the way."""

    def beside(self, noun: Token) -> Stance | None:
        """Return what stands right beside a noun: "the alleged killing", "no arrest"."""
        way = Way()
        self._local_noun(noun, way)
        if way.dropped:
            return None
        return Stance(polarity="denied" if way.denied else "affirmed", modality=way.modality)

    def _local(self, token: Token, way: Way, *, shared: bool) -> None:
        if token.pos_ in NOUNS and not children(token, "cop"):
            self._local_noun(token, way)
        else:
            self._local_clause(token, way, shared=shared)
        self._aside(token, way)

    def _local_noun(self, noun: Token, way: Way) -> None:
        for child in noun.children:
            if child.lower_ == "called" and _is_so_called(child):
                way.weaken("alleged")
            if child.dep_ in {"amod", "compound"}:
                for word in {lemma(child), child.lower_}:
                    self._class_of_adjective(word, way)
                if child.lower_ == "no":
                    way.deny()
            elif child.lower_ == "tomorrow" or _is_next(child):
                way.weaken("planned")  # "tomorrow's meeting", "the meeting next week"
            elif child.dep_ in {"det", "advmod"}:
                if child.lower_ in {"no", "not", "never", "neither"}:
                    way.deny()
                elif child.lower_ in {"any", "either", "every"} and not is_denied(noun):
                    way.weaken("hypothetical")

    def _local_clause(
        self, verb: Token, way: Way, *, shared: bool, apart: Token | None = None
    ) -> None:
        for child in verb.children:
            neither = child.dep_ == "cc" and child.lower_ == "neither"
            if _opens_denying(child, verb):
                way.deny()
            if base(child.dep_) == "obl" and _is_next(child) and verb.tag_ in {"VBZ", "VBP"}:
                way.weaken("planned")  # "arrives next month"
            if neither or child.dep_ in {"advmod", "det", "cc:preconj", "obl:unmarked"}:
                word = child.lower_
                if in_class("adverbs", word, "negating"):
                    if ";" in {token.text for token in verb.doc[child.i : verb.i]}:
                        continue  # "X was not; by May he was the mayor"
                    if any(lemma(c) == "only" for c in (*child.children, *_next(child))):
                        continue  # "not only"
                    way.deny()
                elif in_class("adverbs", word, "alleging"):
                    way.weaken("alleged")
                elif in_class("adverbs", word, "asking"):
                    way.weaken("hypothetical")
                elif in_class("adverbs", word, "drop"):
                    way.drop()
        if shared and _shares_negation(verb):
            way.drop()  # "did not arrest and beat": how far "not" reaches is not plain
        self._auxiliaries(verb, way)
        if verb.pos_ == "VERB" and children(verb, "cop") and verb.dep_ != "xcomp":
            infinitive = any(m.lower_ == "to" for m in children(verb, "mark"))
            if infinitive or any(c.lower_ in _AHEAD for c in children(verb, "case")):
                way.weaken("planned")  # "is to begin", "was due to begin"
        listed = verb.dep_ == "ROOT" and not children(verb, "nsubj:outer", "cop")
        if listed and any(m.lower_ == "that" for m in children(verb, "mark")):
            way.weaken("hypothetical")  # an item of a list of demands: "that X be removed"
        for argument in children(verb, "nsubj", "nsubj:pass", "obj"):
            if argument != apart and is_nobody(argument):
                way.deny()

        for words_of in children(verb, "nsubj:outer"):
            if in_class("nouns", lemma(words_of), "alleging", "telling") and owners(words_of):
                if in_class("nouns", lemma(words_of), "alleging"):
                    way.weaken("alleged")
                self._possessor(words_of, way)  # "her version is that"
        for phrase in children(verb, "obl", "nmod"):
            if case_words(phrase) == "in" and in_class("nouns", lemma(phrase), "fiction"):
                way.drop()
            if _is_never(phrase, verb):
                way.deny()

    def _auxiliaries(self, verb: Token, way: Way) -> None:
        helpers = own_auxiliaries(verb)
        perfect = any(lemma(helper) == "have" for helper in helpers)
        for helper in helpers:
            word = helper.lower_
            if in_class("modals", word, "planning"):
                way.weaken("hypothetical" if _hangs_on_condition(verb) else "planned")
            elif word in {"'d", "’d"}:
                if not perfect and verb.tag_ == "VB":
                    way.weaken("hypothetical")
            elif word == "would" and not perfect and _is_promised(verb):
                way.weaken("planned")
            elif in_class("modals", word, "asking"):
                way.weaken("hypothetical")
        marked = any(m.lower_ == "to" for m in children(verb, "mark"))
        subjunctive = [h.lower_ for h in helpers] == ["be"] and helpers[0].tag_ == "VB"
        if subjunctive and not marked:
            way.weaken("hypothetical")  # the subjunctive: "that X be removed"
        bare = verb.tag_ == "VB" or any(helper.tag_ == "VB" for helper in helpers)
        infinitive = bare and any(m.lower_ == "to" for m in children(verb, "mark"))
        finite = any(lemma(helper) == "be" and helper.tag_ != "VB" for helper in helpers)
        if infinitive and verb.dep_ in _MAIN and finite:
            way.weaken("planned")  # "is to confirm", "is to be tried"

    def _class_of_adjective(self, word: str, way: Way) -> bool:
        if in_class("adjectives", word, "drop"):
            way.drop()
        elif in_class("adjectives", word, "alleging"):
            way.weaken("alleged")
        elif in_class("adjectives", word, "planning"):
            way.weaken("planned")
        elif in_class("adjectives", word, "asking"):
            way.weaken("hypothetical")
        else:
            return False
        return True

    def _class_of_noun(self, noun: Token, way: Way) -> bool:
        word = lemma(noun)
        if in_class("nouns", word, "drop"):
            way.drop()
        elif in_class("nouns", word, "denying"):
            way.deny()
            self._possessor(noun, way)
        elif in_class("nouns", word, "alleging"):
            way.weaken("alleged")
            if not in_class("nouns", word, "loose") or owners(noun) or _has_clause(noun):
                self._possessor(noun, way)
        elif in_class("nouns", word, "planning"):
            way.weaken("planned")
        elif in_class("nouns", word, "asking"):
            way.weaken("hypothetical")
        else:
            return False
        if any(c.lower_ in {"no", "without"} for c in children(noun, "det", "case")):
            way.drop()
        return True


def _is_never(phrase: Token, verb: Token) -> bool:
    """Whether a phrase before the verb says that it never was: "at no time has X met Y"."""
    no = any(c.lower_ == "no" for c in children(phrase, "det"))
    return no and phrase.i < verb.i and lemma(phrase) in _TIMES


def _hangs_on_condition(verb: Token) -> bool:
    """Whether a clause tells what will be if something else is."""
    while verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    return any(mark_words(clause) in {"if", "unless"} for clause in children(verb, "advcl"))


def _opens_denying(word: Token, verb: Token) -> bool:
    """Whether "nor" begins a sentence of its own: "Nor was he arrested"."""
    if word.dep_ != "cc" or word.lower_ != "nor" or verb.dep_ != "ROOT" or word.i > verb.i:
        return False
    return word.nbor().dep_ in {"aux", "aux:pass", "cop"}


def _is_promised(verb: Token) -> bool:
    """Whether "would" stands for what was said to come: "she said he would be released"."""
    while verb.dep_ == "conj" and verb.head.tag_ == verb.tag_:
        verb = verb.head
    said = verb.head
    return (
        verb.dep_ == "ccomp"
        and said.tag_ in {"VBD", "VBN"}
        and in_class("verbs", lemma(said), "speech", "agreeing", "planning")
        and not any(
            in_class("marks", mark_words(clause), "asking") for clause in children(verb, "advcl")
        )
        and not in_class("marks", mark_words(verb), "asking")
    )


def _has_clause(noun: Token) -> bool:
    """Whether a noun is followed by what is said: "the report that the mill was sold"."""
    return any(child.i > noun.i for child in children(noun, "acl", "ccomp"))


def _is_next(time: Token) -> bool:
    """Whether a word is a time to come: "next week"."""
    return lemma(time) in {"week", "month", "year", "spring", "summer", "autumn", "winter"} and any(
        word.lower_ == "next" for word in children(time, "amod")
    )


def is_nobody(token: Token) -> bool:
    """Whether a subject or object is nobody: "none of them", "no prisoner"."""
    if token.lower_ in words("nobody")["words"]:
        return True
    if token.lower_ == "one" and any(c.lower_ in {"no", "not"} for c in token.children):
        return True
    return any(c.lower_ in {"no", "neither"} for c in children(token, "det", "cc:preconj"))


def _shares_negation(verb: Token) -> bool:
    """Whether a joined verb has its auxiliaries from the first, which is negated."""
    if verb.dep_ != "conj" or children(verb, "aux", "aux:pass"):
        return False
    helpers = own_auxiliaries(verb)
    return bool(helpers) and any(
        in_class("adverbs", c.lower_, "negating") for c in children(verb.head, "advmod")
    )


def _is_so_called(word: Token) -> bool:
    """Whether a word ends "so-called", however it was split."""
    return any(token.lower_ == "so" for token in word.doc[max(0, word.i - 2) : word.i])


def _next(token: Token) -> list[Token]:
    return [token.nbor()] if token.i + 1 < len(token.doc) else []


def is_denied(noun: Token) -> bool:
    """Whether somebody denies what a noun says; an "any" before it is then part of the denial."""
    return noun.dep_ == "obj" and in_class("verbs", lemma(noun.head), "denying")

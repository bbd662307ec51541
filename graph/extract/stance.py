"""How a sentence puts what a verb or an event noun says: denied, alleged, planned, and by whom.

From the word, the way leads up the sentence. Each governor on it may turn what it governs into a
denial, an allegation, a plan or a supposition, may name a speaker, or may make it unfit for any
claim ("tried to", "failed to", "instead of"). Clauses that a sentence takes for granted (relative
clauses, "after X did Y") are closed to the negation and the doubt outside them, but not to the
speakers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from graph.extract.ends import End, Ends
from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds
from graph.extract.syntax import (
    base,
    case_words,
    children,
    is_passive,
    mark_words,
    own_auxiliaries,
)
from graph.extract.vocabulary import in_class, words
from graph.model import How, Modality, Polarity, Span

_ORDER: tuple[Modality, ...] = ("asserted", "alleged", "planned", "hypothetical")
_MAX_STEPS = 24
_FIRST_PERSON = frozenset({"i", "we"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
_OF_WHAT_WAS = frozenset({"knowledge", "awareness", "memory", "responsibility", "regret"})
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_TOWARDS = frozenset({"for", "to", "from", "with", "on", "of"})
_OF_SUITS = frozenset({"dismiss", "reject"})
_NOT_PLANS = frozenset({"condemn", "swear", "mean", "announce", "proceed", "set", "sentence"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is heard in a sentence: whom the speaker's words mean, and the cue."""

    end: End | None
    how: How
    cue: Span | None


@dataclass(frozen=True, slots=True)
class Stance:
    """How something is put: polarity, modality, voices from the outermost in, how sure that is."""

    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    voices: tuple[Voice, ...] = ()
    sure: float = 1.0

    def weaker(self, modality: Modality) -> Stance:
        """Return the stance with a modality at least as weak as the one given."""
        return replace(self, modality=max(self.modality, modality, key=_ORDER.index))


@dataclass(slots=True)
class _Way:
    """What has been met on the way up from a word."""

    denied: bool = False
    modality: Modality = "asserted"
    voices: list[Voice] = field(default_factory=list)
    sure: float = 1.0
    closed: bool = False
    dropped: bool = False

    def weaken(self, modality: Modality) -> None:
        if not self.closed:
            self.modality = max(self.modality, modality, key=_ORDER.index)

    def deny(self) -> None:
        if not self.closed:
            self.dropped = self.dropped or self.denied  # a denial of a denial says neither
            self.denied = True

    def reject(self) -> None:
        """Deny what was said: the allegation is met by somebody who says that it is not so."""
        if not self.closed:
            self.deny()
            self.modality = "asserted" if self.modality == "alleged" else self.modality
            self.voices = [voice for voice in self.voices if voice.end is not None]

    def drop(self) -> None:
        if not self.closed:
            self.dropped = True


class StanceReader:
    """Reads the stance of words of one document."""

    def __init__(self, ends: Ends) -> None:
        self._ends = ends

    def of(self, token: Token) -> Stance | None:
        """Return how a verb's or noun's event is put, or ``None`` where nothing may be taken."""
        way = _Way()
        self._local(token, way, shared=True)
        current, steps = token, 0
        while not way.dropped and current.dep_ != "ROOT" and current.head != current:
            steps += 1
            if steps > _MAX_STEPS:
                return None
            self._climb(current, way)
            current = current.head
        if way.dropped:
            return None
        if not way.closed and self._is_question(current):
            way.weaken("hypothetical")
            way.sure *= 0.6  # who asks says little
        if way.denied and way.modality in {"planned", "hypothetical"}:
            return None  # "did not plan to", "may not have": nothing plain is said
        return Stance(
            polarity="denied" if way.denied else "affirmed",
            modality=way.modality,
            voices=tuple(reversed(way.voices)),
            sure=way.sure,
        )

    def beside(self, noun: Token) -> Stance | None:
        """Return what stands right beside a noun: "the alleged killing", "no arrest"."""
        way = _Way()
        self._local_noun(noun, way)
        if way.dropped:
            return None
        return Stance(polarity="denied" if way.denied else "affirmed", modality=way.modality)

    # -- what stands beside the word itself -----------------------------------------------------

    def _local(self, token: Token, way: _Way, *, shared: bool) -> None:
        if token.pos_ in _NOUNS and not children(token, "cop"):
            self._local_noun(token, way)
        else:
            self._local_clause(token, way, shared=shared)
        self._aside(token, way)

    def _local_noun(self, noun: Token, way: _Way) -> None:
        for child in noun.children:
            if child.lower_ == "called" and _is_so_called(child):
                way.weaken("alleged")
            if child.dep_ in {"amod", "compound"}:
                for word in {lemma(child), child.lower_}:
                    self._class_of_adjective(word, way)
                if child.lower_ == "no":
                    way.deny()
            elif child.dep_ in {"det", "advmod"}:
                if child.lower_ in {"no", "not", "never", "neither"}:
                    way.deny()
                elif child.lower_ in {"any", "either", "every"}:
                    way.weaken("hypothetical")

    def _local_clause(
        self, verb: Token, way: _Way, *, shared: bool, apart: Token | None = None
    ) -> None:
        for child in verb.children:
            if child.dep_ in {"advmod", "det", "cc:preconj", "obl:unmarked"}:
                word = child.lower_
                if in_class("adverbs", word, "negating"):
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
        if verb.dep_ == "ROOT" and any(m.lower_ == "that" for m in children(verb, "mark")):
            way.weaken("hypothetical")  # an item of a list of demands: "that X be removed"
        for argument in children(verb, "nsubj", "nsubj:pass", "obj"):
            if argument != apart and is_nobody(argument):
                way.deny()

        for phrase in children(verb, "obl", "nmod"):
            if case_words(phrase) == "in" and in_class("nouns", lemma(phrase), "fiction"):
                way.drop()

    def _auxiliaries(self, verb: Token, way: _Way) -> None:
        helpers = own_auxiliaries(verb)
        perfect = any(lemma(helper) == "have" for helper in helpers)
        for helper in helpers:
            word = helper.lower_
            if in_class("modals", word, "planning"):
                way.weaken("planned")
            elif word in {"'d", "’d"}:
                if not perfect and verb.tag_ == "VB":
                    way.weaken("hypothetical")
            elif in_class("modals", word, "asking"):
                way.weaken("hypothetical")
        if [h.lower_ for h in helpers] == ["be"] and helpers[0].tag_ == "VB" and not perfect:
            way.weaken("hypothetical")  # the subjunctive: "that X be removed"
        infinitive = verb.tag_ == "VB" and any(m.lower_ == "to" for m in children(verb, "mark"))
        if infinitive and verb.dep_ in _MAIN and any(lemma(helper) == "be" for helper in helpers):
            way.weaken("planned")  # "is to confirm"

    def _aside(self, token: Token, way: _Way) -> None:
        """Hear whom the clause names by the way: "according to X", "..., X said"."""
        for child in token.children:
            if base(child.dep_) in {"obl", "nmod", "advmod"}:
                cue = _according(child, token)
                if cue is not None:
                    way.voices.append(Voice(self._ends.of(child), "indirect", cue))
            elif child.dep_ == "parataxis" and child.pos_ == "VERB":
                self._speech_aside(child, way)

    def _speech_aside(self, verb: Token, way: _Way) -> None:
        word = lemma(verb)
        subject = next(iter(children(verb, "nsubj")), None)
        if subject is None or children(verb, "ccomp"):
            return
        if not in_class("verbs", word, "speech", "alleging"):
            return
        if any(in_class("adverbs", c.lower_, "negating") for c in children(verb, "advmod")):
            way.drop()
            return
        if in_class("verbs", word, "alleging"):
            way.weaken("alleged")
        self._voice(subject, verb, way)

    # -- one step up -----------------------------------------------------------------------------

    def _climb(self, current: Token, way: _Way) -> None:
        head, label = current.head, current.dep_
        if label == "conj":
            if any(cc.lower_ in {"or", "nor"} for cc in children(current, "cc")):
                way.weaken("hypothetical")
            self._aside(head, way)
            return
        if label == "acl:relcl":
            way.closed = True
        elif label in {"ccomp", "xcomp", "csubj", "csubj:pass"}:
            self._complement(current, head, way)
            return
        elif label in {"advcl", "advcl:relcl"}:
            self._adverbial(current, head, way)
            return
        elif label == "acl":
            self._noun_clause(current, head, way)
        elif label == "parataxis":
            if in_class("verbs", lemma(head), "speech", "alleging") and current.i < head.i:
                self._governed(head, way)
                return
        elif current.pos_ in _NOUNS:
            self._phrase(current, head, way)
        if head.pos_ in _NOUNS and not children(head, "cop"):
            if not way.closed:
                self._local_noun(head, way)
            self._aside(head, way)
        elif label not in {"nsubj", "nsubj:pass", "obj", "obl", "iobj", "obl:agent"}:
            self._local(head, way, shared=False)
        else:
            self._aside(head, way)

    def _complement(self, current: Token, head: Token, way: _Way) -> None:
        """Climb from a clause that a verb or adjective asks for."""
        if head.pos_ in _NOUNS and not children(head, "cop"):
            self._noun_clause(current, head, way)
            self._aside(head, way)
            return
        mark = mark_words(current)
        if in_class("marks", mark, "asking"):
            way.weaken("hypothetical")
        word = lemma(head)
        if head.pos_ == "ADJ":
            if not self._class_of_adjective(word, way) and not in_class(
                "adjectives", word, "factive"
            ):
                way.sure *= 0.7
            self._local(head, way, shared=True)
            return
        if head.pos_ == "NOUN" or children(head, "cop"):
            way.sure *= 0.7
            self._local(head, way, shared=True)
            return
        infinitive = current.dep_ == "xcomp" or mark.startswith("to")
        self._governed(head, way, infinitive=infinitive, finite=not infinitive)

    def _governed(
        self, head: Token, way: _Way, *, infinitive: bool = False, finite: bool = True
    ) -> None:
        """Apply what a verb does to the clause that it governs, and what stands beside it."""
        word = lemma(head)
        outer = _Way()
        self._local(head, outer, shared=True)
        passive = is_passive(head)
        if in_class("verbs", word, "drop"):
            way.drop()
        elif in_class("verbs", word, "denying"):
            if outer.denied:
                way.drop()
            way.reject()
            self._speaker(head, way)
        elif infinitive and in_class("verbs", word, "planning"):
            way.weaken("planned")
        elif infinitive and in_class("verbs", word, "asking"):
            way.weaken("hypothetical")
        elif in_class("verbs", word, "alleging") or (
            passive and infinitive and in_class("verbs", word, "speech")
        ):
            way.weaken("alleged")
            if finite or passive:
                self._speaker(head, way)
        elif finite and in_class("verbs", word, "speech"):
            if passive and not children(head, "obl:agent") and not children(head, "nsubj:pass"):
                way.weaken("alleged")
            self._speaker(head, way)
        elif finite and in_class("verbs", word, "asking"):
            way.weaken("hypothetical")
        elif finite and in_class("verbs", word, "planning"):
            way.weaken("planned")
        elif word == "have" and infinitive:
            if head.tag_ in {"VBZ", "VBP", "VB"}:
                way.weaken("planned")
        elif not in_class("verbs", word, "passing"):
            way.sure *= 0.7
            if infinitive:
                way.sure *= 0.7
        self._outer(outer, way, spoken=finite)

    def _outer(self, outer: _Way, way: _Way, *, spoken: bool) -> None:
        """Carry over what is said of the governor: whoever did not say it said nothing."""
        way.voices.extend(outer.voices)
        if outer.dropped:
            way.drop()
        if outer.denied:
            if spoken:
                way.drop()
            else:
                way.deny()
        if outer.modality != "asserted":
            way.weaken(outer.modality if not spoken else "hypothetical")

    def _adverbial(self, current: Token, head: Token, way: _Way) -> None:
        """Climb from a clause of time, condition, purpose, or of an accusation."""
        mark = mark_words(current)
        word = lemma(head)
        close = current.i > head.i and not any(t.is_punct for t in head.doc[head.i : current.i])
        complement = not mark and close and _is_gerund(current)
        if complement and not in_class("verbs", word, "passing"):
            self._governed(head, way)  # "denied having killed"
            return
        accusing = mark in {"of", "for", "with", "as", "over"} and in_class(
            "verbs", word, "accusing"
        )
        if accusing:
            way.weaken("alleged")
            if in_class("verbs", word, "alleging") or word in {"accuse", "blame", "charge"}:
                self._speaker(head, way)
            outer = _Way()
            self._local(head, outer, shared=True)
            self._outer(outer, way, spoken=True)
            return
        if mark in {"of", "for"} and in_class("verbs", word, "drop"):
            way.drop()
        if mark == "from":
            way.drop()  # "prevented from"
        if in_class("marks", mark, "drop"):
            way.drop()
        elif in_class("marks", mark, "asking"):
            way.weaken("hypothetical")
        elif mark in {"to", "in order to", "so as to", "for to"}:
            way.weaken("planned")
        elif mark and not in_class("marks", mark, "factive"):
            way.sure *= 0.8
        if mark or _is_finite(current):
            way.closed = True
            self._aside(head, way)
            return
        outer = _Way()  # "..., killing two": as sure as the main clause, but not denied with it
        self._local(head, outer, shared=True)
        way.voices.extend(outer.voices)
        if outer.dropped or outer.denied:
            way.drop()
        way.weaken(outer.modality)

    def _noun_clause(self, current: Token, head: Token, way: _Way) -> None:
        """Climb from a clause that hangs on a noun: "the order to ...", "claims that ..."."""
        mark = mark_words(current)
        governs = mark in {"to", "that", "of", "for", "whether", "as"} or current.dep_ in {
            "ccomp",
            "xcomp",
        }
        if not governs:
            way.closed = True
            return
        if not self._class_of_noun(head, way):
            if mark == "to":
                way.drop()
            way.sure *= 0.8
        if mark == "to" and not way.dropped:
            way.weaken("planned")

    def _phrase(self, current: Token, head: Token, way: _Way) -> None:
        """Climb from a noun: "denied the killing", "allegations of torture", "no trace of"."""
        label = base(current.dep_)
        if label in {"compound", "flat", "amod"}:
            return
        if head.pos_ in _NOUNS and not children(head, "cop"):
            if not self._class_of_noun(head, way) and label in {"nmod", "appos"}:
                none = any(c.lower_ == "no" for c in children(head, "det"))
                if none and lemma(head) not in _OF_WHAT_WAS:
                    way.drop()
                way.closed = way.closed or label == "nmod"
            return
        if head.pos_ not in {"VERB", "AUX"}:
            return
        word, preposition = lemma(head), case_words(current)
        negated = any(in_class("adverbs", c.lower_, "negating") for c in children(head, "advmod"))
        subject = label == "nsubj"
        if subject and in_class("verbs", word, "happening"):
            self._local_clause(head, way, shared=True, apart=current)
            return
        if not subject or is_passive(head):
            if preposition in {"without", "instead of", "rather than"}:
                way.drop()
            elif preposition in {"of", "for", "with", "in", "over"} and in_class(
                "verbs", word, "accusing"
            ):
                way.weaken("alleged")
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
        self, current: Token, head: Token, word: str, preposition: str, way: _Way, *, negated: bool
    ) -> bool:
        """Apply a verb to the event noun that it governs; whether it is then part of its stance."""
        if in_class("verbs", word, "drop"):
            way.drop()
        elif word in _OF_SUITS and _is_suit(current):
            return False  # a suit that is dismissed was brought
        elif in_class("verbs", word, "denying") and not preposition:
            if negated:
                way.drop()
            way.reject()
            self._speaker(head, way)
        elif in_class("verbs", word, "asking") and preposition in {"", "for"}:
            way.weaken("hypothetical")
            return True
        elif (preposition and (preposition, word) != ("to", "sentence")) or word in _NOT_PLANS:
            return False
        elif in_class("verbs", word, "planning"):
            way.weaken("planned")
            return True
        elif word in {"allege", "claim", "suspect", "fear"}:
            way.weaken("alleged" if word != "fear" else "hypothetical")
            self._speaker(head, way)
        elif word in {"report", "announce", "confirm", "admit", "describe", "acknowledge"}:
            self._speaker(head, way)
        if negated and not preposition:
            way.sure *= 0.6
        return False

    # -- classes of words ------------------------------------------------------------------------

    def _class_of_adjective(self, word: str, way: _Way) -> bool:
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

    def _class_of_noun(self, noun: Token, way: _Way) -> bool:
        word = lemma(noun)
        if in_class("nouns", word, "drop"):
            way.drop()
        elif in_class("nouns", word, "denying"):
            way.deny()
            self._possessor(noun, way)
        elif in_class("nouns", word, "alleging"):
            way.weaken("alleged")
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

    # -- speakers ----------------------------------------------------------------------------------

    def _speaker(self, verb: Token, way: _Way) -> None:
        """Hear the subject of a verb of speech, or the agent of its passive."""
        if is_passive(verb):
            subject = next(iter(children(verb, "obl:agent")), None)
        else:
            subject = self.subject(verb)
        if subject is None and is_passive(verb):
            return
        self._voice(subject, verb, way)

    def subject(self, verb: Token) -> Token | None:
        """Return the subject of a verb of speech, shared ones and antecedents included."""
        current = verb
        for _ in range(_MAX_STEPS):
            found = children(current, "nsubj", "nsubj:pass")
            if found:
                if found[0].lower_ in {"who", "which", "that"} and current.dep_ == "acl:relcl":
                    return current.head
                return found[0]
            if current.dep_ in {"conj", "xcomp"} or (
                current.dep_ in {"advcl", "parataxis"} and current.tag_ in {"VBG", "VBN"}
            ):
                current = current.head
            elif current.dep_ == "acl":
                return current.head
            else:
                return None
        return None

    def _voice(self, subject: Token | None, cue: Token, way: _Way) -> None:
        if subject is not None and subject.lower_ in _FIRST_PERSON:
            return  # whoever writes or speaks is in the chain already
        end = None if subject is None else self._ends.of(subject)
        way.voices.append(Voice(end, "indirect", Span(cue.idx, cue.idx + len(cue))))

    def _possessor(self, noun: Token, way: _Way) -> None:
        owners = children(noun, "nmod:poss") or [
            child for child in children(noun, "nmod") if case_words(child) in {"by", "from"}
        ]
        end = self._ends.of(owners[0]) if owners else None
        way.voices.append(Voice(end, "indirect", Span(noun.idx, noun.idx + len(noun))))

    def _is_question(self, root: Token) -> bool:
        last = root.sent[-1]
        while last.i > root.sent.start and (
            last.is_space or last.text in {'"', "”", "’", "'", ")"}
        ):
            last = last.nbor(-1)
        return last.text == "?" and not in_class("verbs", lemma(root), "speech")


def _is_suit(noun: Token) -> bool:
    """Whether a noun names something that courts decide on."""
    return any(
        kind.family == "justice" and kind.name in {"lawsuit", "charge", "appeal"}
        for kind, _ in noun_kinds(noun)
    )


def _according(phrase: Token, governor: Token) -> Span | None:
    """Return the words "according to" that lead to a phrase, however they were parsed."""
    for word in (*phrase.children, *governor.children):
        if word.lower_ == "according" and word.i < phrase.i:
            follows = word.nbor()
            if follows.lower_ == "to" and word.i - 1 <= phrase.left_edge.i <= word.i + 2:
                return Span(word.idx, follows.idx + len(follows))
    return None


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


def _is_finite(verb: Token) -> bool:
    """Whether a clause has its own tense: it is then taken for granted, or has its own mark."""
    helpers = children(verb, "aux", "aux:pass", "cop")
    return any(word.tag_ in {"VBD", "VBZ", "VBP", "MD"} for word in (verb, *helpers))


def _is_gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" or any(helper.tag_ == "VBG" for helper in children(verb, "aux"))


def _next(token: Token) -> list[Token]:
    return [token.nbor()] if token.i + 1 < len(token.doc) else []


def is_nobody(token: Token) -> bool:
    """Whether a subject or object is nobody: "none of them", "no prisoner"."""
    if token.lower_ in words("nobody")["words"]:
        return True
    if token.lower_ == "one" and any(c.lower_ in {"no", "not"} for c in token.children):
        return True
    return any(c.lower_ in {"no", "neither"} for c in children(token, "det"))

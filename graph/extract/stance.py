"""How a sentence puts what a verb or an event noun says: denied, alleged, planned, and by whom.

From the word, the way leads up the sentence. Each governor on it may turn what it governs into a
denial, an allegation, a plan or a supposition, may name a speaker, or may make it unfit for any
claim ("tried to", "failed to", "instead of"). Clauses that a sentence takes for granted (relative
clauses, "after X did Y") are closed to the negation and the doubt outside them, but not to the
speakers.
"""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.beside import NOUNS
from graph.extract.governed import GovernedReader
from graph.extract.inflections import lemma
from graph.extract.mended_speech import may_speak
from graph.extract.syntax import case_words, children, is_passive, mark_words
from graph.extract.telling import (
    PLAIN,
    QUOTING,
    given_by,
    is_addressed,
    owners,
    said_in_between,
    told_by,
)
from graph.extract.turns import (
    in_brackets,
    is_alleged_clause,
    is_called_false,
    is_content,
    is_depicted,
    is_finite,
    is_for_a_purpose,
    is_gerund,
    is_imperative,
    is_inverted,
    is_mistaken,
    is_name_for,
    is_newly_told,
    is_parted,
    is_present,
    is_question,
    is_remark,
    is_what_is_alleged,
    is_withdrawn,
    opens_with_participle,
    parted_verb,
    parts_a_clause,
    tells_by,
    tells_the_past,
    told_by_then,
)
from graph.extract.vocabulary import in_class
from graph.extract.voices import MAX_STEPS
from graph.extract.way import Stance, Way

_AIMED = frozenset({"aim", "design", "intend", "direct", "target"})
_HOW = frozenset({"how", "why"})
_TRUE = frozenset({"true", "correct", "accurate"})
_DOUBTS = frozenset({"doubt", "question", "denying"})
_CONFESSING = frozenset({"confess", "admit", "plead", "own", "testify"})
_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "csubj", "csubj:pass", "xcomp"})


class StanceReader(GovernedReader):
    """Reads the stance of words of one document."""

    def of(self, token: Token) -> Stance | None:
        """Return how a verb's or noun's event is put, or ``None`` where nothing may be taken."""
        way = Way(start=token)
        self._local(token, way, shared=True)
        current, steps = token, 0
        while not way.dropped and current.dep_ != "ROOT" and current.head != current:
            steps += 1
            if steps > MAX_STEPS:
                return None
            self._climb(current, way)
            current = current.head
        if way.dropped:
            return None
        self._closing(token, way)
        opened = in_brackets(token)
        if opened is not None:  # a remark in brackets is the writer's
            inside = opened.idx
            way.voices = [v for v in way.voices if v.cue is not None and v.cue.start > inside]
            way.outermost = []
        if (not way.closed or way.modality == "planned") and is_question(current):
            way.closed = False
            way.weaken("hypothetical")
            way.sure *= 0.6  # who asks says little
        if not way.closed and is_imperative(current):
            way.weaken("planned")
        if way.refuted and not (way.voices or way.outermost):
            return None  # "it is a lie that X fled": what the author refutes is not told
        if way.denied and way.modality in {"planned", "hypothetical"}:
            return None  # "did not plan to", "may not have": nothing plain is said
        return Stance(
            polarity="denied" if way.denied else "affirmed",
            modality=way.modality,
            voices=tuple(reversed([*way.voices, *way.outermost])),
            sure=way.sure,
        )

    def _is_open(self, verb: Token) -> bool:
        """Whether an accusation is itself only wished for, planned or denied."""
        stance = self.of(verb)
        return is_mistaken(verb) or stance is None or stance.modality in {"planned", "hypothetical"}

    def _climb(self, current: Token, way: Way) -> None:
        head, label = current.head, current.dep_
        if label in _CLAUSES and is_called_false(head):
            self._called_false(head, way)
            return
        if label == "conj":
            if any(cc.lower_ in {"or", "nor"} for cc in children(current, "cc")):
                way.weaken("hypothetical")
            self._aside(head, way)
            return
        telling = tells_by(current, head) if label == "acl:relcl" else None
        if telling is not None:
            self._governed(telling, way)
            return
        if label == "acl:relcl" and is_alleged_clause(current, head):
            self._class_of_noun(head, way)  # "accusations he beat a clerk"
        elif label == "acl:relcl" and is_content(current, head):
            self._noun_clause(current, head, way, mark="that")
        elif label == "acl:relcl" and told_by(current):
            if not self._class_of_noun(head, way):
                way.weaken("alleged")
                self._possessor(head, way)
        elif label == "acl:relcl":
            inserted = said_in_between(current)
            if inserted is not None:
                self._voice(inserted, inserted.nbor(), way)
            way.closed = True
            told_now = is_present(_verb_of(way, current))
            way.aside = way.aside or (told_now and is_remark(current))
        elif label in {"ccomp", "xcomp", "csubj", "csubj:pass"}:
            self._complement(current, head, way)
            return
        elif label in {"advcl", "advcl:relcl"}:
            self._adverbial(current, head, way)
            return
        elif label == "acl" and is_what_is_alleged(current, head):
            self._noun_clause(current, head, way, mark="that")
        elif label == "acl":
            self._noun_clause(current, head, way)
        elif label == "parataxis" and is_parted(current, head):
            way.closed = True
        elif label == "parataxis":
            if in_class("verbs", lemma(head), "speech", "alleging") and current.i < head.i:
                self._governed(head, way)
                return
            if way.voices and parts_a_clause(current, head):
                outermost = way.voices.pop()
                self._governed(head, way)
                way.voices.append(outermost)
                return
        elif current.pos_ in NOUNS:
            self._phrase(current, head, way)
        if head.pos_ in NOUNS and not children(head, "cop"):
            if not way.closed:
                self._local_noun(head, way)
            self._aside(head, way)
        elif label not in {"nsubj", "nsubj:pass", "obj", "obl", "iobj", "obl:agent"}:
            self._local(head, way, shared=False)
        else:
            self._aside(head, way)

    def _complement(self, current: Token, head: Token, way: Way) -> None:
        """Climb from a clause that a verb or adjective asks for."""
        if head.pos_ in NOUNS and not children(head, "cop"):
            self._noun_clause(current, head, way)
            self._aside(head, way)
            return
        if opens_with_participle(current, head):
            way.closed = True  # "Asked whether ..., the minister said": not the minister's words
            return
        mark = mark_words(current)
        if in_class("marks", mark, "asking") or is_inverted(current):
            way.weaken("hypothetical")
        word = lemma(head)
        if word in _TRUE and self._is_negated(head):
            way.reject()  # "it is not true that", "nor is it true, as X said, that"
            way.closed = True
            return
        if (
            head.pos_ == "ADJ"
            and mark in {"", "that"}
            and (in_class("adjectives", word, "believing", "insisting"))
        ):
            self._believed(head, way, plain=in_class("adjectives", word, "insisting"))
            self._local(head, way, shared=True)
            return
        if head.pos_ == "ADJ" and word in PLAIN and lemma(head.head) == "make":
            self._speaker(head.head, way)  # "made clear that"
            return
        if head.pos_ == "ADJ":
            if not self._class_of_adjective(word, way) and not in_class(
                "adjectives", word, "factive"
            ):
                way.sure *= 0.7
            if mark == "whether":
                self._aside(head, way)  # "it is not clear whether" denies nothing
            else:
                self._local(head, way, shared=True)
            return
        if head.pos_ == "NOUN" or children(head, "cop"):
            way.sure *= 0.7
            self._local(head, way, shared=True)
            return
        if is_name_for(current, head):
            self._speaker(head, way)
            self._local(head, way, shared=True)
            return
        if is_depicted(current, head):
            self._local(head, way, shared=True)
            return
        parted = parted_verb(current, head)
        if parted is not None:
            self._governed(parted, way)
        seen = is_gerund(current) and in_class("verbs", word, "recalling")
        infinitive = not seen and (current.dep_ == "xcomp" or mark.startswith("to"))
        if mark == "to" and is_for_a_purpose(head):
            way.weaken("planned")  # "bought the mill to sell it"
        told = not infinitive and tells_the_past(current)
        self._governed(head, way, infinitive=infinitive, finite=not infinitive, told=told)

    def _adverbial(self, current: Token, head: Token, way: Way) -> None:
        """Climb from a clause of time, condition, purpose, or of an accusation."""
        mark = mark_words(current)
        word = lemma(head)
        if word == "guilty" and mark == "to" and head.head.pos_ == "VERB":
            if any(in_class("adverbs", c.lower_, "negating") for c in children(head, "advmod")):
                way.deny()
            subject = self.subject(head.head)
            if subject is not None and may_speak(subject):
                self._voice(subject, head.head, way)  # "pleaded not guilty to"
            way.closed = True
            return
        if head.lower_ in _HOW and in_class("verbs", lemma(head.head), "speech"):
            self._governed(head.head, way)  # "described how"
            return
        if mark == "to" and is_passive(head) and in_class("verbs", word, "speech", "alleging"):
            self._governed(head, way, infinitive=True, finite=False)  # "was said to have"
            return
        if mark == "to" and word in _CONFESSING and is_gerund(current):
            self._governed(head, way)  # "confessed to killing"
            return
        if mark == "to" and in_class("verbs", word, "asking") and is_addressed(head):
            self._governed(head, way, infinitive=True, finite=False)  # "called on X to"
            return
        if mark == "as" and word in QUOTING and in_class("verbs", lemma(current), "speech"):
            self._speaker(head, way)  # "quoted an official as saying that"
            if is_passive(head) and not children(head, "obl:agent"):
                for work in children(head, "obl"):
                    if case_words(work) in {"in", "by"} and may_speak(work):
                        self._voice(work, head, way)  # "was quoted in the report as saying"
            outer = Way()
            self._local(head, outer, shared=True)
            way.under(outer, spoken=True)
            return
        if head.pos_ == "ADJ" and any(c.lower_ == "to" for c in children(head, "fixed")):
            self._class_of_adjective(word, way)  # "is due to begin"
        close = current.i > head.i and not any(t.is_punct for t in head.doc[head.i : current.i])
        complement = not mark and close and is_gerund(current)
        if complement and not in_class("verbs", word, "passing"):
            self._governed(head, way)  # "denied having killed"
            return
        accusing = mark in {"of", "for", "with", "as", "over"} and in_class(
            "verbs", word, "accusing"
        )
        accusing = accusing and not (mark == "as" and is_finite(current))
        if accusing:
            if way.start is not None and is_newly_told(way.start):
                way.closed = False  # "accused X of killing nine in an attack on Y"
            way.weaken("alleged")
            if self._is_open(head):
                way.drop()
            if in_class("verbs", word, "alleging") or word in {"accuse", "blame", "charge"}:
                self._speaker(head, way)
            outer = Way()
            self._local(head, outer, shared=True)
            way.under(outer, spoken=True)
            return
        if mark in {"at", "for", "to", "towards"} and word in _AIMED:
            way.weaken("planned")
        if mark in {"of", "for"} and in_class("verbs", word, "drop"):
            way.drop()
        short = any(c.lower_ == "short" for c in (head, *children(head, "advmod")))
        if mark == "from" or (mark == "of" and short):
            way.drop()  # "prevented from", "stopped short of"
        if in_class("marks", mark, "drop"):
            way.drop()
        elif in_class("marks", mark, "asking") or (not mark and is_inverted(current)):
            way.closed = way.closed and way.modality != "planned"  # "unless they meet to ban X"
            way.weaken("hypothetical")
        elif mark in {"to", "in order to", "so as to", "for to"}:
            only = any(word.lower_ == "only" for word in children(current, "advmod"))
            if not only and not told_by_then(current, head):
                way.weaken("planned")  # but "bought it only to sell it in 2009"
        elif mark and not in_class("marks", mark, "factive"):
            way.sure *= 0.8
        if mark or is_finite(current):
            way.closed = True
            self._aside(head, way)
            return
        if current.tag_ == "VBG" and in_class("verbs", lemma(current), "speech") and way.voices:
            way.closed = True  # "X will wait, adding that he had met Y"
            self._aside(head, way)
            return
        outer = Way()  # "..., killing two": as sure as the main clause, but not denied with it
        self._local(head, outer, shared=True)
        way.voices.extend(outer.voices)
        way.outermost.extend(outer.outermost)
        if outer.dropped or outer.denied:
            way.drop()
        way.weaken(outer.modality)

    def _noun_clause(self, current: Token, head: Token, way: Way, mark: str = "") -> None:
        """Climb from a clause that hangs on a noun: "the order to ...", "claims that ..."."""
        mark = mark or mark_words(current)
        if mark == "that" and head.dep_ == "obl" and in_class("verbs", lemma(head.head), "speech"):
            self._governed(head.head, way)  # "said in a statement that"
            return
        governs = mark in {"to", "that", "of", "for", "whether", "as"} or current.dep_ in {
            "ccomp",
            "xcomp",
        }
        if not governs:
            way.closed = True
            return
        if is_withdrawn(head):
            way.drop()
        none = any(c.lower_ == "no" for c in children(head, "det"))
        if mark == "that" and lemma(head) in _DOUBTS and none:
            holder = self.subject(head.head) if lemma(head.head) == "have" else None
            if holder is not None:
                way.weaken("alleged")
                self._voice(holder, head, way)  # "X has no doubt that"
            way.closed = True
            return
        if mark == "that" and in_class("nouns", lemma(head), "telling") and not none:
            whose = owners(head) or [w for w in children(head, "nmod") if case_words(w) == "of"]
            teller = whose[0] if whose else given_by(head)
            if teller is not None and may_speak(teller):
                self._voice(teller, head, way)  # "her statement that", "the testimony of X that"
            elif lemma(head) == "evidence":
                way.sure *= 0.8
            return
        if mark == "that" and lemma(head) in {"talk", "word"}:
            way.weaken("alleged")  # "there is talk that", "word spread that"
            return
        if none and mark == "that" and lemma(head) == "evidence":
            way.drop()
        if not self._class_of_noun(head, way):
            if mark == "to":
                way.drop()
            way.sure *= 0.8
        if mark == "to" and not way.dropped:
            way.weaken("planned")


def _verb_of(way: Way, clause: Token) -> Token:
    """Return the verb that a way began with, else that of the clause it has come to."""
    return way.start if way.start is not None and is_finite(way.start) else clause

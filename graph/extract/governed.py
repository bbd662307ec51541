"""What a verb does to the clause that it governs, and who is heard by it."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.mended_speech import may_speak
from graph.extract.phrases import PhraseReader
from graph.extract.syntax import children, is_passive, mark_words, particles
from graph.extract.telling import (
    is_plain,
    says_that_it_can,
    told_from,
)
from graph.extract.turns import (
    begins_a_headline,
    claims_a_thing,
    is_hearing,
    is_mistaken,
    is_of_training,
)
from graph.extract.vocabulary import in_class
from graph.extract.way import Way

_ORDERING = frozenset({"tell", "say"})
_TOLD = frozenset({"tell", "inform", "notify"})
_HELPING = frozenset({"help", "assist", "support", "aid"})
_LEARNING = frozenset({"hear", "learn"})


class GovernedReader(PhraseReader):
    """Climbs from the clauses that verbs govern."""

    def _called_false(self, head: Token, way: Way) -> None:
        """Deny what is plainly said to be false: "the claim that X fled is untrue"."""
        word = head.head if head.dep_ == "nsubj" else head
        outer = Way()
        self._local_clause(word, outer, shared=True)
        if outer.denied or outer.dropped or outer.modality != "asserted":
            way.drop()
        way.reject()
        way.closed = way.refuted = True

    def _believed(self, head: Token, way: Way, *, plain: bool) -> None:
        """Hear who is convinced, or ``plain``ly insists: "she is certain that", not "it is"."""
        holder = next(iter(children(head, "nsubj", "nsubj:pass")), None)
        if holder is None or holder.lower_ in {"it", "what"}:
            return
        if not plain:
            way.weaken("alleged")
        if not self._is_author(holder, head):
            self._voice(holder, head, way)

    def _is_negated(self, head: Token) -> bool:
        outer = Way()
        self._local_clause(head, outer, shared=True)
        return outer.denied and not outer.dropped

    def _governed(
        self,
        head: Token,
        way: Way,
        *,
        infinitive: bool = False,
        finite: bool = True,
        told: bool = False,
    ) -> None:
        """Apply what a verb does to the clause that it governs, and what stands beside it.

        ``told`` is true of a finite clause about the past.
        """
        word = lemma(head)
        outer = Way()
        self._local(head, outer, shared=True)
        passive = is_passive(head)
        if finite and says_that_it_can(head):
            outer.modality = "asserted"
        if is_mistaken(head):
            way.drop()  # "was falsely said to have"
        if is_of_training(head):
            way.dropped = True
        if word == "rule" and any(part.lower_ == "out" for part in particles(head)):
            way.drop()  # "ruled out arresting"
        if claims_a_thing(head):
            way.closed = True  # "claimed responsibility", whatever else the sentence joins to it
            return
        if in_class("verbs", word, "drop"):
            way.drop()
        elif in_class("verbs", word, "denying"):
            if outer.denied:
                way.drop()
            way.reject()
            self._speaker(head, way)
        elif infinitive and in_class("verbs", word, "planning"):
            way.weaken("planned")
            self._mind(head, way)
        elif infinitive and (
            in_class("verbs", word, "asking") or (word in _ORDERING and not passive)
        ):
            way.weaken("hypothetical")
            self._mind(head, way)
        elif infinitive and word in _HELPING and head.tag_ not in {"VBD", "VBN"}:
            way.weaken("planned")  # "helps the army to win": what the help is for
        elif (
            in_class("verbs", word, "alleging")
            or (finite and word == "charge")
            or (passive and infinitive and in_class("verbs", word, "speech"))
        ):
            way.weaken("hypothetical" if word == "fear" and not told else "alleged")
            believed = children(head, "obj", "ccomp")  # "believes X to have fled"
            if finite or passive or word == "claim" or believed:
                self._speaker(head, way)
        elif finite and in_class("verbs", word, "speech", "clausal"):
            agent = children(head, "obl:agent")
            whose = [s for s in children(head, "nsubj:pass") if s.lower_ != "it"]
            if passive and not agent and (word in _TOLD or not whose):
                way.weaken("alleged")
            if begins_a_headline(head):
                way.weaken("alleged")  # a noun of a headline: "Reports that ..."
                self._voice(None, head, way)
            else:
                self._speaker(head, way)
        elif finite and word == "doubt" and outer.denied:
            outer.denied = False  # "never doubted that": is sure of it
            way.weaken("alleged")
            self._speaker(head, way)
        elif told and in_class("verbs", word, "agreeing"):
            self._speaker(head, way)
        elif finite and passive and in_class("verbs", word, "convincing"):
            self._believed(head, way, plain=word == "satisfy")
        elif finite and word == "know" and lemma(head.head) == "let":
            self._speaker(head.head, way)  # "let it be known that"
            way.closed = True
        elif finite and word == "make" and is_plain(head):
            self._speaker(head, way)  # "made it clear that"
        elif finite and word == "have" and any(c.lower_ == "it" for c in head.children):
            way.weaken("alleged")  # "rumour has it that"
            teller = self.subject(head)
            if teller is not None and may_speak(teller):
                self._voice(teller, head, way)
        elif finite and word in _LEARNING and told_from(head) is not None:
            self._voice(told_from(head), head, way)  # "heard from a clerk that"
        elif finite and word == "hear":
            if is_hearing(self.subject(head)):
                self._speaker(head, way)
            else:
                way.weaken("alleged")
        elif finite and in_class("verbs", word, "asking"):
            way.weaken("hypothetical")
            self._mind(head, way)
        elif finite and in_class("verbs", word, "planning"):
            way.weaken("planned")
            self._mind(head, way)
        elif word == "have" and infinitive:
            if head.tag_ in {"VBZ", "VBP", "VB"}:
                must = any(mark_words(clause) == "to" for clause in children(head, "xcomp"))
                way.weaken("hypothetical" if must else "planned")  # "has to"; "have her replaced"
        else:
            self._mind(head, way)
            if not in_class("verbs", word, "passing"):
                way.sure *= 0.7
                if infinitive:
                    way.sure *= 0.7
        way.under(outer, spoken=finite)

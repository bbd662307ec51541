"""Who is heard in a sentence: subjects of verbs of speech, "according to", "the claim of"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from spacy.tokens import Token

from graph.extract.asides import speech_asides, tells
from graph.extract.called import called
from graph.extract.ends import End, Ends
from graph.extract.inflections import lemma
from graph.extract.mended_speech import may_speak
from graph.extract.syntax import base, case_words, children, is_passive, mark_words
from graph.extract.telling import (
    WORKS,
    according,
    ends_sentence,
    given_by,
    giver,
    is_bare_body,
    is_expletive,
    is_head,
    is_if_true,
    is_impersonal,
    is_not_yet_said,
    owners,
    quoted_by,
    tells_somebody,
    viewer_of,
    work_before,
)
from graph.extract.vocabulary import in_class
from graph.extract.way import Voice, Way
from graph.model import Span

MAX_STEPS = 24
_CITING = frozenset({"quote", "cite"})
_FIRST_PERSON = frozenset({"i", "we"})
_CONTRASTS = frozenset({"but", "although", "though", "while", "whereas"})
_OFTEN = 2


class VoiceReader:
    """Hears the voices of one document.

    Parameters
    ----------
    ends : Ends
        Whom its phrases mean.
    minds : bool
        Whether to hear also whose plan, wish, demand or judgement something is. A claim keeps that
        as its modality: whoever wants something has not said that it is so.
    """

    def __init__(self, ends: Ends, *, minds: bool = False) -> None:
        self._ends = ends
        self._minds = minds

    @cached_property
    def _remarks(self) -> Mapping[int, tuple[Token, ...]]:
        return speech_asides(self._ends.doc)

    def subject(self, verb: Token) -> Token | None:
        """Return the subject of a verb of speech, shared ones and antecedents included."""
        current = verb
        for _ in range(MAX_STEPS):
            found = children(current, "nsubj", "nsubj:pass")
            if found:
                nearest = min(found, key=lambda token: abs(token.i - current.i))
                if nearest.lower_ in {"who", "which", "that"} and current.dep_ == "acl:relcl":
                    return current.head
                return nearest
            if current.dep_ == "advcl" and mark_words(current) == "as":
                quoted = quoted_by(current.head)
                if quoted is not None:
                    return quoted
            if current.dep_ == "advcl" and current.tag_ == "VBG":
                work = work_before(current)
                if work is not None:
                    return giver(work) or work
            if current.dep_ == "advcl" and mark_words(current) == "to":
                current = current.head  # "took to the air to say"
            elif current.dep_ in {"conj", "xcomp"} or (
                current.dep_ in {"advcl", "parataxis"} and current.tag_ in {"VBG", "VBN"}
            ):
                current = current.head
            elif current.dep_ in {"acl", "acl:relcl"}:
                return giver(current.head) or current.head
            else:
                return None
        return None

    def _speaker(self, verb: Token, way: Way) -> None:
        """Hear the subject of a verb of speech, or the agent of its passive."""
        if is_passive(verb):
            subject = next(iter(children(verb, "obl:agent")), None)
        else:
            subject = self.subject(verb)
        if subject is None and is_passive(verb) and not tells_somebody(verb):
            return
        if is_not_yet_said(subject, verb) or is_expletive(subject, verb):
            return
        if subject is not None and any(
            in_class("adjectives", child.lower_, "drop") for child in children(subject, "amod")
        ):
            way.drop()  # "the forged letter says"
        if subject is not None and self._is_author(subject, verb):
            return
        if way.aside and verb.tag_ == "VBD" and way.start is not None and verb.i < way.start.i:
            return  # "said that X, who leads Z, had fled": told by the writer, or it were "led"
        self._quoted(subject, verb, way)
        self._voice(subject, verb, way)
        self._quoting(subject, way)

    def _is_author(self, subject: Token, verb: Token) -> bool:
        """Whether a body tells what the document itself says: "the Court finds that"."""
        if not is_bare_body(subject):
            return False
        return verb.tag_ == "VBZ" or self._authors[lemma(subject)] >= _OFTEN

    @cached_property
    def _authors(self) -> Counter[str]:
        """How often bodies speak in the present, as only in what they write themselves."""
        return Counter(
            lemma(subject)
            for subject in self._ends.doc
            if subject.dep_ == "nsubj"
            and subject.head.tag_ == "VBZ"
            and in_class("verbs", lemma(subject.head), "speech", "denying")
            and is_bare_body(subject)
        )

    def _quoted(self, subject: Token | None, verb: Token, way: Way) -> None:
        """Hear whom a speaker quotes: "X said, citing two men, that"; "X, quoting Y, said"."""
        speaker = [] if subject is None else children(subject, "acl", "advcl")
        for clause in (*children(verb, "advcl", "parataxis"), *speaker):
            if clause.tag_ == "VBG" and lemma(clause) in _CITING:
                cited = [thing for thing in children(clause, "obj") if may_speak(thing)]
                for thing in cited[:1]:
                    self._voice(thing, clause, way)

    def _quoting(self, subject: Token | None, way: Way) -> None:
        """Hear by whom a speaker is quoted: "police sources quoted by the paper said"."""
        for clause in [] if subject is None else children(subject, "acl"):
            if clause.tag_ == "VBN" and lemma(clause) in _CITING:
                for agent in children(clause, "obl:agent", "obl"):
                    if case_words(agent) == "by":
                        self._voice(agent, clause, way)

    def _mind(self, verb: Token, way: Way) -> None:
        """Hear whose plan, wish, demand or judgement it is, where that is asked for."""
        if self._minds and in_class("verbs", lemma(verb), "acts", "minds", "judging"):
            self._speaker(verb, way)

    def _voice(self, subject: Token | None, cue: Token, way: Way) -> None:
        if subject is not None and subject.lower_ in _FIRST_PERSON:
            return  # whoever writes or speaks is in the chain already
        way.voices.append(self._voice_of(subject, Span(cue.idx, cue.idx + len(cue))))

    def _voice_of(self, who: Token | None, cue: Span) -> Voice:
        end = None if who is None else self._heard(who)
        words = None if who is None or end is not None else called(who)
        return Voice(end, "indirect", cue, words)

    def _heard(self, subject: Token) -> End | None:
        """Return whom a word means that speaks; of a report, whose it is."""
        return (
            self._ends.of(subject)
            or self._called_so(subject)
            or self._beside_place(subject)
            or self._author(subject)
        )

    def _called_so(self, subject: Token) -> End | None:
        """Return X of "his daughter, the novelist X", who bears the name of the name beside."""
        for noun in children(subject, "appos"):
            for name in children(noun, "appos", "flat"):
                named = self._ends.named(name)
                if named is not None and self._ends.mentions[named].type == "PERSON":
                    return self._ends.at(named)
        return None

    def _author(self, work: Token) -> End | None:
        """Return X of "a report by X" and "the statement of X"."""
        if lemma(work) not in WORKS:
            return None
        whose = owners(work) or [c for c in children(work, "nmod") if case_words(c) == "of"]
        end = self._ends.of(whose[0]) if whose else None
        speaks = end is not None and self._ends.mentions[end.mention].type in {"PERSON", "ORG"}
        return end if speaks else None

    def _beside_place(self, subject: Token) -> End | None:
        """Return whose name was taken for a place's: "a doctor from Zelu, Karo, said"."""
        if not in_class("people", lemma(subject), "nouns"):
            return None
        for place in children(subject, "nmod"):
            for name in children(place, "appos"):
                end = self._ends.of(name)
                if end is not None and self._ends.mentions[end.mention].type == "PERSON":
                    return end
        return None

    def _possessor(self, noun: Token, way: Way) -> None:
        whose = next(iter(owners(noun)), None) or given_by(noun)
        way.voices.append(self._voice_of(whose, Span(noun.idx, noun.idx + len(noun))))

    def _aside(self, token: Token, way: Way) -> None:
        """Hear whom the clause names by the way: "according to X", "..., X said"."""
        for child in token.children:
            if base(child.dep_) in {"obl", "nmod", "advmod"}:
                if child.lower_ == "which":
                    continue  # "the report, according to which": told by the report
                cue = according(child, token)
                viewer = viewer_of(child) if cue is None else None
                if viewer is not None:
                    self._voice(viewer, child, way)
                if cue is not None:
                    heard = way.outermost if ends_sentence(child) else way.voices
                    heard.append(self._voice_of(child, cue))
                if case_words(child) == "by" and lemma(child) == "account" and viewer is None:
                    way.weaken("alleged")  # "by all accounts"
            elif child.dep_ == "advcl" and is_if_true(child):
                way.weaken("alleged")
                self._voice(next(iter(children(child, "nsubj", "nsubj:pass"))), child, way)
            elif child.dep_ == "parataxis" and child.pos_ == "VERB":
                self._speech_aside(child, way)
            elif child.dep_ == "conj" and child.i > token.i and child.pos_ in {"VERB", "AUX"}:
                self._at_the_end(child, way)
        for verb in self._remarks.get(token.i, ()):
            if verb.dep_ != "parataxis" or verb.head != token:
                self._speech_aside(verb, way)

    def _at_the_end(self, joined: Token, way: Way) -> None:
        """Hear whom a whole sentence is ascribed to: "X fled and Y was shot, according to Z"."""
        for child in joined.children:
            cue = according(child, joined) if base(child.dep_) in {"obl", "nmod"} else None
            if cue is not None and ends_sentence(child):
                way.outermost.append(self._voice_of(child, cue))

    def _closing(self, word: Token, way: Way) -> None:
        """Hear to whom a whole sentence is ascribed at its end: "..., according to X"."""
        sentence = word.sent
        for to in reversed(list(sentence)):
            if to.text == ";" or to.i <= word.i + 1 or to.lower_ in _CONTRASTS:
                return
            if to.lower_ != "to" or to.nbor(-1).lower_ != "according":
                continue
            before = to.nbor(-2)
            last = to.head if to.head.i > to.i else to.head.head
            heads = [t for t in sentence[to.i + 1 - sentence.start :] if is_head(t, to.i)]
            if before.text != "," or not heads or last.i < to.i or not ends_sentence(heads[0]):
                return
            cue = Span(to.nbor(-1).idx, to.idx + len(to))
            if all(voice.cue != cue for voice in (*way.voices, *way.outermost)):
                way.outermost.append(self._voice_of(heads[0], cue))
            return

    def _speech_aside(self, verb: Token, way: Way) -> None:
        word = lemma(verb)
        if is_impersonal(verb):
            way.weaken("alleged")  # "..., it was reported"
            return
        subject = next(iter(children(verb, "nsubj", "obl:agent")), None)
        if subject is None and verb.dep_ == "acl:relcl":
            subject = verb.head  # "..., records kept by the town show"
        if subject is None or children(verb, "ccomp"):
            return
        if not tells(verb):
            return
        if any(in_class("adverbs", c.lower_, "negating") for c in children(verb, "advmod")):
            way.drop()
            return
        if in_class("verbs", word, "alleging"):
            way.weaken("alleged")
        self._quoted(subject, verb, way)
        self._voice(subject, verb, way)
        self._quoting(subject, way)

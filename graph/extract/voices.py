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
from graph.extract.vocabulary import in_class
from graph.extract.way import Voice, Way
from graph.model import Span

MAX_STEPS = 24
_TOLD = frozenset({"tell", "inform", "notify"})
_WORKS = frozenset(
    """report statement letter article study communiqué memo memoir diary book affidavit interview
    declaration release note message account ruling verdict judgment testimony complaint petition
    email post tweet filing deposition""".split()
)
QUOTING = frozenset({"quote", "cite", "record", "report"})
_GIVING = frozenset(
    """release issue make give deliver publish provide offer write send post circulate leave
    submit sign file produce""".split()
)
_CITING = frozenset({"quote", "cite"})
_FIRST_PERSON = frozenset({"i", "we"})
_CONTRASTS = frozenset({"but", "although", "though", "while", "whereas"})
_OFTEN = 2
# "By his own account", "in the words of X": whose noun it is says so.
_VIEWS = {
    "by": frozenset({"account", "admission", "reckoning", "estimate", "count"}),
    "in": frozenset({"word", "telling", "view", "opinion", "account", "estimation", "version"}),
    "on": frozenset({"account", "admission", "telling", "version"}),
    "to": frozenset({"mind", "eye"}),
}


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
                quoted = _quoted_by(current.head)
                if quoted is not None:
                    return quoted
            if current.dep_ == "advcl" and current.tag_ == "VBG":
                work = _work_before(current)
                if work is not None:
                    return _giver(work) or work
            if current.dep_ == "advcl" and mark_words(current) == "to":
                current = current.head  # "took to the air to say"
            elif current.dep_ in {"conj", "xcomp"} or (
                current.dep_ in {"advcl", "parataxis"} and current.tag_ in {"VBG", "VBN"}
            ):
                current = current.head
            elif current.dep_ in {"acl", "acl:relcl"}:
                return _giver(current.head) or current.head
            else:
                return None
        return None

    def _speaker(self, verb: Token, way: Way) -> None:
        """Hear the subject of a verb of speech, or the agent of its passive."""
        if is_passive(verb):
            subject = next(iter(children(verb, "obl:agent")), None)
        else:
            subject = self.subject(verb)
        if subject is None and is_passive(verb) and not _tells_somebody(verb):
            return
        if _is_not_yet_said(subject, verb) or _is_expletive(subject, verb):
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
        if not _is_bare_body(subject):
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
            and _is_bare_body(subject)
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
        if lemma(work) not in _WORKS:
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
                cue = _according(child, token)
                viewer = _viewer(child) if cue is None else None
                if viewer is not None:
                    self._voice(viewer, child, way)
                if cue is not None:
                    heard = way.outermost if _ends_sentence(child) else way.voices
                    heard.append(self._voice_of(child, cue))
                if case_words(child) == "by" and lemma(child) == "account" and viewer is None:
                    way.weaken("alleged")  # "by all accounts"
            elif child.dep_ == "advcl" and _is_if_true(child):
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
            cue = _according(child, joined) if base(child.dep_) in {"obl", "nmod"} else None
            if cue is not None and _ends_sentence(child):
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
            heads = [t for t in sentence[to.i + 1 - sentence.start :] if _is_head(t, to.i)]
            if before.text != "," or not heads or last.i < to.i or not _ends_sentence(heads[0]):
                return
            cue = Span(to.nbor(-1).idx, to.idx + len(to))
            if all(voice.cue != cue for voice in (*way.voices, *way.outermost)):
                way.outermost.append(self._voice_of(heads[0], cue))
            return

    def _speech_aside(self, verb: Token, way: Way) -> None:
        word = lemma(verb)
        if _is_impersonal(verb):
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


def _quoted_by(verb: Token) -> Token | None:
    """Return whose words a verb quotes: "quoted an official as saying", "X was quoted as"."""
    if lemma(verb) not in QUOTING:
        return None
    return next(iter(children(verb, "nsubj:pass" if is_passive(verb) else "obj")), None)


def _giver(work: Token) -> Token | None:
    """Return who issued the words that a clause tells: "X released a statement saying"."""
    verb = work.head
    if work.dep_ != "obj" or lemma(work) not in _WORKS or lemma(verb) not in _GIVING:
        return None
    return _doer(verb)


def _doer(verb: Token) -> Token | None:
    """Return the subject of a verb, or of the one whose purpose it is: "went to leave a note"."""
    for _ in range(3):
        found = children(verb, "nsubj")
        if found or verb.dep_ not in {"xcomp", "advcl", "conj"}:
            return next(iter(found), None)
        verb = verb.head
    return None


def _is_not_yet_said(subject: Token | None, verb: Token) -> bool:
    """Whether nobody has said it: "waits for someone to tell her", "would be told when"."""
    if subject is None:
        return any(
            in_class("modals", word.lower_, "planning", "asking") for word in children(verb, "aux")
        )
    some = subject.lower_ in {"someone", "somebody", "anyone", "anybody"}
    return some and any(mark.lower_ == "to" for mark in children(verb, "mark"))


def _is_expletive(subject: Token | None, verb: Token) -> bool:
    """Whether nobody speaks: "it appears that", "this shows that"."""
    if subject is None:
        return lemma(verb) in {"appear", "seem"} and bool(children(verb, "expl"))
    return subject.lower_ in {"this", "these"} or (
        subject.lower_ == "it" and lemma(verb) in {"appear", "seem"}
    )


def _work_before(verb: Token) -> Token | None:
    """Return the documents of "published documents suggesting that"."""
    before = verb.nbor(-1) if verb.i else verb
    named = in_class("works", lemma(before), "nouns")
    return before if named and before.dep_ == "obj" and before.head == verb.head else None


def _tells_somebody(verb: Token) -> bool:
    """Whether somebody is told something: "we were told that the mill was sold"."""
    return lemma(verb) in _TOLD and bool(children(verb, "nsubj:pass"))


def given_by(words: Token) -> Token | None:
    """Return who says what a noun stands for: "gave evidence", "voiced the belief"."""
    verb = words.head
    if words.dep_ != "obj" or is_passive(verb) or not in_class("verbs", lemma(verb), "voicing"):
        return None
    return _doer(verb)


def owners(noun: Token) -> list[Token]:
    """Return whose words a noun names: "Karo's claim", "a report by the league"."""
    return children(noun, "nmod:poss") or [
        child for child in children(noun, "nmod") if case_words(child) in {"by", "from"}
    ]


def _ends_sentence(phrase: Token) -> bool:
    """Whether a phrase ends its sentence: "X said that Y fled, according to Z", who quotes X."""
    last = max(token.i for token in phrase.subtree)
    return all(token.is_punct or token.is_space for token in phrase.doc[last + 1 : phrase.sent.end])


def _is_impersonal(verb: Token) -> bool:
    """Whether nobody is heard: "it was reported", "it is said"."""
    return (
        is_passive(verb)
        and [s.lower_ for s in children(verb, "nsubj:pass", "expl")] == ["it"]
        and not children(verb, "obl:agent", "ccomp", "xcomp")
    )


def _is_head(token: Token, before: int) -> bool:
    """Whether a word is the head of the phrase that begins behind a place."""
    return token.head.i <= before and token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}


def _is_if_true(clause: Token) -> bool:
    """Whether a condition is that somebody tells the truth: "if X is to be believed"."""
    return (
        mark_words(clause).split()[:1] == ["if"]
        and lemma(clause) in {"believe", "right", "correct", "true", "accurate"}
        and bool(children(clause, "nsubj", "nsubj:pass"))
        and not children(clause, "ccomp", "csubj")
    )


def _is_bare_body(subject: Token) -> bool:
    """Whether a phrase is no more than "the Court", "the Commission"."""
    words = [child for child in subject.children if not child.is_punct]
    return [word.lower_ for word in words] == ["the"] and in_class(
        "nouns", lemma(subject), "deciding"
    )


def told_by(clause: Token) -> bool:
    """Whether a relative clause tells what its noun says: "the report, according to which"."""
    return any(
        which.lower_ == "which" and _according(which, clause) is not None
        for which in children(clause, "obl", "nmod")
    )


def said_in_between(clause: Token) -> Token | None:
    """Return the "said" of "a deadline that several insiders said went unnoticed"."""
    for verb in children(clause.head, "acl:relcl"):
        among = [s for s in children(clause, "nsubj", "nsubj:pass") if s.i < verb.i]
        between = verb.i < clause.i and not children(verb, "ccomp", "obj", "nsubj")
        if between and len(among) > 1 and in_class("verbs", lemma(verb), "speech", "alleging"):
            return among[-1] if among[-1].i == verb.i - 1 else None
    return None


def _viewer(phrase: Token) -> Token | None:
    """Return whose account something is: "by his own account", "in the words of X"."""
    nouns = _VIEWS.get(case_words(phrase))
    if nouns is None or lemma(phrase) not in nouns:
        return None
    whose = children(phrase, "nmod:poss") or [
        child for child in children(phrase, "nmod") if case_words(child) == "of"
    ]
    return whose[0] if whose and may_speak(whose[0]) else None


def _according(phrase: Token, governor: Token) -> Span | None:
    """Return the words "according to" that lead to a phrase, however they were parsed."""
    for word in (*phrase.children, *governor.children):
        if word.lower_ == "according" and word.i < phrase.i:
            follows = word.nbor()
            if follows.lower_ == "to" and word.i - 1 <= phrase.left_edge.i <= word.i + 2:
                return Span(word.idx, follows.idx + len(follows))
    return None

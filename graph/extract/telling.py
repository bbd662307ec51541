"""Ways of telling: whose words a clause, a noun or a phrase gives, and whether anybody's."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.mended_speech import may_speak
from graph.extract.syntax import case_words, children, is_passive, mark_words
from graph.extract.vocabulary import in_class
from graph.model import Span

_TOLD = frozenset({"tell", "inform", "notify"})
WORKS = frozenset(
    """report statement letter article study communiqué memo memoir diary book affidavit interview
    declaration release note message account ruling verdict judgment testimony complaint petition
    email post tweet filing deposition""".split()
)
QUOTING = frozenset({"quote", "cite", "record", "report"})
_GIVING = frozenset(
    """release issue make give deliver publish provide offer write send post circulate leave
    submit sign file produce""".split()
)
# "By his own account", "in the words of X": whose noun it is says so.
_VIEWS = {
    "by": frozenset({"account", "admission", "reckoning", "estimate", "count"}),
    "in": frozenset({"word", "telling", "view", "opinion", "account", "estimation", "version"}),
    "on": frozenset({"account", "admission", "telling", "version"}),
    "to": frozenset({"mind", "eye"}),
}
PLAIN = frozenset({"clear", "plain", "known", "explicit"})
_REVEALING = frozenset("confirm reveal disclose report announce say tell assure state".split())
_ADDRESSING = frozenset({"on", "upon", "to", "with"})


def quoted_by(verb: Token) -> Token | None:
    """Return whose words a verb quotes: "quoted an official as saying", "X was quoted as"."""
    if lemma(verb) not in QUOTING:
        return None
    return next(iter(children(verb, "nsubj:pass" if is_passive(verb) else "obj")), None)


def giver(work: Token) -> Token | None:
    """Return who issued the words that a clause tells: "X released a statement saying"."""
    verb = work.head
    if work.dep_ != "obj" or lemma(work) not in WORKS or lemma(verb) not in _GIVING:
        return None
    return doer(verb)


def doer(verb: Token) -> Token | None:
    """Return the subject of a verb, or of the one whose purpose it is: "went to leave a note"."""
    for _ in range(3):
        found = children(verb, "nsubj")
        if found or verb.dep_ not in {"xcomp", "advcl", "conj"}:
            return next(iter(found), None)
        verb = verb.head
    return None


def is_not_yet_said(subject: Token | None, verb: Token) -> bool:
    """Whether nobody has said it: "waits for someone to tell her", "would be told when"."""
    if subject is None:
        return any(
            in_class("modals", word.lower_, "planning", "asking") for word in children(verb, "aux")
        )
    some = subject.lower_ in {"someone", "somebody", "anyone", "anybody"}
    return some and any(mark.lower_ == "to" for mark in children(verb, "mark"))


def is_expletive(subject: Token | None, verb: Token) -> bool:
    """Whether nobody speaks: "it appears that", "this shows that"."""
    if subject is None:
        return lemma(verb) in {"appear", "seem"} and bool(children(verb, "expl"))
    return subject.lower_ in {"this", "these"} or (
        subject.lower_ == "it" and lemma(verb) in {"appear", "seem"}
    )


def work_before(verb: Token) -> Token | None:
    """Return the documents of "published documents suggesting that"."""
    before = verb.nbor(-1) if verb.i else verb
    named = in_class("works", lemma(before), "nouns")
    return before if named and before.dep_ == "obj" and before.head == verb.head else None


def tells_somebody(verb: Token) -> bool:
    """Whether somebody is told something: "we were told that the mill was sold"."""
    return lemma(verb) in _TOLD and bool(children(verb, "nsubj:pass"))


def given_by(words: Token) -> Token | None:
    """Return who says what a noun stands for: "gave evidence", "voiced the belief"."""
    verb = words.head
    if words.dep_ != "obj" or is_passive(verb) or not in_class("verbs", lemma(verb), "voicing"):
        return None
    return doer(verb)


def owners(noun: Token) -> list[Token]:
    """Return whose words a noun names: "Karo's claim", "a report by the league"."""
    return children(noun, "nmod:poss") or [
        child for child in children(noun, "nmod") if case_words(child) in {"by", "from"}
    ]


def ends_sentence(phrase: Token) -> bool:
    """Whether a phrase ends its sentence: "X said that Y fled, according to Z", who quotes X."""
    last = max(token.i for token in phrase.subtree)
    return all(token.is_punct or token.is_space for token in phrase.doc[last + 1 : phrase.sent.end])


def is_impersonal(verb: Token) -> bool:
    """Whether nobody is heard: "it was reported", "it is said"."""
    return (
        is_passive(verb)
        and [s.lower_ for s in children(verb, "nsubj:pass", "expl")] == ["it"]
        and not children(verb, "obl:agent", "ccomp", "xcomp")
    )


def is_head(token: Token, before: int) -> bool:
    """Whether a word is the head of the phrase that begins behind a place."""
    return token.head.i <= before and token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}


def is_if_true(clause: Token) -> bool:
    """Whether a condition is that somebody tells the truth: "if X is to be believed"."""
    return (
        mark_words(clause).split()[:1] == ["if"]
        and lemma(clause) in {"believe", "right", "correct", "true", "accurate"}
        and bool(children(clause, "nsubj", "nsubj:pass"))
        and not children(clause, "ccomp", "csubj")
    )


def is_bare_body(subject: Token) -> bool:
    """Whether a phrase is no more than "the Court", "the Commission"."""
    words = [child for child in subject.children if not child.is_punct]
    return [word.lower_ for word in words] == ["the"] and in_class(
        "nouns", lemma(subject), "deciding"
    )


def told_by(clause: Token) -> bool:
    """Whether a relative clause tells what its noun says: "the report, according to which"."""
    return any(
        which.lower_ == "which" and according(which, clause) is not None
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


def viewer_of(phrase: Token) -> Token | None:
    """Return whose account something is: "by his own account", "in the words of X"."""
    nouns = _VIEWS.get(case_words(phrase))
    if nouns is None or lemma(phrase) not in nouns:
        return None
    whose = children(phrase, "nmod:poss") or [
        child for child in children(phrase, "nmod") if case_words(child) == "of"
    ]
    return whose[0] if whose and may_speak(whose[0]) else None


def according(phrase: Token, governor: Token) -> Span | None:
    """Return the words "according to" that lead to a phrase, however they were parsed."""
    for word in (*phrase.children, *governor.children):
        if word.lower_ == "according" and word.i < phrase.i:
            follows = word.nbor()
            if follows.lower_ == "to" and word.i - 1 <= phrase.left_edge.i <= word.i + 2:
                return Span(word.idx, follows.idx + len(follows))
    return None


def says_that_it_can(verb: Token) -> bool:
    """Whether whoever "can confirm" something thereby does."""
    return lemma(verb) in _REVEALING and "can" in {c.lower_ for c in children(verb, "aux")}


def is_plain(verb: Token) -> bool:
    """Whether a verb is "make" of "make it clear"."""
    return any(lemma(word) in PLAIN for word in children(verb, "xcomp"))


def told_from(verb: Token) -> Token | None:
    """Return from whom something is heard or learned."""
    return next(
        (w for w in children(verb, "obl") if case_words(w) == "from" and may_speak(w)), None
    )


def is_addressed(verb: Token) -> bool:
    """Whether a verb says of whom something is asked: "called on the king to", "pleaded with"."""
    return any(case_words(phrase) in _ADDRESSING for phrase in children(verb, "obl"))

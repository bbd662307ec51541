"""Who goes on speaking: the "she" of "..., she added" is whoever was heard saying something last.

Only a pronoun beside a quotation, or of a remark in passing, is asked for, and only where nobody
else who may be called so does anything in between.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from graph.extract.asides import speech_asides
from graph.extract.ends import Ends
from graph.extract.genders import Gender, gender_of_noun, gender_of_pronoun, genders
from graph.extract.inflections import lemma
from graph.extract.people import is_person_noun
from graph.extract.quotations import quotations
from graph.extract.syntax import children, is_passive, text_of
from graph.extract.vocabulary import in_class

_REACH = 4
_STEPS = 12
_SURE = 0.9
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def speaking_on(
    doc: Doc, ends: Ends, known: Mapping[int, tuple[int, float]]
) -> dict[int, tuple[int, float]]:
    """Return, for tokens that are pronouns beside a quotation, the mention each stands for.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With syntax.
    ends : Ends
        Whom the phrases mean that are known so far.
    known : mapping of int to (int, float)
        The pronouns and nominals among them.
    """
    called = _called(doc, ends, known)
    quoted = [False] * len(doc)
    for quotation in quotations(text_of(doc)):
        span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        for index in range(span.start, span.end) if span is not None else ():
            quoted[index] = True
    remarks = {verb.i for verbs in speech_asides(doc).values() for verb in verbs}
    found: dict[int, tuple[int, float]] = {}
    last: tuple[int, int] | None = None  # the mention heard last, the sentence
    for number, sentence in enumerate(doc.sents):
        for token in sentence:
            if quoted[token.i] or token.dep_ not in _SUBJECTS or _is_told(token.head):
                continue
            gender = gender_of_pronoun(token)
            speaks = _speaks(token)
            if gender is not None and ends.of(token) is None:
                beside = _beside_quotation(token, quoted) or token.head.i in remarks
                near = last is not None and number - last[1] <= _REACH
                if last is None or not (speaks and beside and near):
                    last = None
                elif called.get(ends.chain(last[0]), gender) == gender:
                    found[token.i] = (last[0], _SURE)
                    last = (last[0], number)
                else:
                    last = None
                continue
            meant = ends.of(token)
            person = meant is not None and ends.mentions[meant.mention].type == "PERSON"
            if meant is not None and person:
                same = last is not None and ends.same(meant.mention, last[0])
                last = (meant.mention, number) if speaks else last if same else None
            elif speaks or is_person_noun(token):
                last = None
    return found


def _called(
    doc: Doc, ends: Ends, known: Mapping[int, tuple[int, float]]
) -> dict[int, Gender | None]:
    """Return what people are called, ``None`` for whom the text calls both he and she."""
    counted: dict[int, Counter[Gender]] = defaultdict(Counter)
    for index, (mention, _) in known.items():
        gender = gender_of_pronoun(doc[index]) or gender_of_noun(doc[index])
        if gender is not None:
            counted[ends.chain(mention)][gender] += 1
    found: dict[int, Gender | None] = {
        chain: next(iter(votes)) if len(votes) == 1 else None for chain, votes in counted.items()
    }
    return {**found, **genders(doc, ends)}


def _speaks(subject: Token) -> bool:
    verb = subject.head
    return (
        verb.pos_ == "VERB"
        and not is_passive(verb)
        and any(in_class("verbs", lemma(word), "speech", "alleging") for word in _joined(verb))
    )


def _is_told(verb: Token) -> bool:
    """Whether a clause is part of what somebody says, and its subject no speaker of the text."""
    for _ in range(_STEPS):
        if verb.dep_ == "ROOT":
            return False
        if verb.dep_ == "ccomp" and in_class("verbs", lemma(verb.head), "speech", "alleging"):
            return True
        verb = verb.head
    return True


def _joined(verb: Token) -> Iterator[Token]:
    yield verb
    yield from children(verb, "conj")


def _beside_quotation(subject: Token, quoted: list[bool]) -> bool:
    """Whether a quotation ends right before "he said" or "said he"."""
    before = min(subject.i, subject.head.i) - 1
    while before >= 0 and (subject.doc[before].is_space or subject.doc[before].text == ","):
        before -= 1
    return before >= 0 and quoted[before]

"""Which date belongs to which verb or noun of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from graph.edtf import compatible, is_date
from graph.extract.drafts import When
from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds
from graph.extract.syntax import base, case_words, children, text_of
from graph.extract.time import TimeExpression, time_expressions
from graph.extract.vocabulary import in_class
from graph.model import Span

_LINE = re.compile(r"^[ \t]*(?:[-*•–|][ \t]*)*(?P<words>\S[^\n]*)$", re.M)
_MARKS = (":", "–", "—", "-", "|")
_LEAST = 3
_BEGINNING = frozenset({"begin", "start", "erupt", "commence"})
_LATER = frozenset("since later then subsequently afterwards now eventually meanwhile".split())
_BOUNDS = {
    **dict.fromkeys(("until", "till", "to", "up to"), "../{}"),
    **dict.fromkeys(("since", "from"), "{}/.."),
    "before": None,
    "prior to": None,
}
_HOURS = frozenset(
    "dawn dusk night noon midday midnight morning evening afternoon hour daybreak sunrise".split()
)
_MODIFIES = frozenset({"obl", "nmod", "advmod", "amod", "compound", "nummod", "appos", "dep"})


class Times:
    """The dates of one document's sentences and the words they hang on."""

    def __init__(self, doc: Doc, sentences: Sequence[Span]) -> None:
        self._doc = doc
        self._entries = entries(text_of(doc))
        self._by_head: dict[int, list[tuple[int, TimeExpression]]] = {}
        self._taken: set[int] = set()
        self._ending: dict[int, TimeExpression] = {}
        for sentence in sentences:
            for found in time_expressions(text_of(doc), sentence.start, sentence.end):
                span = doc.char_span(found.start, found.end, alignment_mode="expand")
                if span is None:
                    continue
                self._taken.update(range(span.start, span.end))
                self._ending[span.end - 1] = found
                if _of_birth(span.root, span.start, doc):
                    continue
                if any(token.lower_ == "respectively" for token in span.root.sent):
                    continue  # which date is whose is told by their order
                head = _outer_head(span.root, span.start, span.end)
                if head is None or _told_then(span.start, head):
                    continue
                if lemma(head) in _HOURS and base(head.dep_) == "obl" and head.head.pos_ == "VERB":
                    head = head.head  # "at dawn on Friday"
                if self._set_apart(span.start, head):
                    continue
                if head.dep_ == "ccomp" and any(
                    span.end <= mark.i for mark in children(head, "mark") if mark.i > head.head.i
                ):
                    continue  # "said on Monday that X fled": of the telling
                if found.relative is not None and _is_state_told(head):
                    continue
                bound = _bound(span.start, head)
                if bound is not None:
                    noun, shape = bound
                    self._by_head.setdefault(noun.i, []).append((span.start, found))
                    if shape is None or found.when is None or "/" in found.when:
                        continue
                    found = replace(found, when=shape.format(found.when))
                self._by_head.setdefault(head.i, []).append((span.start, found))
                during = _during(head)
                if during is not None:
                    self._by_head.setdefault(during.i, []).append((span.start, found))

    def is_date(self, token: Token) -> bool:
        """Whether a token is part of a date."""
        return token.i in self._taken

    def of(self, *tokens: Token) -> When | None:
        """Return the date that hangs on one of the words, or ``None`` where several differ.

        A date at the head of a sentence holds for all verbs joined to the first.
        """
        found: list[TimeExpression] = []
        for token in tokens:
            own = [e for _, e in self._by_head.get(token.i, ())]
            if not own and token.dep_ == "conj" and token.pos_ == "VERB":
                top = token.head
                while top.dep_ == "conj":
                    top = top.head
                later = any(word.lower_ in _LATER for word in children(token, "advmod"))
                if not later and ";" not in {word.text for word in token.doc[top.i : token.i]}:
                    own = [e for start, e in self._by_head.get(top.i, ()) if start < top.i]
            found.extend(own)
        known = [e for e in found if e.when is not None or e.relative is not None]
        if not known:
            return next((w for w in map(self._of_entry, tokens) if w is not None), None)
        if len({e.relative for e in known}) > 1 and all(e.when is None for e in known):
            return None
        known = _joined(known)
        best = max(known, key=lambda e: (e.when is not None, len(e.when or ""), -e.start))
        if any(
            e.when is not None and best.when is not None and not compatible(e.when, best.when)
            for e in known
        ):
            return None
        when = best.when
        if when is not None and "/" not in when and any(map(_begins, tokens)):
            when = f"{when}/.."
        return When(span=Span(best.start, best.end), when=when, relative=best.relative)

    def told_by_when(self, verb: Token) -> When | None:
        """Return the date before "when": "on 3 May, when police opened fire"."""
        top = verb
        while top.dep_ == "conj" and top.head.pos_ == "VERB":
            top = top.head
        for word in children(top, "advmod", "mark"):
            before = word.i - 1
            if word.lower_ != "when" or before < 0:
                continue
            if self._doc[before].text == ",":
                before -= 1
            found = self._ending.get(before)
            if found is not None:
                when = None if found.when is None else found.when.removesuffix("/..")
                relative = found.relative and found.relative.removesuffix(">since")
                if when is not None and "/" in when:
                    return None  # "until May, when"
                return When(span=Span(found.start, found.end), when=when, relative=relative)
        return None

    def _set_apart(self, start: int, head: Token) -> bool:
        """Whether a date stands in a remark before the verb: "X, founded in 1974, went ..."."""
        first = max([head.sent.start, *(cc.i + 1 for cc in children(head, "cc") if cc.i < head.i)])
        opening = [token for token in self._doc[first:start] if token.i not in self._taken]
        return (
            start < head.i
            and any(token.text == "," for token in self._doc[start : head.i])
            and any(token.pos_ in {"PROPN", "NOUN", "VERB"} for token in opening)
        )

    def _of_entry(self, token: Token) -> When | None:
        """Return the date before an entry of a chronology, for what its clauses tell."""
        top = token
        while top.dep_ in {"conj", "parataxis"}:
            top = top.head
        if top.dep_ != "ROOT":
            return None
        for stretch, date in self._entries:
            if stretch.covers(Span(token.idx, token.idx + len(token))):
                return When(span=Span(date.start, date.end), when=date.when, relative=None)
        return None


def entries(text: str) -> tuple[tuple[Span, TimeExpression], ...]:
    """Return the lines of a chronology, each with the date that it begins with.

    A line counts if its date is followed by a mark or a capital; a text with fewer than three such
    lines is none.
    """
    found = []
    for line in _LINE.finditer(text):
        begin = line.start("words")
        dated = time_expressions(text, begin, line.end())
        if not dated or dated[0].start != begin or dated[0].when is None:
            continue
        rest = text[dated[0].end : line.end()].lstrip("* ")
        if rest[:1] in _MARKS or rest[:1].isupper():
            found.append((Span(dated[0].end, line.end()), dated[0]))
    return tuple(found) if len(found) >= _LEAST else ()


def _bound(start: int, head: Token) -> tuple[Token, str | None] | None:
    """Return the noun whose date it is, and what it makes of the verb's: "until her death in 1991".

    The date of what comes after is not the verb's: "before the coup in 1974".
    """
    if head.pos_ != "VERB":
        return None
    for phrase in children(head, "obl", "nmod"):
        shape = _BOUNDS.get(case_words(phrase), "")
        if case_words(phrase) in {"to", "from", "up to"} and not noun_kinds(phrase):
            continue  # "promoted to director in 2007", "sent from the account on 3 May"
        last = max((t.i for t in phrase.subtree if t.i < start), default=start)
        if shape != "" and phrase.i > head.i and phrase.pos_ == "NOUN" and last == start - 2:
            return phrase, shape
    return None


def _joined(known: list[TimeExpression]) -> list[TimeExpression]:
    """Join the two ends of a range: "from its founding in 1974 until her death in 1991"."""
    ends = sorted((e.when or "" for e in known), reverse=True)
    if len(known) == 2 and ends[0].endswith("/..") and ends[1].startswith("../"):
        when = f"{ends[0].removesuffix('..')}{ends[1].removeprefix('../')}"
        first, last = sorted(known, key=lambda e: e.start)
        if is_date(when):
            return [replace(first, end=last.end, when=when)]
    return known


def _begins(verb: Token) -> bool:
    """Whether a verb tells the beginning of what goes on: "the war began in 2011"."""
    return verb.pos_ == "VERB" and lemma(verb) in _BEGINNING and not children(verb, "xcomp", "obj")


def _during(noun: Token) -> Token | None:
    """Return the verb whose time is a noun's: "during the talks in 2017, X was removed"."""
    top = noun
    while top.dep_ == "nmod" and top.head.pos_ in {"NOUN", "PROPN"}:
        top = top.head
    inside = top.pos_ in {"NOUN", "PROPN"} and top.dep_ == "obl" and case_words(top) == "during"
    return top.head if inside and top.head.pos_ == "VERB" else None


def _is_state_told(head: Token) -> bool:
    """Whether a day told beside a state may be that of the telling: "said X was ill on Monday"."""
    said = head.dep_ == "ccomp" and in_class("verbs", lemma(head.head), "speech", "alleging")
    return said and bool(children(head, "cop"))


def _told_then(start: int, head: Token) -> bool:
    """Whether a date may be that of the telling: "will confirm the appointment on Friday"."""
    verb = head.head
    return (
        head.dep_ == "obj"
        and start > head.i > verb.i
        and in_class("verbs", lemma(verb), "speech", "telling", "denying", "asking", "judging")
    )


def _of_birth(root: Token, start: int, doc: Doc) -> bool:
    """Whether a date is that of "X, born 3 May 1961," and of nothing else in the sentence."""
    before = [token.lower_ for token in doc[max(0, start - 2) : start]]
    return "born" in before and root.head.lower_ != "born"


def _outer_head(root: Token, start: int, end: int) -> Token | None:
    """Return the word outside the expression that it hangs on."""
    current = root
    while start <= current.i < end:
        if current.dep_ == "ROOT" or base(current.dep_) not in _MODIFIES:
            return None
        current = current.head
    return current

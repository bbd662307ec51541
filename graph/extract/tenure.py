"""From when until when somebody held what the words before the date name.

"X, interior minister since 2009, is replaced": the date stands right behind the post, whatever the
syntax hangs it on. "Mayor until the rebels seized the town in 2014" tells the end by what happened
then, and so does "Until his arrest in 2016, X headed Y".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from graph.edtf import is_date
from graph.extract.drafts import Draft, When
from graph.extract.syntax import text_of
from graph.extract.time import TimeExpression, time_expressions
from graph.model import Span
from graph.spans import sentence_of

_LASTING = frozenset({"position-held", "leads", "member-of", "employed-by"})
_FROM = re.compile(r"(?:from|as of|with effect from|beginning|starting)\s+(?:about\s+)?$", re.I)
_UNTIL = re.compile(r"(?:until|till|up to)\s+(?:(?!\d)[^\s.,;:()]+\s+){1,9}?$", re.I)
_AND_UNTIL = re.compile(r"\s+(?:and|to)?\s*(?:until|till|up to)\s+(?:[^\s.,;:()]+\s+){1,9}?", re.I)
_FRONTED = re.compile(r"(?:until|till)\s+(?:[^\s.,;:()]+\s+){1,9}?", re.I)
_OF_NEXT = re.compile(r"\band,?\s+(?:later,?\s+)?(?:from|since|in|as of),?\s*$", re.I)
_LONG = 8
_LEADS = frozenset({"from", "since", "until", "as", "of", "in", "between"})
_NOMINAL = frozenset({"ADP", "DET", "NOUN", "PROPN", "ADJ", "PART", "PRON", "CCONJ", "NUM"})
_SERVED = re.compile(
    r",?\s+(?:who\s+)?(?:has\s+|had\s+)?(?:served|serving|reigned|presided)(?=\s)", re.I
)
_DIRECT = re.compile(r"\s*[,(]?\s*(?:in office |there |again )?(?:from|as of|in)?\s*", re.I)
_POST = r"(?:post|position|job|office|role|seat|chair|function)"
_HELD = re.compile(
    rf""",?\s+(?:who|which|an?\s+{_POST}(?:\s+(?:that|which))?)
    (?:\s+(?:he|she))?(?:\s+(?:has|had))?(?:\s+(?:then|first))?
    \s+(?P<verb>held|holds|occupied|occupies|kept|filled|retained|served|been|assumed|left)
    (?:\s+(?:in|at))?(?:\s+(?:the|that|this|his|her)\s+{_POST}|\s+it|\s+office)?
    \s+(?:from|in|on)?\s*""",
    re.I | re.X,
)


def dated(draft: Draft, doc: Doc, sentences: Sequence[Span]) -> Draft:
    """Return a draft about what lasts with the date that stands behind the words for it.

    Parameters
    ----------
    draft : Draft
    doc : spacy.tokens.Doc
    sentences : sequence of Span
    """
    if draft.predicate not in _LASTING:
        return draft
    when = draft.when
    if when is not None and (when.when is None or "/" in when.when):
        return draft
    index = sentence_of(sentences, draft.trigger)
    if index is None:
        return draft
    sentence = sentences[index]
    found = time_expressions(text_of(doc), sentence.start, sentence.end)
    if when is not None and _OF_NEXT.search(text_of(doc), draft.trigger.end, when.span.start):
        draft, when = replace(draft, when=None), None  # "adviser to X and, from 2012, chairman"
    told = _own(draft, text_of(doc), found)
    if told is None and when is not None:
        return draft
    told = told or _behind(draft, doc, sentence, found) or _fronted(draft, doc, found)
    return draft if told is None else replace(draft, when=told)


def _own(draft: Draft, text: str, found: Sequence[TimeExpression]) -> When | None:
    """Return the date that a draft has, as the beginning that "from" makes of it."""
    if draft.when is None:
        return None
    for date in found:
        if draft.when.span == Span(date.start, date.end):
            return _opened(date, text, found)
    return None


def _opened(date: TimeExpression, text: str, found: Sequence[TimeExpression]) -> When | None:
    """Return "from 2009", and with it the end of "until his resignation in 2014"."""
    if date.when is None or "/" in date.when or not _FROM.search(text, 0, date.start):
        return None
    last = next((d for d in found if d.start > date.end), None)
    closing = last is not None and _AND_UNTIL.fullmatch(text, date.end, last.start)
    if closing and last is not None and last.when is not None and "/" not in last.when:
        both = f"{date.when}/{last.when}"
        return _when(both, date.start, last.end) if is_date(both) else None
    return _when(f"{date.when}/..", date.start, date.end)


def _behind(draft: Draft, doc: Doc, sentence: Span, found: Sequence[TimeExpression]) -> When | None:
    """Return the date right behind the last of the words that tell it."""
    spans = [draft.trigger, Span(draft.subject.words.start, draft.subject.words.end)]
    if draft.object is not None:
        spans.append(Span(draft.object.words.start, draft.object.words.end))
    after_post = max(span.end for span in (spans[0], *spans[2:]))
    after_all = max(span.end for span in spans)
    after_name = _name_end(after_post, doc, sentence, found)
    for begin in dict.fromkeys((after_post, after_name, after_all)):
        told = _at(begin, text_of(doc), sentence, found)
        if told is not None:
            return told
    return None


def _name_end(begin: int, doc: Doc, sentence: Span, found: Sequence[TimeExpression]) -> int:
    """Return where "of the base" ends between a post and a date, if nothing else stands there."""
    date = next((each for each in found if each.start >= begin), None)
    between = None
    if date is not None:
        between = doc.char_span(begin, date.start, alignment_mode="contract")
    if between is None or not between or len(between) > _LONG or between[0].pos_ != "ADP":
        return begin
    last = len(between)
    while last and (between[last - 1].lower_ in _LEADS or between[last - 1].is_punct):
        last -= 1
    words = between[:last]
    plain = all(t.pos_ in _NOMINAL for t in words) and bool(words)
    return words[-1].idx + len(words[-1]) if plain else begin


def _at(begin: int, text: str, sentence: Span, found: Sequence[TimeExpression]) -> When | None:
    later = [date for date in found if date.start >= begin]
    if not later:
        return None
    date = later[0]
    held = _HELD.match(text, begin, sentence.end)
    served = _SERVED.match(text, begin, sentence.end)
    if served is not None:
        begin = served.end()
    direct = _DIRECT.fullmatch(text, begin, date.start)
    if held is not None and held.end() == date.start:
        verb = held["verb"].lower()
        if date.when is None or "/" in date.when:
            return _when(date.when, date.start, date.end, date.relative)
        shape = {"assumed": "{}/..", "left": "../{}"}.get(verb)
        opened = _opened(date, text, found)
        if opened is not None or shape is None:
            return opened
        return _when(shape.format(date.when), date.start, date.end)
    if direct is not None:
        if date.when is not None and "/" in date.when:
            return _when(date.when, date.start, date.end)
        led = text[begin : date.start].strip(" ,(").lower()
        if date.when is None and text[date.start : date.end].lower().startswith("since"):
            return _when(None, date.start, date.end, date.relative)
        return _opened(date, text, found) if led.endswith(("from", "as of")) else None
    until = _UNTIL.search(text, begin, date.start)
    plain = until is not None and not text[begin : until.start()].strip(" ,")
    if plain and date.when is not None and "/" not in date.when:
        return _when(f"../{date.when}", date.start, date.end)
    return None


def _fronted(draft: Draft, doc: Doc, found: Sequence[TimeExpression]) -> When | None:
    """Return the end told before the clause: "Until his arrest in 2016, X headed Y"."""
    subject = draft.subject.words
    for date in found:
        if date.when is None or "/" in date.when or date.end >= subject.start:
            continue
        begin = doc.char_span(date.start, date.end, alignment_mode="expand")
        if begin is None:
            continue
        start = begin.sent.start_char
        between = text_of(doc)[date.end : subject.start]
        plain = between.startswith(",") and re.fullmatch(r",\s+(?:[^\s.,;:]+\s+){0,2}", between)
        if _FRONTED.fullmatch(text_of(doc), start, date.start) and plain:
            return _when(f"../{date.when}", date.start, date.end)
    return None


def _when(when: str | None, start: int, end: int, relative: str | None = None) -> When:
    return When(span=Span(start, end), when=when, relative=relative)

"""Words between quotation marks, and who says them.

The speaker of a quotation is the subject of the verb of speech that stands beside it, before or
after its marks; a quotation that goes on after "X said." in the same paragraph keeps its speaker.
Words whose speaker is not so named keep an unnamed one: they are somebody's, not the author's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from graph.extract.called import called
from graph.extract.ends import Ends
from graph.extract.inflections import lemma
from graph.extract.labels import labelled
from graph.extract.quotations import quotations
from graph.extract.stance import StanceReader
from graph.extract.syntax import children, is_passive, text_of
from graph.extract.vocabulary import in_class
from graph.extract.way import Stance, Voice
from graph.model import Span

_BESIDE = 14
_PARAGRAPH = re.compile(r"\s*\n[ \t]*\n\s*(?P<words>[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*)")
_OWN = re.compile(r"(?<![\w’'])(?:I|[Ww]e|[Oo]ur|[Mm]y|us)(?![\w-])")
_INTRODUCED = re.compile(r":[ \t]*\n\s*(?P<words>(?:>[^\n]*\n?)+|[^\n]+)")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")
_GIVING = frozenset({"release", "issue", "make", "give", "deliver", "publish", "provide", "offer"})
_WORDS = frozenset({"statement", "remark", "comment", "message", "speech", "answer", "declaration"})
_DASHES = frozenset({"—", "–", "―", "-", "--", "~"})
_FIRST_PERSON = frozenset({"i", "we"})


class Quotes:
    """Knows for each place of one document who is quoted there.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With syntax.
    ends : Ends
    stances : StanceReader
    """

    def __init__(self, doc: Doc, ends: Ends, stances: StanceReader) -> None:
        self._doc = doc
        self._ends = ends
        self._stances = stances
        self._found = quotations(text_of(doc))
        self._starts = [span.start for span in self._found]
        self._labels = [*labelled(doc, ends), *self._introduced()]
        self._speaker: list[Voice | None] = []
        for index, span in enumerate(self._found):
            voice = self._beside(span)
            if voice is None and index and self._goes_on(self._found[index - 1], span):
                voice = self._speaker[index - 1]
            self._speaker.append(voice)

    def around(self, at: Span) -> int | None:
        """Return the number of the quotation that words stand in, or ``None``."""
        index = bisect_right(self._starts, at.start) - 1
        return index if index >= 0 and self._found[index].covers(at) else None

    def speaker_at(self, at: Span) -> int | None:
        """Return the mention of whoever is heard in direct speech at some words, if known."""
        index = self.around(at)
        voice = next((v for words, v in self._labels if words.covers(at)), None)
        if index is not None:
            voice = self._speaker[index]
        return None if voice is None or voice.end is None else voice.end.mention

    def voiced(self, stance: Stance, at: Span) -> tuple[Voice, ...]:
        """Return the voices of a stance, those of a quotation around the words marked as such.

        Who is heard twice running ("X's claim, X said") is heard once.
        """
        voices = self._all(stance, at)
        return tuple(v for i, v in enumerate(voices) if not i or not self._echoes(voices[i - 1], v))

    def _echoes(self, before: Voice, voice: Voice) -> bool:
        one, other = before.end, voice.end
        if one is not None and other is not None:
            return self._ends.same(one.mention, other.mention)
        text = text_of(self._doc)
        if voice.words is None and voice.end is None:
            return self._goes_on_as(before, voice)
        if before.words is None or voice.words is None:
            return False
        return _bare(text, before.words) == _bare(text, voice.words)

    def _goes_on_as(self, before: Voice, voice: Voice) -> bool:
        """Whether "they" are who was heard before: "police said they believe that"."""
        if before.cue is None or voice.cue is None or before.end is not None:
            return False
        outer, inner = self._token(before.cue), self._token(voice.cue)
        if outer is None or inner is None or inner.head != outer or inner.dep_ != "ccomp":
            return False
        subject = self._stances.subject(inner)
        return subject is not None and subject.lower_ in {"they", "he", "she", "it"}

    def _token(self, cue: Span) -> Token | None:
        span = self._doc.char_span(cue.start, cue.end, alignment_mode="expand")
        return None if span is None else span.root

    def _all(self, stance: Stance, at: Span) -> tuple[Voice, ...]:
        index = self.around(at)
        words, label = next(((w, v) for w, v in self._labels if w.covers(at)), (None, None))
        if index is None or (words is not None and not words.covers(self._found[index])):
            return stance.voices if label is None else (label, *stance.voices)
        quotation = self._found[index]
        inner = [v for v in stance.voices if v.cue is not None and quotation.covers(v.cue)]
        outer = [v for v in stance.voices if v not in inner]
        if outer:
            last = outer[-1]
            outer[-1] = replace(last, how="direct")
        elif _is_short(self._doc, quotation):
            pass  # single quoted words are as often scorned as quoted
        elif self._speaker[index] is not None or label is None:
            outer = [self._speaker[index] or Voice(None, "direct", None)]
        return (*outer, *inner) if label is None else (label, *outer, *inner)

    def _introduced(self) -> Iterator[tuple[Span, Voice]]:
        """Yield the paragraphs behind "X said:" or "X released the following statement:"."""
        for paragraph in _INTRODUCED.finditer(text_of(self._doc)):
            colon = self._doc.char_span(
                paragraph.start(), paragraph.start() + 1, alignment_mode="expand"
            )
            if colon is None:
                continue
            for verb in reversed(list(colon.root.sent)):
                subject = self._stances.subject(verb) if _announces(verb) else None
                end = None if subject is None else self._ends.of(subject)
                if end is not None:
                    cue = Span(verb.idx, verb.idx + len(verb))
                    start, last = paragraph.span("words")
                    words = Span(start, _goes_on(text_of(self._doc), last))
                    yield words, Voice(end, "direct", cue)
                    break

    def _beside(self, quotation: Span) -> Voice | None:
        """Find "..." said X; X said: "..."; "...", X told Y."""
        span = self._doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if span is None:
            return None
        after = self._doc[span.end : min(len(self._doc), span.end + _BESIDE)]
        before = self._doc[max(0, span.start - _BESIDE) : span.start]
        for token in [] if _is_finished(span, self._doc) else after:
            if token.is_sent_start and token.i > span.end and not token.is_punct:
                break
            if "\n" in token.text or token.text in {"“", '"'}:
                break
            voice = self._said(token, quotation)
            if voice is not None:
                return voice
        for token in reversed(list(before)):
            if "\n" in token.text or token.text in {"”", '"', "."}:
                break
            voice = self._said(token, quotation)
            if voice is not None:
                return voice
        return self._signed(span)

    def _signed(self, quotation: TokenSpan) -> Voice | None:
        """Find "..." - X, with nothing after the name in its line or sentence."""
        after = self._doc[quotation.end : min(len(self._doc), quotation.end + _BESIDE)]
        words = [t for t in after if not t.is_space]
        if len(words) < 2 or words[0].text not in _DASHES:
            return None
        end = self._ends.of(words[1])
        if end is None:
            return None
        rest = text_of(self._doc)[end.words.end :].lstrip(" \t")[:1]
        if end.via is not None or rest not in {"", "\n", ".", ",", "(", "“", "”", '"', "/"}:
            return None
        return Voice(end, "direct", Span(words[0].idx, words[0].idx + len(words[0])))

    def _said(self, verb: Token, quotation: Span) -> Voice | None:
        if verb.pos_ not in {"VERB", "AUX"} or is_passive(verb):
            return None
        if not in_class("verbs", lemma(verb), "speech", "alleging", "denying"):
            return None
        subject = self._stances.subject(verb)
        if subject is None or quotation.start <= subject.idx < quotation.end:
            subject = _between(quotation, verb)
        if subject is None or subject.lower_ in _FIRST_PERSON:
            return None
        end = self._ends.of(subject)
        words = called(subject) if end is None else None
        return Voice(end, "direct", Span(verb.idx, verb.idx + len(verb)), words)

    def _goes_on(self, before: Span, quotation: Span) -> bool:
        """Whether only a sentence's end, and who said it, stands between two quotations."""
        between = text_of(self._doc)[before.end : quotation.start]
        if "\n" in between:
            return False
        return (
            len(between) < 120 and between.rstrip().endswith((".", ",")) and between.count(".") <= 1
        )


def _is_finished(quotation: TokenSpan, doc: Doc) -> bool:
    """Whether a quotation ends with a full stop and a sentence of its own follows it."""
    words = quotation.text.rstrip("”\"'’» ")
    if not words.endswith(".") or quotation.end >= len(doc):
        return False
    following = doc[quotation.end]
    return bool(following.is_sent_start) and following.text[:1].isupper()


def _between(quotation: Span, verb: Token) -> Token | None:
    """Return the subject between a quotation and its verb that was taken for the quotation's."""
    for token in verb.doc[max(0, verb.i - _BESIDE) : verb.i]:
        inside = quotation.start <= token.head.idx < quotation.end
        if token.idx >= quotation.end and token.dep_ == "nsubj" and inside:
            return token
    return None


def _announces(verb: Token) -> bool:
    """Whether a verb tells that somebody's words follow."""
    if verb.pos_ != "VERB" or is_passive(verb):
        return False
    if in_class("verbs", lemma(verb), "speech"):
        return True
    return lemma(verb) in _GIVING and any(lemma(thing) in _WORDS for thing in children(verb, "obj"))


def _bare(text: str, words: Span) -> str:
    """Return what somebody is called without an article."""
    return _ARTICLE.sub("", text[words.start : words.end].casefold())


def _is_short(doc: Doc, quotation: Span) -> bool:
    return len(text_of(doc)[quotation.start : quotation.end].split()) <= 3


def _goes_on(text: str, end: int) -> int:
    """Return the end of a statement: it goes on while paragraphs speak of "I" or "we"."""
    for paragraph in _PARAGRAPH.finditer(text, end):
        if not _OWN.search(paragraph["words"]) or paragraph["words"].rstrip().endswith(":"):
            break
        end = paragraph.end("words")
    return end

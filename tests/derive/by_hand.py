"""Cases whose events and statements are written down, for tests that need no network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import spacy

from corpus import Document, read_bytes
from graph.case import Case
from graph.derive import refresh
from graph.extract.sentences import body_sentences
from graph.model import (
    EndSpan,
    FoundMention,
    FoundSpeaker,
    Reading,
    Span,
    Spans,
    Statement,
    Value,
)
from graph.nlp import sentences as _sentences_component  # noqa: F401  (registers the factory)
from graph.spans import sentence_of, set_aside_sha256


class Hand:
    """One document: its text, what its words name, and what is said.

    Parameters
    ----------
    text : str
        Plain text.
    named : str
        Type and words of each name, `PERSON Ana Vell; GPE Belm`.
    events : str
        Kind and words of each event, `killing killed; detention arrest`.
    """

    def __init__(
        self, text: str, *, named: str = "", events: str = "", published: str = ""
    ) -> None:
        self.document = read_bytes(text.encode(), name="text.txt")
        if published:
            self.document = replace(self.document, published=published)
        self.mentions: list[FoundMention] = []
        for entry in filter(None, (part.strip() for part in named.split(";"))):
            kind, _, words = entry.partition(" ")
            self._add(words, kind, None)
        for entry in filter(None, (part.strip() for part in events.split(";"))):
            kind, _, words = entry.partition(" ")
            self._add(words, "EVENT", kind)
        self.mentions.sort(key=lambda mention: (mention.start, mention.end))
        self.statements: list[Statement] = []
        self.chains: list[tuple[int, ...]] = []

    def _add(self, words: str, kind: str, event: str | None) -> None:
        start = -1
        while (start := self.document.text.find(words, start + 1)) >= 0:
            self.mentions.append(
                FoundMention(
                    start=start,
                    end=start + len(words),
                    text=words,
                    type=kind,
                    form="nominal" if event else "named",
                    score=0.9,
                    component="by-hand",
                    event=event,
                )
            )

    def index(self, words: str) -> int:
        """Return the number of the first mention of these words."""
        return next(i for i, mention in enumerate(self.mentions) if mention.text == words)

    def say(
        self,
        subject: str,
        predicate: str,
        object_: str | None = None,
        *,
        role: str | None = None,
        value: Value | None = None,
        when: str | None = None,
        relative: str | None = None,
        denied: bool = False,
        modality: str = "asserted",
        by: str | None = None,
        score: float = 0.95,
    ) -> Hand:
        """Add a statement; its passage runs over the sentences of its ends."""
        sentences = self._sentences()
        ends = [self.mentions[self.index(subject)]]
        if object_ is not None:
            ends.append(self.mentions[self.index(object_)])
        places = [Span(m.start, m.end) for m in ends]
        indexes = [sentence_of(sentences, place) for place in places]
        first, last = min(i for i in indexes if i is not None), max(i or 0 for i in indexes)
        words = [EndSpan(start=place.start, end=place.end) for place in places]
        value_words = None
        if value is not None:
            start = self.document.text.find(value.text, sentences[first].start)
            value_words = EndSpan(start=start, end=start + len(value.text)) if start >= 0 else None
        self.statements.append(
            Statement(
                subject=self.index(subject),
                predicate=predicate,
                role=role,
                object=None if object_ is None else self.index(object_),
                value=value,
                when=when,
                relative=relative,
                polarity="denied" if denied else "affirmed",
                modality=modality,  # type: ignore[arg-type]
                passage=Span(sentences[first].start, sentences[last].end),
                spans=Spans(
                    trigger=words[0],
                    subject=words[0],
                    object=words[1] if len(words) > 1 else None,
                    value=value_words,
                ),
                speakers=()
                if by is None
                else (FoundSpeaker(mention=self.index(by), how="indirect", cue=None),),
                score=score,
                component="by-hand",
                rule=None,
            )
        )
        return self

    def _sentences(self) -> tuple[Span, ...]:
        nlp = spacy.blank("en")
        nlp.add_pipe("whence_sentences")
        return body_sentences(self.document, nlp(self.document.text))

    def reading(self) -> Reading:
        """Return the reading as it would be recorded."""
        return Reading(
            text_sha256=self.document.text_sha256,
            set_aside_sha256=set_aside_sha256(self.document.set_aside),
            pipeline="by-hand",
            sentences=self._sentences(),
            mentions=tuple(self.mentions),
            chains=tuple(self.chains),
            statements=tuple(self.statements),
        )


def case_by_hand(path: Path, *hands: Hand) -> Case:
    """Make a case of documents written by hand, and derive."""
    case = Case.open(path, create=True)
    for number, hand in enumerate(hands):
        document: Document = hand.document
        case.recorded.add(document, hand.reading(), root="/texts", path=f"{number}.txt")
    refresh(case)
    return case

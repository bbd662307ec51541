"""Footnotes: numbered by first appearance, one for each passage, and the documents they cite."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from corpus import Document
from graph.case import Case
from graph.edtf import when_words
from graph.model import EndSpan, Evidence, Modality, Span, Speaker
from graph.query.words import Run, speaker_runs
from graph.report.content import Footnote, Mark, Piece, Ref, Source, Voice

CONTEXT = 60
"""Code points of the text around a passage that a footnote shows, at most, on either side."""
MAX_PRINTS = 6
"""Other prints of a text that the list of sources names."""

_Place = tuple[str, Span]
_Heard = tuple[tuple[Run, ...], Modality]


class Footnotes:
    """Gathers what a report cites.

    Parameters
    ----------
    case : Case
        Where documents are looked up, each once.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._documents: dict[str, Document] = {}
        self._numbers: dict[_Place, int] = {}
        self._uses: dict[int, int] = defaultdict(int)
        self._marks: dict[int, list[tuple[Span, Mark]]] = defaultdict(list)
        self._voices: dict[int, dict[_Heard, list[int]]] = defaultdict(dict)
        self._sources: dict[str, int] = {}

    def document(self, document_id: str) -> Document:
        """Return a document of the case."""
        if document_id not in self._documents:
            self._documents[document_id] = self._case.recorded.document(document_id).document
        return self._documents[document_id]

    def where(self, document_id: str) -> str:
        """Return the file name by which to call a document whose author is not named."""
        paths = self.document(document_id).paths
        return paths[0] if paths else document_id

    def source(self, document_id: str) -> int:
        """Return a document's number in the list of sources."""
        return self._sources.setdefault(document_id, len(self._sources) + 1)

    def cite(self, document: str, position: Span, marks: Iterable[tuple[Span, Mark]] = ()) -> Ref:
        """Point to a passage; ``marks`` are words in it, in code points of the text."""
        self.source(document)
        number = self._numbers.setdefault((document, position), len(self._numbers) + 1)
        self._uses[number] += 1
        self._marks[number] += marks
        return Ref(number, self._uses[number])

    def cite_evidence(self, evidence: Evidence, *, statement: int) -> Ref:
        """Point to the passage that carries a statement, and note who says so there."""
        ref = self.cite(evidence.document, evidence.position, _marks(evidence))
        voice = (self.chain(evidence.document, evidence.attributed_to), evidence.modality)
        heard = self._voices[ref.note].setdefault(voice, [])
        if statement not in heard:
            heard.append(statement)
        return ref

    def chain(self, document: str, speakers: Sequence[Speaker]) -> tuple[Run, ...]:
        """Return who says so, outermost first."""
        title = self.document(document).title
        return speaker_runs(speakers, where=self.where(document), title=title)

    def footnotes(self) -> tuple[Footnote, ...]:
        """Return the footnotes by number."""
        return tuple(
            self._footnote(number, *place)
            for place, number in sorted(self._numbers.items(), key=lambda item: item[1])
        )

    def sources(self) -> tuple[Source, ...]:
        """Return the documents cited, by number."""
        groups = self._case.derived.reprint_groups()
        prints: dict[str, list[str]] = defaultdict(list)
        for document_id, group in groups.items():
            prints[group].append(document_id)
        return tuple(
            self._source(number, self.document(document_id), prints[groups[document_id]])
            for document_id, number in sorted(self._sources.items(), key=lambda item: item[1])
        )

    def _footnote(self, number: int, document_id: str, position: Span) -> Footnote:
        document = self.document(document_id)
        quote = document.quote(position.start, position.end, context=CONTEXT)
        marks = self._marks[number]
        if number in self._voices:
            # Other names in the passage would hide which words the statement rests on.
            marks = [(span, mark) for span, mark in marks if mark != "name"]
        return Footnote(
            number=number,
            uses=self._uses[number],
            source=self._sources[document_id],
            page=document.page_of(position.start),
            last_page=document.page_of(position.end - 1),
            position=position,
            before=_from_word(quote.prefix, position.start - CONTEXT > 0),
            after=_to_word(quote.suffix, position.end + CONTEXT < len(document.text)),
            pieces=tuple(pieces(document.text, position, marks)),
            voices=tuple(
                Voice(words=words, modality=modality, statements=tuple(statements))
                for (words, modality), statements in self._voices[number].items()
            ),
        )

    def _source(self, number: int, document: Document, prints: Sequence[str]) -> Source:
        return Source(
            number=number,
            document=document.id,
            title=document.title,
            publisher=document.publisher,
            authors=document.authors,
            published=None if document.published is None else when_words(document.published),
            language=document.language,
            paths=document.paths,
            content_sha256=document.content_sha256,
            reprint=tuple(self._reprint(document, [p for p in prints if p != document.id])),
        )

    def _reprint(self, document: Document, others: Sequence[str]) -> Iterator[Run]:
        """Yield what is said of other prints of a text; which came first, only if dates tell."""
        if not others:
            return
        known = [self.document(other) for other in sorted(others)]
        earlier = [other for other in known if _before(other, document)]
        later = [other for other in known if _before(document, other)]
        rest = [other for other in known if other not in earlier and other not in later]
        for words, named in (
            ("Going by the dates, a reprint of ", earlier),
            ("Reprinted, going by the dates, in ", later),
            ("Has the same text, in whole or for the most part, as ", rest),
        ):
            if not named:
                continue
            yield Run(words)
            for index, other in enumerate(named[:MAX_PRINTS]):
                yield Run(", " if index else "")
                yield from self._called(other)
            if len(named) > MAX_PRINTS:
                yield Run(f" and {len(named) - MAX_PRINTS} more")
            yield Run(". ")
        yield Run("All of them count as one source.")

    def _called(self, document: Document) -> Iterator[Run]:
        number = self._sources.get(document.id)
        if number is not None:
            yield Run(f"D{number} ")
        yield Run("“")
        yield Run(document.title or self.where(document.id), name=True)
        yield Run("”" if number is not None else f"” (not cited, {document.id})")


def pieces(text: str, position: Span, marks: Iterable[tuple[Span, Mark]]) -> Iterator[Piece]:
    """Yield a passage cut at its marked words, each stretch with the first mark laid on it."""
    inside = [
        (max(span.start, position.start), min(span.end, position.end), mark)
        for span, mark in marks
        if span.start < position.end and position.start < span.end
    ]
    borders = {cut for start, end, _ in inside for cut in (start, end)}
    cuts = sorted({position.start, position.end} | borders)
    merged: list[tuple[int, int, Mark]] = []
    for start, end in pairwise(cuts):
        laid: Mark = next((mark for a, b, mark in inside if a <= start and end <= b), "")
        if merged and merged[-1][2] == laid:
            merged[-1] = (merged[-1][0], end, laid)
        else:
            merged.append((start, end, laid))
    return (Piece(text[start:end], mark) for start, end, mark in merged)


def _marks(evidence: Evidence) -> list[tuple[Span, Mark]]:
    spans = evidence.spans
    ends: tuple[tuple[Mark, object], ...] = (
        ("subject", spans.subject),
        ("object", spans.object),
        ("value", spans.value),
        ("when", spans.when),
        ("trigger", spans.trigger),
    )
    return [(Span(end.start, end.end), mark) for mark, end in ends if isinstance(end, EndSpan)]


def _before(one: Document, other: Document) -> bool:
    """Whether one was surely published before the other; "2016" is not before "2016-04"."""
    a, b = one.published, other.published
    return a is not None and b is not None and a < b and not b.startswith(a)


def _from_word(text: str, cut: bool) -> str:
    """Drop a word that a cut has left half; keep only the passage's own paragraph."""
    if cut:
        text = text.partition(" ")[2]
    return " ".join(text.rpartition("\n\n")[2].split())


def _to_word(text: str, cut: bool) -> str:
    if cut:
        text = text.rpartition(" ")[0]
    return " ".join(text.partition("\n\n")[0].split())

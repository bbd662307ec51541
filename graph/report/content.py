"""What a report says, as data: sentences, footnotes, sources. No formatting.

Every `Sentence` carries `Ref` s; every `Ref` leads to a `Footnote`, every footnote to a `Source`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.model import Modality, Polarity, Span
from graph.query.words import Run

Mark = Literal["", "subject", "object", "value", "when", "trigger", "name"]


@dataclass(frozen=True, slots=True)
class Ref:
    """A pointer to a footnote; ``use`` counts the pointers to it, from 1, in reading order."""

    note: int
    use: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quoted passage and what it is marked as."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says what a passage says, outermost first, and the statements that rest on it."""

    words: tuple[Run, ...]
    modality: Modality
    statements: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A passage of a document.

    Attributes
    ----------
    number : int
        From 1, by first appearance.
    uses : int
        How often the report points here.
    source : int
        Number of the document in the list of sources.
    page, last_page : int or None
        Where the passage begins and ends, for documents with pages.
    position : Span
        Code points, half-open, in the document's text.
    before, after : str
        Some of the words around the passage.
    pieces : tuple of Piece
        The passage, word for word.
    voices : tuple of Voice
        Who says so, for each statement that rests on the passage; empty when none does.
    """

    number: int
    uses: int
    source: int
    page: int | None
    last_page: int | None
    position: Span
    before: str
    after: str
    pieces: tuple[Piece, ...]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that the report cites. ``published`` is in words; ``reprint`` says of what."""

    number: int
    document: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: str | None
    language: str | None
    paths: tuple[str, ...]
    content_sha256: str
    reprint: tuple[Run, ...]

    @property
    def label(self) -> str:
        """The title, or else the file's name, or else the id."""
        return self.title or (f"untitled, file {self.file}" if self.paths else self.document)

    @property
    def file(self) -> str:
        """The first of the file names."""
        return self.paths[0] if self.paths else "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence about the world, as some people put it, with its footnotes in place."""

    parts: tuple[Run | Ref, ...]
    modality: Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim: what is said and by whom, a sentence for each way of putting it.

    ``decided`` says which people decided about it, and what.
    """

    number: int
    claim: str
    polarity: Polarity
    sentences: tuple[Sentence, ...]
    independent_sources: int
    passages: int
    left_out: int
    decided: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Statements about the same thing, what is affirmed beside what is denied."""

    affirmed: tuple[Statement, ...]
    denied: tuple[Statement, ...]
    contradictions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Topics of one predicate."""

    heading: tuple[Run, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of the name, how often it stands, and one place where it does."""

    text: str
    count: int
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A name that stands where it could mean the entity or another; ``names`` are all of them."""

    text: str
    count: int
    names: tuple[str, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An entity named in the same sentences. No stated relation."""

    name: str
    type: str
    sentences: int
    independent_sources: int
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A document in which the entity is named, and passages that do so."""

    source: int
    mentions: int
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCounts:
    """How much of what was given could be read.

    ``unread`` documents have text but gave no names (of a language that is not read, say);
    ``failed`` files gave no text at all; ``retracted`` documents are not among ``documents``.
    """

    documents: int
    unread: int
    retracted: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What the documents of a case say about one entity.

    ``decided`` says what people decided of who it is, its name and its type.
    """

    entity: str
    name: str
    type: str
    decided: tuple[str, ...]
    forms: tuple[Form, ...]
    forms_left_out: int
    unnamed_mentions: int
    unclear: tuple[Unclear, ...]
    mentions: int
    documents: int
    independent_sources: int
    groups: tuple[Group, ...]
    statements: int
    statements_left_out: int
    set_aside: int
    disputed: int
    neighbours: tuple[Neighbour, ...]
    neighbours_left_out: int
    namings: tuple[Naming, ...]
    namings_left_out: int
    footnotes: tuple[Footnote, ...]
    sources: tuple[Source, ...]
    counts: CaseCounts
    pipelines: tuple[str, ...]

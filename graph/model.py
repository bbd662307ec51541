"""The words everything else is written in: mention, statement, reading, decision, entity, claim.

Offsets are Unicode code points, half-open ``[start, end)``, into a document's stored text.
``Mention``, ``Entity``, ``Claim`` and ``Evidence`` are derived; ``Reading`` and ``Decision`` are
recorded. Field names follow W3C Web Annotation (selectors), PROV-O (attribution, generation),
Wikidata (ranks) and EDTF (dates), and are those of the export.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from corpus import Quote

Form = Literal["named", "nominal", "pronoun"]
Polarity = Literal["affirmed", "denied"]
Modality = Literal["asserted", "alleged", "planned", "hypothetical"]
How = Literal["publisher", "author", "direct", "indirect"]
ValueKind = Literal["number", "position", "text", "date"]
Rank = Literal["preferred", "normal", "deprecated"]
DecisionKind = Literal[
    "same",
    "different",
    "unsure",
    "rename",
    "retype",
    "split",
    "verdict",
    "correction",
    "addition",
    "note",
    "view",
]

MAX_PASSAGE_SENTENCES = 3


class WhenceError(Exception):
    """Base of every error that a user may see: a code, what happened, what to do next.

    Parameters
    ----------
    code : str
        Stable short code, ``W2xx`` for this package.
    message : str
        What happened and how to mend it, in words for people.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"[{code}] {message}")
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[object, ...]:
        """Let every error travel between processes, whatever its class asks for when made."""
        return _remade, (type(self), self.args), self.__dict__


def _remade(kind: type[WhenceError], arguments: tuple[object, ...]) -> WhenceError:
    return kind.__new__(kind, *arguments)


class EvidenceError(WhenceError):
    """A claim has no passage, or its passage does not stand in its document."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: code points, half-open ``[start, end)``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise EvidenceError(
                "W201", f"A span needs 0 <= start < end, not {self.start}, {self.end}."
            )

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place in a text that outlives ids: what a person's decision hangs on."""

    text_sha256: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """What made something (PROV-O ``wasGeneratedBy``)."""

    component: str
    version: str


# --- recorded: what one version of the pipeline found in one text ---------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMention:
    """A mention as a reading records it; ``score`` is a probability in [0, 1].

    ``event`` is the kind of event, of the ontology, that the words name, and ``None`` for words
    that name none.
    """

    start: int
    end: int
    text: str
    type: str
    form: Form
    score: float
    component: str
    event: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSpan:
    """Where one end of a statement stands; ``via`` is the name that a pronoun or nominal means."""

    start: int
    end: int
    via: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """The words of a passage that carry its claim, each inside the passage."""

    trigger: EndSpan | None = None
    subject: EndSpan | None = None
    object: EndSpan | None = None
    value: EndSpan | None = None
    when: EndSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A claim's literal end: a position, a number with its unit, a date or plain words."""

    kind: ValueKind
    text: str
    number: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSpeaker:
    """Who is heard saying a statement inside the text, as far as the text tells.

    ``mention`` is the index of the speaker's mention in the reading, or ``None`` where the text
    does not name the speaker; ``words`` are then what it calls whoever that is ("two officials").
    """

    mention: int | None
    how: How
    cue: Span | None
    words: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim whose ends are mentions of one text, with the passage that carries it.

    ``subject`` and ``object`` are indexes into the reading's mentions. ``speakers`` run from the
    outermost to the innermost; publisher and author are not among them, for they are metadata.
    ``when`` is EDTF where the words alone resolve it, else ``None`` (the words stay in
    ``spans.when``). ``relative`` then says what they mean against the document's date, in the
    form that :func:`graph.extract.time.resolve` reads, or is ``None`` too.
    """

    subject: int
    predicate: str
    role: str | None
    object: int | None
    value: Value | None
    when: str | None
    polarity: Polarity
    modality: Modality
    passage: Span
    spans: Spans
    speakers: tuple[FoundSpeaker, ...]
    score: float
    component: str
    rule: str | None
    relative: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one version of the pipeline found in one text; immutable once recorded.

    Attributes
    ----------
    text_sha256 : str
        Hash of the text that was read.
    set_aside_sha256 : str
        Hash of the set-aside spans, for other spans give another reading.
    pipeline : str
        Version of the pipeline, extractor included.
    sentences : tuple of Span
        In text order, without overlap; set-aside text belongs to none.
    mentions : tuple of FoundMention
        In text order.
    chains : tuple of tuple of int
        Coreference: indexes of mentions that mean the same, at least two each.
    statements : tuple of Statement
        In text order of their passages.
    unread : str or None
        Why nothing was read (an unsupported language, say), or ``None``.
    """

    text_sha256: str
    set_aside_sha256: str
    pipeline: str
    sentences: tuple[Span, ...] = ()
    mentions: tuple[FoundMention, ...] = ()
    chains: tuple[tuple[int, ...], ...] = ()
    statements: tuple[Statement, ...] = ()
    unread: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided, hung on anchors; appended, never overwritten.

    Attributes
    ----------
    targets : tuple of Anchor
        For ``same``, ``different``, ``unsure`` and ``split`` those of one side, then those of the
        other; for ``rename`` and ``retype`` those of one entity; for ``verdict`` the passage, the
        subject and, if there is one, the object.
    value : object
        JSON data, by kind; see :mod:`graph.case.decision_values`.
    created_at : str
        UTC, ISO 8601 to the microsecond; no two decisions of a case are made at one time.
    undone_at : str or None
        When it was taken back. It stays in the case.
    """

    id: str
    kind: DecisionKind
    targets: tuple[Anchor, ...]
    value: object
    reason: str | None
    decided_by: str
    created_at: str
    undone_at: str | None = None


# --- derived: a pure function of what is recorded -------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A mention in the case; ``entity`` is ``None`` when it was left unresolved."""

    id: str
    document: str
    start: int
    end: int
    text: str
    type: str
    form: Form
    entity: str | None
    score: float
    generated_by: Generator


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSummary:
    """What the claims about an event agree on; disputed fields are ``None``."""

    kind: str | None
    when: str | None
    location: str | None
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something that mentions refer to; its id is the smallest of their ids."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    mention_count: int
    document_count: int
    independent_sources: int
    event: EventSummary | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One link of the chain of who says so (PROV-O ``wasAttributedTo``)."""

    entity: str | None
    name: str | None
    how: How
    cue: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceGenerator:
    """What made a piece of evidence, and by which rule or head."""

    component: str
    version: str
    rule: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage that carries a claim, and who says so, outermost first."""

    document: str
    content_sha256: str
    page: int | None
    position: Span
    quote: Quote
    spans: Spans
    attributed_to: tuple[Speaker, ...]
    modality: Modality
    score: float
    generated_by: EvidenceGenerator
    independence_group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An edge: somebody says that things stand in a relation. Never without evidence.

    Raises
    ------
    EvidenceError
        If ``evidence`` is empty.
    """

    id: str
    subject: str
    predicate: str
    role: str | None
    object: str | None
    value: Value | None
    when: str | None
    polarity: Polarity
    modalities: tuple[Modality, ...]
    independent_sources: int
    rank: Rank
    deprecated_reason: str | None
    score: float
    evidence: tuple[Evidence, ...] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        if not self.evidence:
            raise EvidenceError(
                "W202", f"Claim {self.id} has no passage; a claim needs at least one."
            )


def public_id(prefix: str, *parts: object) -> str:
    """Return a stable id: the prefix and 16 hexadecimal digits of the parts' SHA-256."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8')).hexdigest()[:16]}"

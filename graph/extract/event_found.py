"""One event as the words of a sentence give it, in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from graph.extract.arguments import Filler
from graph.extract.drafts import When
from graph.extract.ends import End
from graph.extract.quantities import Quantity
from graph.extract.way import Stance
from graph.model import Span
from graph.ontology import EventKind


@dataclass(slots=True)
class Part:
    """Somebody's part in an event, the word that gave it, and the place that the word fills."""

    role: str
    end: End
    filler: Filler
    place: str


@dataclass(slots=True)
class Found:
    """One event as its words give it."""

    kind: EventKind
    trigger: Token
    span: Span
    source: str
    carrier: Token | None
    parts: list[Part] = field(default_factory=list)
    places: list[tuple[End, Token]] = field(default_factory=list)
    when: When | None = None
    quantity: Quantity | None = None
    stance: Stance = field(default_factory=Stance)
    orderer: Stance | None = None
    shared: Stance | None = None
    weak: bool = False
    vague: bool = False
    hidden_agent: bool = False
    hidden_patient: bool = False

    def known(self, role: str) -> bool:
        """Whether somebody or something is known to have a role."""
        return any(part.role == role for part in self.parts)

    def has_part(self, mention: int) -> bool:
        """Whether a mention has a part in the event."""
        return any(part.end.mention == mention for part in self.parts)

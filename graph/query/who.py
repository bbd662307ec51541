"""Why two entities are one, or are not: the resolution of a case, asked about its entities."""

from __future__ import annotations

from collections.abc import Mapping

from corpus import Document
from graph.case import Case
from graph.derive.by_hand import settled
from graph.derive.entities import mention_id
from graph.derive.who import sources
from graph.identity import MentionKey
from graph.identity.decided import Decided, with_types
from graph.identity.resolve import Resolution, Why, resolve
from graph.model import Entity, Reading


class Who:
    """Who is who in a case, with reasons; computed whole when made. Derived tables must be current.

    Attributes
    ----------
    documents, readings : mapping
        Those that count, by document id.
    what : Decided
        What people decided.
    resolution : Resolution
        What follows from it and from the readings.
    """

    def __init__(self, case: Case) -> None:
        documents: dict[str, Document] = {}
        readings: dict[str, Reading] = {}
        for stored in case.recorded.documents():
            reading = case.recorded.reading(stored)
            if stored.retracted_at is None and reading is not None:
                documents[stored.document.id] = stored.document
                readings[stored.document.id] = reading
        by_hand = settled(documents, readings, case.recorded.decisions.all())
        readings = dict(by_hand.readings)
        self.documents: Mapping[str, Document] = documents
        self.readings: Mapping[str, Reading] = readings
        self.what: Decided = by_hand.what
        self.resolution: Resolution = resolve(
            with_types(readings, self.what.types),
            self.what.constraints,
            sources(documents, case.derived.reprint_groups()),
        )
        self._key_of = {
            mention_id(document, mention): (document, index)
            for document, reading in readings.items()
            for index, mention in enumerate(reading.mentions)
        }
        self.entity_of: Mapping[MentionKey, str] = {
            self._key_of[mention.id]: mention.entity
            for mention in case.derived.mentions()
            if mention.entity is not None and mention.id in self._key_of
        }

    def id_of(self, key: MentionKey) -> str:
        """Return the id of a mention."""
        return mention_id(key[0], self.readings[key[0]].mentions[key[1]])

    def why(self, one: Entity, other: Entity) -> Why:
        """Return why two entities, or one by two of its mentions' ids, are one or are not."""
        return self.resolution.why(self._key_of[one.id], self._key_of[other.id])

    def why_mentions(self, one: str, other: str) -> Why:
        """Return why two mentions, by their ids, are of one entity or are not."""
        return self.resolution.why(self._key_of[one], self._key_of[other])

"""What an event that was read says: drafts of statements, and its mention."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extract.drafts import Draft, EventMention, Point, When
from graph.extract.ends import End
from graph.extract.event_found import Found, Part
from graph.extract.inflections import lemma
from graph.extract.syntax import case_words, text_of
from graph.extract.tools import Finder
from graph.extract.way import Stance
from graph.model import EndSpan, Span, Value

COMPONENT = "whence_events"
_BOTH_SIDES = frozenset({"participant", "party"})
_RULE_WORTH = {"verb": 0.95, "noun": 0.9, "light-verb": 0.93, "named": 0.9}


class EventDrafts(Finder):
    """Puts events of one document into statements.

    Parameters
    ----------
    tools : Tools
    """

    def mention(self, found: Found) -> EventMention:
        """Return the words that name the event, with what tells it from others."""
        patients = {role for role, sources in found.kind.roles.items() if "ARG1" in sources}
        agents = {role for role, sources in found.kind.roles.items() if "ARG0" in sources}
        chain = self._ends.chain
        determiners = {c.lower_ for c in found.trigger.children if c.dep_ == "det"}
        return EventMention(
            span=found.span,
            kind=found.kind.name,
            lemma=lemma(found.trigger),
            text=text_of(self._doc)[found.span.start : found.span.end],
            named=found.source == "named",
            definite=bool(determiners & {"the", "this", "that", "these", "those"}),
            patients=frozenset(chain(p.end.mention) for p in found.parts if p.role in patients),
            agents=frozenset(chain(p.end.mention) for p in found.parts if p.role in agents),
            others=frozenset((p.role, chain(p.end.mention)) for p in found.parts),
            places=frozenset(chain(end.mention) for end, _ in found.places),
            when=found.when.when if found.when else None,
            number=None if found.quantity is None else str(found.quantity.number),
            score=round(min(1.0, found.stance.sure), 4),
        )

    def of(self, found: Found) -> Iterator[Draft]:
        """Yield what is said of the event; nothing where nothing about it is known."""
        parts = found.parts
        stance = found.stance
        counted = found.quantity is not None or (found.when is not None and not found.weak)
        known = bool(parts) or bool(found.places) or counted or found.source == "named"
        if not (known or stance.polarity == "denied"):
            return
        if stance.polarity == "denied":
            agents = [p for p in parts if p.place in {"ARG0", "participant"}]
            if any(p.role in _BOTH_SIDES for p in agents):
                agents = parts  # who did not meet X, X did not meet either
            if not agents and found.hidden_agent:
                return  # who is said not to have done it is not known
            parts = agents or parts
            if not parts and found.hidden_patient:
                return  # nor who is said not to have been done it to
            if not parts and found.places:
                yield from self._where_not(found)
                return
            if not parts:
                yield self._draft(found, "occurred", stance=stance, rule="denied-event")
                return
        for part in parts:
            yield self._participant(found, part)
        if stance.polarity == "denied":
            return
        for end, word in found.places:
            yield self._draft(
                found,
                "happened-in",
                object_=end,
                rule=f"{found.source}-place",
                worth=end.sure * (0.95 if case_words(word) else 0.85),
            )
        if found.when is not None:
            when = found.when
            words = text_of(self._doc)[when.span.start : when.span.end]
            yield self._draft(
                found,
                "happened-on",
                value=Value(kind="date", text=when.when or " ".join(words.split())),
                value_words=when.span,
                when=when,
                rule=f"{found.source}-time",
                worth=0.95,
            )
        if found.quantity is not None:
            number = found.quantity
            yield self._draft(
                found,
                "number-affected",
                value=Value(
                    kind="number", text=number.text, number=number.number, unit=number.unit
                ),
                value_words=number.span,
                rule=f"{found.source}-number",
                worth=0.93,
            )

    def _where_not(self, found: Found) -> Iterator[Draft]:
        """Yield where nothing of the sort happened: "nobody was tortured in X"."""
        for end, _ in found.places:
            yield self._draft(
                found, "happened-in", object_=end, rule="denied-place", worth=end.sure * 0.95
            )

    def _participant(self, found: Found, part: Part) -> Draft:
        stance = found.stance
        if part.role == "organiser" and found.orderer is not None:
            stance = found.orderer
        if part.filler.rule == "part-in" and found.shared is not None:
            stance = found.shared
        at = found.carrier if part.filler.token.head == found.carrier else found.trigger
        worth = part.end.sure * part.filler.sure
        # Who receives a threat is ARG0 of "receive", whatever the noun makes of them.
        place = "" if at == found.carrier and part.place == "ARG1" else part.place
        agreed = self._opinion.of_role(at or found.trigger, part.filler.token, place)
        return self._draft(
            found,
            "participant",
            role=part.role,
            object_=part.end,
            stance=stance,
            rule=f"{found.source}-{part.filler.rule}",
            worth=worth,
            agreed=agreed,
        )

    def _draft(
        self,
        found: Found,
        predicate: str,
        *,
        rule: str,
        role: str | None = None,
        object_: End | None = None,
        value: Value | None = None,
        value_words: Span | None = None,
        when: When | None = None,
        stance: Stance | None = None,
        worth: float = 1.0,
        agreed: float = 1.0,
    ) -> Draft:
        stance = stance or found.stance
        score = _RULE_WORTH[found.source] * worth * stance.sure
        score *= min(agreed, self._opinion.of_stance(found.carrier or found.trigger, stance))
        if found.weak:
            score *= 0.93
        if found.vague:
            score *= 0.85
        return Draft(
            subject=Point(
                mention=found.span, words=EndSpan(start=found.span.start, end=found.span.end)
            ),
            predicate=predicate,
            role=role,
            object=None
            if object_ is None
            else Point(mention=self._span_of(object_.mention), words=object_.span),
            value=value,
            value_words=value_words,
            when=when,
            trigger=found.span,
            stance=stance,
            score=score,
            rule=re.sub(r"\s+", "-", rule),
            component=COMPONENT,
        )

    def _span_of(self, mention: int) -> Span:
        return Span(self._mentions[mention].start, self._mentions[mention].end)

"""Events: what a verb or noun says happened, who had which part in it, where, when, to how many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from graph.extract.arguments import Filler, Places, noun_places, subject_of, verb_places
from graph.extract.drafts import Draft, EventMention, Point, When
from graph.extract.ends import End
from graph.extract.inflections import lemma
from graph.extract.lexicon import light_verb, noun_kinds, verb_kinds
from graph.extract.quantities import Quantity, is_people, quantity
from graph.extract.stance import Stance, is_nobody
from graph.extract.syntax import base, case_words, children, is_passive, particles
from graph.extract.tools import Tools
from graph.extract.vocabulary import relation_words
from graph.model import EndSpan, Span, Value
from graph.ontology import EventKind, ontology

COMPONENT = "whence_events"
_PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_UNDER = frozenset({"in", "under", "on"})
_LED_BY_CARRIER = frozenset({"ARG2", "to", "against", "on", "before", "into"})
_WHERE = frozenset({"in", "at", "inside", "within", "across", "throughout"})
_ALL_PARTIES = frozenset({"participant", "party"})
_NEEDS_POSITION = frozenset({"name", "make", "install", "assign", "designate", "hire", "elevate"})
_HAPPENING = frozenset({"take", "occur", "happen", "begin", "start", "erupt", "hold"})
_UNACCUSATIVE = frozenset(
    {"go underground", "dissolve", "disband", "close down", "shut down", "drown", "burn"}
)
_NOT_EVENTS = frozenset({"replace", "take the oath"})
_ACCUSING = frozenset({"accuse", "charge", "suspect", "blame", "indict", "prosecute", "try"})
_ORDERS = frozenset({"order", "authorise", "command", "instruct", "direct"})
_RULE_WORTH = {"verb": 0.95, "noun": 0.9, "light-verb": 0.93, "named": 0.9}


@dataclass(slots=True)
class _Part:
    role: str
    end: End
    filler: Filler
    place: str


@dataclass(slots=True)
class _Found:
    """One event as its words give it."""

    kind: EventKind
    trigger: Token
    span: Span
    source: str
    carrier: Token | None
    parts: list[_Part] = field(default_factory=list)
    places: list[tuple[End, Token]] = field(default_factory=list)
    when: When | None = None
    quantity: Quantity | None = None
    stance: Stance = field(default_factory=Stance)
    orderer: Stance | None = None
    weak: bool = False
    vague: bool = False
    hidden_agent: bool = False


class EventFinder:
    """Finds the events of one document.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        self._doc = tools.doc
        self._mentions = tools.mentions
        self._ends = tools.ends
        self._times = tools.times
        self._stances = tools.stances
        self._opinion = tools.opinion
        self._taken: set[int] = set()

    def find(self) -> Iterator[tuple[EventMention, tuple[Draft, ...]]]:
        """Yield each event's mention with what is said of it, in text order.

        Of a noun nothing may be said here, and yet somebody may know of it, or lead to it.
        """
        for token in self._doc:
            found = None if token.idx in self._taken else self._read(token)
            if found is not None:
                self._take(found)
                drafts = tuple(self._drafts(found))
                if drafts:
                    yield self._mention(found), drafts
                elif found.source != "verb" and not found.weak:
                    yield self._mention(found), ()

    # -- which words ----------------------------------------------------------------------------

    def _take(self, found: _Found) -> None:
        """Keep words of a longer phrase from naming a second event: "brought charges against"."""
        words = self._doc.char_span(found.span.start, found.span.end, alignment_mode="expand")
        self._taken.update(token.idx for token in words or ())

    def _read(self, token: Token) -> _Found | None:
        inside = self._ends.inside(token)
        if inside is not None and self._mentions[inside].type != "EVENT":
            return None
        if token.pos_ == "VERB" or (token.tag_ == "VBN" and token.dep_ in {"amod", "acl"}):
            if inside is not None:
                return None
            options = [o for o in verb_kinds(token) if o[1] not in _NOT_EVENTS]
            return self._best(self._verb(token, kind, phrase) for kind, phrase in options)
        if token.pos_ in {"NOUN", "PROPN"}:
            if inside is not None and self._ends.named(token) != inside:
                return None
            if base(token.dep_) in {"compound", "flat"}:
                return None
            return self._best(
                self._noun(token, kind, phrase, inside) for kind, phrase in noun_kinds(token)
            )
        return None

    def _best(self, options: Iterable[_Found | None]) -> _Found | None:
        """Choose the kind whose places are filled best; none where two are filled alike."""
        kept = [option for option in options if option is not None]
        if not kept:
            return None
        kept.sort(key=lambda f: (f.weak, -len(f.parts)))
        first = kept[0]
        if len(kept) > 1 and (kept[1].weak, len(kept[1].parts)) == (first.weak, len(first.parts)):
            return None
        return first

    # -- verbs ------------------------------------------------------------------------------------

    def _verb(self, verb: Token, kind: EventKind, phrase: str) -> _Found | None:
        weak = phrase in kind.weak
        if weak and any(t.tag_ == "VB" for t in children(verb, "xcomp")):
            return None  # "tried to", "called to"
        places = verb_places(verb)
        if weak and self._is_relation(verb, places):
            return None
        if phrase in _UNACCUSATIVE and not is_passive(verb) and not places.get("ARG1"):
            places["ARG1"] = places.pop("ARG0", [])
        found = _Found(kind, verb, self._verb_span(verb, phrase), "verb", None, weak=weak)
        self._fill(found, places)
        if phrase in {"run for", "stand for"}:
            for part in found.parts:
                part.role = "candidate" if part.place == "ARG0" else part.role
        if weak and not self._fits(found, places):
            return None
        needs_position = kind.name == "appointment" and lemma(verb) in _NEEDS_POSITION
        if needs_position and not self._gives_position(verb):
            return None
        found.hidden_agent = any(not is_nobody(f.token) for f in places.get("ARG0", ()))
        found.quantity = self._quantity(kind, places)
        found.places = [*self._where(verb), *self._where_patients(kind, places)]
        found.when = self._times.of(verb)
        return self._put(found, verb)

    def _verb_span(self, verb: Token, phrase: str) -> Span:
        last = verb
        for part in particles(verb):
            if part.i == last.i + 1:
                last = part
        words = phrase.split()[1:]
        for word in words:
            for follows in self._doc[last.i + 1 : min(last.i + 4, verb.sent.end)]:
                if word in (follows.lower_, lemma(follows)):
                    last = follows
                    break
        return Span(verb.idx, last.idx + len(last))

    def _fits(self, found: _Found, places: Places) -> bool:
        """Whether a weak word is one here: what it is done to, if it is done, is a known name."""
        done_to = places.get("ARG1", ())
        moves = any({"ARG0", "ARG1"} <= set(s) for s in found.kind.roles.values())
        if not done_to and moves and found.kind.possessive == "ARG1":
            done_to = places.get("ARG0", ())  # "inmates vanished"
        if done_to and any("ARG1" in s for s in found.kind.roles.values()):
            tokens = {filler.token.i for filler in done_to}
            if any(part.filler.token.i in tokens for part in found.parts) or (
                bool(found.kind.counts) and any(_is_plainly_people(f.token) for f in done_to)
            ):
                return True
            found.vague = _works_on_things(found.kind)
            return found.vague and any(part.place == "ARG0" for part in found.parts)
        if found.kind.possessive == "ARG1" and not done_to:
            return False  # somebody did it, and to whom is not said
        return bool(found.parts)

    def _is_relation(self, verb: Token, places: Places) -> bool:
        """Whether the verb says a relation rather: "sits on the commission"."""
        rows = relation_words()["verbs"].get(lemma(verb), ())
        return any(not row["to"].startswith("ARG") and places.get(row["to"]) for row in rows)

    def _gives_position(self, verb: Token) -> bool:
        heads = ontology().positions.heads
        for child in children(verb, "xcomp", "obl", "obj", "nmod", "appos"):
            if child.lower_ in heads or lemma(child) in heads:
                return True
        return False

    # -- nouns ------------------------------------------------------------------------------------

    def _noun(self, noun: Token, kind: EventKind, phrase: str, inside: int | None) -> _Found | None:
        source = "noun" if inside is None else "named"
        span = self._noun_span(noun, phrase) if inside is None else self._span_of(inside)
        weak = phrase in kind.weak
        found = _Found(kind, noun, span, source, None, weak=weak)
        places = self._noun_arguments(noun, kind)
        self._fill(found, places)
        carrier, argument = self._carrier(noun)
        stance_at = noun
        if carrier is not None and argument is not None:
            found.carrier = carrier
            self._carry(found, carrier, argument)
            if argument not in {"organiser", "accused"}:
                stance_at = carrier
                found.source = "light-verb"
        verbs = [carrier] if carrier is not None and argument != "ARG1" else []
        happening = self._happening(noun)
        if happening is not None:
            verbs.append(happening)
        if weak and not found.parts and inside is None:
            return None
        found.quantity = self._quantity(kind, places)
        found.places = [end for at in (noun, *verbs) for end in self._where(at)]
        found.places += [*self._place_names(noun, places), *self._where_patients(kind, places)]
        found.when = self._times.of(noun, *verbs)
        if inside is not None:
            found.places += self._places_inside(inside)
            found.when = found.when or self._year_inside(inside)
        return self._put(found, stance_at, noun=noun)

    def _noun_span(self, noun: Token, phrase: str) -> Span:
        first = noun
        for word in reversed(phrase.split()[1:]):
            before = first.nbor(-1) if first.i else first
            if word in (before.lower_, lemma(before)):
                first = before
        return Span(first.idx, noun.idx + len(noun))

    def _span_of(self, mention: int) -> Span:
        return Span(self._mentions[mention].start, self._mentions[mention].end)

    def _noun_arguments(self, noun: Token, kind: EventKind) -> Places:
        """Give the possessor and the compound their place, by what else is there."""
        places = noun_places(noun)
        possessors = places.pop("'s", [])
        compounds = places.pop("compound", [])
        of_phrase = bool(places.get("of"))
        for filler in possessors:
            end = self._ends.of(filler.token)
            if end is None:
                continue
            person = self._mentions[end.mention].type == "PERSON"
            if kind.possessive == "ARG0" or of_phrase:
                places["ARG0"].append(filler)
            elif person:
                places["ARG1"].append(filler)
        if kind.possessive == "ARG1" and children(noun, "cop") and case_words(noun) in _UNDER:
            subject = subject_of(noun)  # "X was in custody"
            if subject is not None:
                places["ARG1"].append(subject)
        for filler in compounds:
            end = self._ends.of(filler.token)
            if end is None or self._mentions[end.mention].type != "PERSON":
                continue
            if kind.possessive == "ARG1" and kind.family == "justice":
                places["ARG1"].append(replace(filler, sure=0.7))
        return places

    def _carrier(self, noun: Token) -> tuple[Token | None, str | None]:
        """Find the light verb that carries the noun, and which argument its subject is."""
        verb: Token | None = None
        label = base(noun.dep_)
        if noun.dep_ in {"obj", "nsubj:pass"}:
            verb, preposition = noun.head, ""
        elif label in {"obl", "nmod"} and noun.head.pos_ in {"VERB", "ADJ", "NOUN"}:
            verb, preposition = noun.head, case_words(noun)
            if verb.pos_ == "NOUN":  # "had a hand in", "took part in": the noun governs
                preposition = case_words(noun)
                verb = verb.head if verb.dep_ == "obj" else None
        else:
            preposition = ""
        for clause in children(noun, "acl", "acl:relcl"):
            argument = light_verb(clause, "")
            if argument is not None and (is_passive(clause) or clause.dep_ == "acl:relcl"):
                return clause, argument
        if verb is None:
            return None, None
        argument = light_verb(verb, preposition)
        if argument is None and preposition in {"of", "with", "for"}:
            argument = "accused" if lemma(verb) in _ACCUSING else None
        return (verb, argument) if argument is not None else (None, None)

    def _carry(self, found: _Found, carrier: Token, argument: str) -> None:
        """Give the light verb's subject, or its agent, its part in the noun's event."""
        places = verb_places(carrier)
        noun = found.trigger
        passive = is_passive(carrier)
        fillers = places.get("ARG0", [])
        if argument == "accused":  # "accused X of the murder": X would be who did it
            fillers, argument = places.get("ARG1", []), "ARG0"
        elif carrier.head == noun:
            pass  # "excavations led by X"
        elif noun.dep_ not in {"obj", "nsubj:pass"} and passive:  # "was involved in"
            fillers = places.get("ARG1", [])
        elif passive and argument == "ARG1":
            return
        fillers = [f for f in fillers if f.token.i != noun.i]
        found.hidden_agent = any(not is_nobody(f.token) for f in fillers)
        if argument in {"organiser", "participant"}:
            roles = [argument]
        else:
            roles = [
                role
                for role, sources in found.kind.roles.items()
                if argument in sources
                and not (found.kind.possessive == "ARG1" and {"ARG0", "ARG1"} <= set(sources))
            ][:1]
        for filler in fillers:
            for end in self._ends.all_of(filler.token):
                for role in roles:
                    self._part(found, role, end, filler, argument)
        self._fill(found, {p: f for p, f in places.items() if p in _LED_BY_CARRIER})
        if argument == "organiser":
            found.orderer = self._stances.of(carrier)
            if found.orderer is None:
                found.parts = [part for part in found.parts if part.role != "organiser"]

    def _happening(self, noun: Token) -> Token | None:
        """Return the verb of "the massacre took place in May", whose time and place are its own."""
        verb = noun.head
        subject = noun.dep_ in {"nsubj", "nsubj:pass"} and verb.pos_ == "VERB"
        return verb if subject and lemma(verb) in _HAPPENING else None

    def _place_names(self, noun: Token, places: Places) -> Iterator[tuple[End, Token]]:
        """Yield the place of "the Dovrek massacre" and "the massacre of Dovrek"."""
        for child in noun.children:
            by_name = child.dep_ == "compound" or (
                child.dep_ == "nmod" and case_words(child) == "of"
            )
            if by_name:
                end = self._ends.of(child)
                if end is not None and self._mentions[end.mention].type in _PLACE_TYPES:
                    yield end, child

    def _places_inside(self, event: int) -> Iterator[tuple[End, Token]]:
        """Yield the place of an event's name: of "the Dovrek killings", where Dovrek is known."""
        span = self._span_of(event)
        tokens = self._doc.char_span(span.start, span.end, alignment_mode="expand")
        for token in tokens or ():
            for index, mention in enumerate(self._mentions):
                if mention.type in _PLACE_TYPES and mention.text == token.text:
                    words = Span(token.idx, token.idx + len(token))
                    yield End(index, words, Span(mention.start, mention.end), mention.score), token
                    break

    def _year_inside(self, event: int) -> When | None:
        """Return the year of an event's name: of "the 1988 massacre"."""
        span = self._span_of(event)
        year = _YEAR.search(self._doc.text, span.start, span.end)
        if year is None:
            return None
        return When(span=Span(*year.span()), when=year[0], relative=None)

    # -- places, numbers, roles -------------------------------------------------------------------

    def _fill(self, found: _Found, places: Places) -> None:
        used: set[int] = set()
        for role, sources in found.kind.roles.items():
            wanted = list(sources)
            if {"ARG0", "ARG1"} <= set(wanted) and role not in _ALL_PARTIES:
                wanted = ["ARG1"] if places.get("ARG1") else ["ARG0"]
                wanted += [s for s in sources if not s.startswith("ARG")]
            for source in wanted:
                for filler in places.get(source, ()):
                    if filler.token.i in used:
                        continue
                    for end in self._ends.all_of(filler.token):
                        if self._part(found, role, end, filler, source):
                            used.add(filler.token.i)

    def _part(self, found: _Found, role: str, end: End, filler: Filler, place: str) -> bool:
        kind = self._mentions[end.mention].type
        known = ontology().roles.get(role)
        if known is None or kind not in known.types:
            return False
        if kind == "GPE" and place in {"of", "ARG1"} and found.kind.counts == role:
            return False  # "the massacre of Dovrek" is a place, no victim
        if any(p.role == role and self._ends.same(p.end.mention, end.mention) for p in found.parts):
            return False
        found.parts.append(_Part(role, end, filler, place))
        return True

    def _where(self, at: Token) -> Iterator[tuple[End, Token]]:
        for child in at.children:
            if base(child.dep_) in {"obl", "nmod"} and case_words(child) in _WHERE:
                for end in self._ends.all_of(child):
                    if self._mentions[end.mention].type in _PLACE_TYPES:
                        yield end, child

    def _where_patients(self, kind: EventKind, places: Places) -> Iterator[tuple[End, Token]]:
        """Yield the place of "the deaths of nine people in Tashmin"."""
        if kind.counts and kind.family in {"violence", "life", "justice"}:
            for source in kind.roles.get(kind.counts, ()):
                for filler in places.get(source, ()):
                    if is_people(filler.token):
                        yield from self._where(filler.token)
                        yield from self._held_at(filler.token)

    def _held_at(self, people: Token) -> Iterator[tuple[End, Token]]:
        """Yield the site of "inmates of the Central Prison"."""
        for child in children(people, "nmod"):
            end = self._ends.of(child) if case_words(child) == "of" else None
            if end is not None and self._mentions[end.mention].type == "FAC":
                yield end, child

    def _quantity(self, kind: EventKind, places: Places) -> Quantity | None:
        if not kind.counts:
            return None
        for source in kind.roles.get(kind.counts, ()):
            for filler in places.get(source, ()):
                found = quantity(filler.token)
                if found is not None and not self._times.is_date(filler.token):
                    return found
        return None

    # -- how it is put ----------------------------------------------------------------------------

    def _put(self, found: _Found, at: Token, noun: Token | None = None) -> _Found | None:
        stance = self._stances.of(at)
        if stance is None:
            return None
        if noun is not None and noun != at:
            beside = self._stances.beside(noun)
            if beside is None:
                return None
            stance = stance.weaker(beside.modality)
            if beside.polarity == "denied":
                stance = replace(stance, polarity="denied")
        found.stance = stance
        if found.source == "verb" and at.dep_ in {"xcomp", "ccomp"}:
            self._ordered(found, at)
        return found

    def _ordered(self, found: _Found, verb: Token) -> None:
        """Give "ordered X to be executed" its organiser."""
        if lemma(verb.head) not in _ORDERS or "organiser" not in ontology().roles:
            return
        for filler in verb_places(verb.head).get("ARG0", ()):
            for end in self._ends.all_of(filler.token):
                if self._part(found, "organiser", end, filler, "organiser"):
                    found.orderer = self._stances.of(verb.head)

    # -- what is handed over ----------------------------------------------------------------------

    def _mention(self, found: _Found) -> EventMention:
        patients = {role for role, sources in found.kind.roles.items() if "ARG1" in sources}
        chain = self._ends.chain
        determiners = {c.lower_ for c in found.trigger.children if c.dep_ == "det"}
        return EventMention(
            span=found.span,
            kind=found.kind.name,
            lemma=lemma(found.trigger),
            text=self._doc.text[found.span.start : found.span.end],
            named=found.source == "named",
            definite=bool(determiners & {"the", "this", "that", "these", "those"}),
            patients=frozenset(chain(p.end.mention) for p in found.parts if p.role in patients),
            agents=frozenset(chain(p.end.mention) for p in found.parts if p.place == "ARG0"),
            others=frozenset((p.role, chain(p.end.mention)) for p in found.parts),
            places=frozenset(chain(end.mention) for end, _ in found.places),
            when=found.when.when if found.when else None,
            number=None if found.quantity is None else str(found.quantity.number),
            score=round(min(1.0, found.stance.sure), 4),
        )

    def _drafts(self, found: _Found) -> Iterator[Draft]:
        parts = found.parts
        stance = found.stance
        counted = found.quantity is not None or (found.when is not None and not found.weak)
        known = bool(parts) or bool(found.places) or counted or found.source == "named"
        if not (known or stance.polarity == "denied"):
            return
        if stance.polarity == "denied":
            agents = [p for p in parts if p.place in {"ARG0", "participant"}]
            if not agents and found.hidden_agent:
                return  # who is said not to have done it is not known
            parts = agents or parts
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
            words = self._doc.text[when.span.start : when.span.end]
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

    def _participant(self, found: _Found, part: _Part) -> Draft:
        stance = found.stance
        if part.role == "organiser" and found.orderer is not None:
            stance = found.orderer
        at = found.carrier if part.filler.token.head == found.carrier else found.trigger
        worth = part.end.sure * part.filler.sure
        agreed = self._opinion.of_role(at or found.trigger, part.filler.token, part.place)
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
        found: _Found,
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


def _works_on_things(kind: EventKind) -> bool:
    """Whether what such an event is done to is seldom a name: records examined, a paper printed."""
    return kind.family in {"inquiry", "information"} or kind.name == "request"


def _is_plainly_people(noun: Token) -> bool:
    return noun.pos_ != "NUM" and is_people(noun)

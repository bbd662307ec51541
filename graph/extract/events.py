"""Events: what a verb or noun says happened, who had which part in it, where, when, to how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extract import event_refused as refused
from graph.extract.arguments import Filler, Places, noun_places, verb_places
from graph.extract.beside import is_nobody
from graph.extract.companions import companions
from graph.extract.contact_refused import is_other_contact
from graph.extract.done_to import (
    has_both_sides,
    is_crowd,
    is_done_to_people,
    is_known_one,
    is_plainly_people,
    is_property,
    is_site,
    of_owners,
)
from graph.extract.drafts import Draft, EventMention
from graph.extract.event_drafts import EventDrafts
from graph.extract.event_found import Found
from graph.extract.event_nouns import NounReader
from graph.extract.event_places import beside_objects, beside_obliques
from graph.extract.event_refused import is_figure, is_other_verb, is_part_of_a_name
from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds, passive_object, verb_kinds
from graph.extract.patients import counted_before
from graph.extract.rolls import counted_among, roll_of
from graph.extract.syntax import base, children, is_passive, particles
from graph.extract.tools import Tools
from graph.extract.turns import takes_responsibility
from graph.extract.way import Voice
from graph.model import Span
from graph.ontology import EventKind, ontology

_NEEDS_POSITION = frozenset(
    "name make install assign designate hire elevate choose pick select".split()
)
_NOT_EVENTS = frozenset({"replace"})
_EXPLOSIVES = frozenset("bomb device mine grenade explosive car truck landmine missile".split())
_OF_WORKS = frozenset({"publication", "leak"})
_GOING = frozenset({"visit", "go to", "cross", "return", "head for", "move"})
_CANDIDACY = frozenset({"run for", "stand for"})
_CROWDED = frozenset({"protest", "unrest", "strike"})
_BY_THEMSELVES = frozenset({"die", "perish", "succumb", "vanish", "disappear"})
_HITTING = frozenset({"shoot", "stab"})
_BOTH = 2
# Of these nothing is told unless it is known whom or what they made.
_HANDED = frozenset(
    """hand pass give deliver entrust bring turn deposit lodge send forward supply
    transmit""".split()
)
_TRADED = frozenset({"buy", "purchase", "acquire", "inherit", "sell", "resell"})
_HANDING = frozenset(
    f"{verb}{rest}" for verb in _HANDED for rest in ("", " to", " over", " over to", " with")
)
_NEEDS = {"founding": "founded"}
_ORDERS = frozenset({"order", "authorise", "command", "instruct", "direct"})


class EventFinder(NounReader):
    """Finds the events of one document.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._handed = EventDrafts(tools)
        self._taken: set[int] = set()

    def find(self) -> Iterator[tuple[EventMention, tuple[Draft, ...]]]:
        """Yield each event's mention with what is said of it, in text order.

        Of a noun nothing may be said here, and yet somebody may know of it, or lead to it.
        """
        for token in self._doc:
            found = None if token.idx in self._taken else self._read(token)
            if found is not None:
                self._take(found)
                drafts = tuple(self._handed.of(found))
                if drafts:
                    yield self._handed.mention(found), drafts
                elif found.source != "verb" and not found.weak:
                    yield self._handed.mention(found), ()

    def _take(self, found: Found) -> None:
        """Keep words of a longer phrase from naming a second event: "brought charges against"."""
        words = self._doc.char_span(found.span.start, found.span.end, alignment_mode="expand")
        self._taken.update(token.idx for token in words or ())

    def _read(self, token: Token) -> Found | None:
        inside = self._ends.inside(token)
        if inside is not None and self._mentions[inside].type != "EVENT":
            return None
        done = token.tag_ == "VBN" and token.pos_ == "ADJ" and bool(children(token, "aux:pass"))
        if token.pos_ == "VERB" or (token.tag_ == "VBN" and token.dep_ in {"amod", "acl"}) or done:
            if inside is not None:
                return None
            options = [o for o in verb_kinds(token) if o[1] not in _NOT_EVENTS]
            return self._best(self._verb(token, kind, phrase) for kind, phrase in options)
        counted = token.pos_ == "ADJ" and inside is None and counted_before(token) is not None
        if counted or (token.pos_ == "ADJ" and inside is None and children(token, "cop")):
            return self._best(self._verb(token, kind, phrase) for kind, phrase in verb_kinds(token))
        roll = roll_of(token) if inside is None else None
        if roll is not None and (named := self._roll(token, *roll)) is not None:
            return named
        if token.pos_ in {"NOUN", "PROPN"}:
            if inside is not None and self._ends.named(token) != inside:
                return None
            if base(token.dep_) in {"compound", "flat"}:
                return None
            if inside is None and (is_part_of_a_name(token) or is_figure(token)):
                return None
            return self._best(
                self._by_noun(token, kind, phrase, inside) for kind, phrase in noun_kinds(token)
            )
        return None

    def _roll(self, word: Token, kind: EventKind, role: str) -> Found | None:
        """Read those who are counted among the dead, the wounded or the detained."""
        span = Span(word.idx, word.idx + len(word))
        found = Found(kind, word, span, "noun", None)
        at = word
        for person, says in counted_among(word):
            at = says
            filler = Filler(person, "roll", 0.95)
            for end in self._ends.all_of(person):
                self._part(found, role, end, filler, "roll")
        return self._put(found, at) if found.parts else None

    def _best(self, options: Iterable[Found | None]) -> Found | None:
        """Choose the kind whose places are filled best; none where two are filled alike."""
        kept = [option for option in options if option is not None]
        if not kept:
            return None
        kept.sort(key=lambda f: (f.weak, -len(f.parts)))
        if len(kept) > 1 and kept[0].weak and not is_done_to_people(kept[0].trigger):
            things = [f for f in kept if f.kind.counts == ""]  # "handed over the files"
            kept = [f for f in things if f.known("asset")] or things or kept
        first = kept[0]
        if len(kept) > 1 and (kept[1].weak, len(kept[1].parts)) == (first.weak, len(first.parts)):
            return None
        return first

    def _verb(self, verb: Token, kind: EventKind, phrase: str) -> Found | None:
        weak = phrase in kind.weak
        if is_other_verb(verb, kind, phrase):
            return None
        places = verb_places(verb)
        beside_objects(verb, places)
        beside_obliques(verb, kind, places)
        companions(verb, kind, places)
        if kind.name == "request":
            places.pop("from", None)  # "demanded a bribe from X": X asks for nothing
        if kind.name in _OF_WORKS and weak and not self._is_of_works(places, phrase):
            return None  # "issued visas", "disclosed that", "exposed him as"
        if phrase in _GOING and kind.name != "payment" and not self._has_visitor(places):
            return None  # "sharks that visit the reef", "the money went to X"
        if weak and self._is_relation(verb, places):
            return None
        carried = [passive_object(verb, word) for word in phrase.split()[1:]]
        for noun in [*children(verb, "obj"), *(noun for noun in carried if noun is not None)]:
            told = noun in carried or phrase == "host"
            if told and kind.name in [known.name for known, _ in noun_kinds(noun)]:
                return None  # "a complaint was filed": told by the noun
            if {lemma(noun), noun.lower_} & set(phrase.split()[1:]):  # "imposed sanctions on X"
                for preposition, fillers in noun_places(noun).items():
                    if preposition == "of" and _does_of(kind):
                        continue  # "left the board of X": X does nothing
                    places[preposition] = [*places.get(preposition, ()), *fillers]
        flows = kind.name == "payment" and phrase in refused.FLOWING
        if phrase in refused.ENDING and not is_passive(verb):
            places.pop("ARG1", None)  # "X closed its doors"
        if kind.name == "seizure":
            of_owners(places)
        if phrase in _BY_THEMSELVES and not is_passive(verb):  # "in which nine died, the mayor, X,"
            places["ARG1"] = [f for f in places.get("ARG1", ()) if f.rule != "object"]
        if (
            (phrase in refused.UNACCUSATIVE or flows)
            and not is_passive(verb)
            and not places.get("ARG1")
        ):
            places["ARG1"] = places.pop("ARG0", [])
        found = Found(kind, verb, self._verb_span(verb, phrase), "verb", None, weak=weak)
        self._fill(found, places)
        if kind.name == "founding" and places.get("ARG0") and not found.known("founder"):
            return None  # somebody founded it, whoever that is: no event of its own
        if is_other_contact(found, phrase, places, self._mentions):
            return None
        if phrase == "leave" and not (found.known("origin") or found.known("destination")):
            return None  # "X left": the room, the post, the talks?
        if phrase == "leave" and places.get("ARG1") and not found.known("origin"):
            return None  # "left the archive to the museum"
        handed = phrase in _HANDING and has_both_sides(places)
        if phrase in kind.both and not handed and len({part.place for part in found.parts}) < _BOTH:
            return None
        if phrase in _CANDIDACY:
            if children(verb, "obj") or not self._is_candidacy(verb):
                return None  # "ran the ministry for years", "stands for freedom"
            for part in found.parts:
                part.role = "candidate" if part.place == "ARG0" else part.role
        if phrase in _HITTING and found.known("target"):
            weak = found.weak = not self._hits_a_person(found)
        if weak and phrase not in _CANDIDACY and not self._fits(found, places):
            return None
        needs_position = kind.name == "appointment" and lemma(verb) in _NEEDS_POSITION
        if needs_position and not self._gives_position(verb):
            return None
        found.hidden_agent = any(not is_nobody(f.token) for f in places.get("ARG0", ()))
        found.hidden_patient = any(is_known_one(f.token) for f in places.get("ARG1", ()))
        found.quantity = self._quantity(kind, places)
        found.places = [*self._where(verb), *self._where_patients(kind, places)]
        found.places = found.places or [*self._where_told(kind, verb)]
        found.places = found.places or [*self._where_targets(kind, places)]
        if kind.name == "transfer":
            found.places = [p for p in found.places if not self._is_beside_asset(found, p[1])]
        found.places = [p for p in found.places if not found.has_part(p[0].mention)]
        if not found.places:
            found.places = [*self._where_agents(kind, places)]
        found.places = found.places or [*self._where_shared(verb, kind)]
        if verb.pos_ == "VERB":  # since when somebody is dead, the sentence does not say
            found.when = self._when(verb, kind)
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

    def _fits(self, found: Found, places: Places) -> bool:
        """Whether a weak word is one here: what it is done to, if it is done, is a known name."""
        done_to = places.get("ARG1", ())
        moves = any({"ARG0", "ARG1"} <= set(s) for s in found.kind.roles.values())
        if not done_to and moves and found.kind.possessive == "ARG1":
            done_to = places.get("ARG0", ())  # "inmates vanished"
        if done_to and any("ARG1" in s for s in found.kind.roles.values()):
            tokens = {filler.token.i for filler in done_to}
            if any(part.filler.token.i in tokens for part in found.parts) or (
                bool(found.kind.counts) and any(is_plainly_people(f.token) for f in done_to)
            ):
                return True
            if found.kind.name == "attack" and any(is_site(f.token) for f in done_to):
                found.vague = True  # "stormed the town hall", "shelled the village"
                return True
            if len({part.place for part in found.parts}) >= _BOTH:
                return True  # who gave, and to whom: what it was need be no name
            if lemma(found.trigger) in _TRADED and found.kind.name == "transfer":
                return any(part.place in {"from", "to"} for part in found.parts)
            handed = found.kind.name == "transfer" and lemma(found.trigger) in _HANDED
            if handed and has_both_sides(places):
                return bool(found.known("giver") or found.known("recipient"))
            if found.kind.name == "seizure" and any(is_property(f.token) for f in done_to):
                found.vague = True  # "froze the accounts of X", "seized documents"
                return bool(found.parts)
            meets = found.kind.family == "contact" and any(
                is_plainly_people(f.token) for f in done_to
            )
            found.vague = _works_on_things(found.kind) or meets
            return found.vague and any(part.place == "ARG0" for part in found.parts)
        if lemma(found.trigger) in {"explode", "go"} and found.kind.name == "attack":
            return any(lemma(filler.token) in _EXPLOSIVES for filler in places.get("ARG0", ()))
        if found.kind.name in _CROWDED and not found.parts:
            crowd = [f.token for f in places.get("ARG0", ()) if f.token.tag_ == "NNS"]
            found.vague = any(is_crowd(word) for word in crowd)  # "hundreds marched through X"
            return found.vague
        if found.kind.name == "meeting" and not done_to:
            several = [f for f in places.get("ARG0", ()) if f.token.tag_ == "NNS"]
            found.vague = not found.parts  # "the two leaders met in X"
            return bool(found.parts) or any(is_plainly_people(f.token) for f in several)
        if found.kind.possessive == "ARG1" and not done_to:
            return False  # somebody did it, and to whom is not said
        return bool(found.parts)

    def _hits_a_person(self, found: Found) -> bool:
        return all(self._mentions[part.end.mention].type == "PERSON" for part in found.parts)

    def _by_noun(
        self, noun: Token, kind: EventKind, phrase: str, inside: int | None
    ) -> Found | None:
        found = self._read_noun(noun, kind, phrase, inside)
        if found is None or _releases_nobody(found[0]):
            return None
        return self._put(*found, noun=noun)

    def _put(self, found: Found, at: Token, noun: Token | None = None) -> Found | None:
        if found.kind.name in _NEEDS and not found.known(_NEEDS[found.kind.name]):
            return None
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
        if found.carrier is not None and takes_responsibility(found.carrier):
            if stance.polarity == "denied":
                return None  # "nobody claimed responsibility": it happened all the same
            stance = replace(stance, voices=(*stance.voices, *self._claimants(found)))
        if found.trigger.lower_ in {"warrant", "warrants"}:
            stance = stance.weaker("planned")
        found.stance = stance
        if found.source == "verb" and at.dep_ in {"xcomp", "ccomp"}:
            self._ordered(found, at)
        return found

    def _claimants(self, found: Found) -> Iterator[Voice]:
        """Yield whose word it is that they did it: "X claimed responsibility for the bombing"."""
        carrier = found.carrier
        for part in found.parts:
            if carrier is not None and part.place == "ARG0":
                yield Voice(part.end, "indirect", Span(carrier.idx, carrier.idx + len(carrier)))

    def _ordered(self, found: Found, verb: Token) -> None:
        """Give "ordered X to be executed" its organiser."""
        if lemma(verb.head) not in _ORDERS or "organiser" not in ontology().roles:
            return
        for filler in verb_places(verb.head).get("ARG0", ()):
            for end in self._ends.all_of(filler.token):
                if self._part(found, "organiser", end, filler, "organiser"):
                    found.orderer = self._stances.of(verb.head)


def _works_on_things(kind: EventKind) -> bool:
    """Whether what such an event is done to is seldom a name: records examined, a paper printed."""
    return kind.family in {"inquiry", "information"} or kind.name in {"request", "fraud"}


def _does_of(kind: EventKind) -> bool:
    """Whether "of X" beside a noun of the kind is who did it: "the resignation of X"."""
    return any({"ARG0", "of"} <= set(sources) for sources in kind.roles.values())


def _releases_nobody(found: Found) -> bool:
    """Whether a release frees nobody who is told of: of a product, of a town."""
    freed = found.known("released") or found.quantity is not None
    return found.kind.name == "release" and found.weak and not freed

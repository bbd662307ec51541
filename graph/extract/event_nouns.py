"""Events that nouns name, and the verbs that carry such nouns: "took part in the massacre"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from graph.extract.arguments import Filler, Places, noun_places, subject_of, verb_places
from graph.extract.beside import is_denied, is_nobody
from graph.extract.drafts import When
from graph.extract.event_found import Found
from graph.extract.event_parts import PartReader
from graph.extract.inflections import lemma
from graph.extract.lexicon import light_verb, noun_kinds
from graph.extract.syntax import base, case_words, children, is_passive, is_relative
from graph.model import Span
from graph.ontology import EventKind

_HAPPENING = frozenset({"take", "occur", "happen", "begin", "start", "erupt", "hold"})
_BEGINNING = frozenset({"begin", "start", "erupt"})
_PART_IN = frozenset({"part", "role", "involvement", "participation", "complicity", "hand"})
_ACCUSING = frozenset({"accuse", "charge", "suspect", "blame", "indict", "prosecute", "try"})
_PARTS = frozenset({"involvement", "participation", "role", "part", "complicity", "hand"})
_TAKING = frozenset({"accept", "pocket"})
_TAKEN = frozenset({"payment", "appointment"})
_UNDER = frozenset({"in", "under", "on"})
_LED_BY_CARRIER = frozenset({"ARG2", "to", "against", "on", "before", "into"})


class NounReader(PartReader):
    """Reads what nouns that name events say of them."""

    def _read_noun(
        self, noun: Token, kind: EventKind, phrase: str, inside: int | None
    ) -> tuple[Found, Token] | None:
        if kind.not_beside & _beside(noun):
            return None
        source = "noun" if inside is None else "named"
        span = self._noun_span(noun, phrase) if inside is None else self._span_of(inside)
        weak = phrase in kind.weak
        found = Found(kind, noun, span, source, None, weak=weak)
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
        self._by_share(found)
        found.quantity = self._quantity(kind, places)
        if weak and not found.parts and found.quantity is None and inside is None:
            return None
        found.places = [end for at in (noun, *verbs) for end in self._where(at)]
        found.places += [*self._place_names(noun, places), *self._where_patients(kind, places)]
        found.when = self._times.of(noun, *verbs)
        if happening is not None and kind.name == "conflict" and lemma(happening) in _BEGINNING:
            found.when = _from_then_on(found.when)
        if inside is not None:
            found.places += self._places_inside(inside)
            found.when = found.when or self._year_inside(inside)
        return found, stance_at

    def _by_share(self, found: Found) -> None:
        """Give X a part by "X's part in the killings"."""
        noun = found.trigger
        part = noun.head
        if noun.dep_ != "nmod" or case_words(noun) != "in" or lemma(part) not in _PART_IN:
            return
        for owner in children(part, "nmod:poss"):
            filler = Filler(owner, "part-in", 0.9)
            for end in self._ends.all_of(owner):
                self._part(found, "participant", end, filler, "participant")

    def _noun_span(self, noun: Token, phrase: str) -> Span:
        first = noun
        for word in reversed(phrase.split()[1:]):
            before = first.nbor(-1) if first.i else first
            if word in (before.lower_, lemma(before)):
                first = before
        return Span(first.idx, noun.idx + len(noun))

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
        if noun.dep_ == "xcomp" and case_words(noun):
            label = "obl"  # "will remain in custody"
        if noun.dep_ in {"obj", "nsubj:pass"}:
            verb, preposition = noun.head, ""
        elif label in {"obl", "nmod"} and noun.head.pos_ in {"VERB", "ADJ", "NOUN"}:
            verb, preposition = noun.head, case_words(noun)
            if _is_denied_part(verb) and preposition == "in":
                return verb, "participant"
            if verb.pos_ == "NOUN":  # "had a hand in", "took part in": the noun governs
                preposition = case_words(noun)
                verb = verb.head if verb.dep_ == "obj" else None
        else:
            preposition = ""
        for clause in children(noun, "acl", "acl:relcl"):
            argument = light_verb(clause, "")
            if argument is not None and (is_passive(clause) or clause.dep_ == "acl:relcl"):
                return clause, argument
        for phrase in children(noun, "nmod"):  # "a suit for libel which X brought"
            for clause in children(phrase, "acl:relcl"):
                argument = light_verb(clause, "")
                which = any(is_relative(word) for word in children(clause, "obj"))
                if argument is not None and which and not noun_kinds(phrase):
                    return clause, argument
        if verb is None:
            return None, None
        argument = light_verb(verb, preposition)
        if argument is None and preposition in {"of", "with", "for"}:
            argument = "accused" if lemma(verb) in _ACCUSING else None
        return (verb, argument) if argument is not None else (None, None)

    def _carry(self, found: Found, carrier: Token, argument: str) -> None:
        """Give the light verb's subject, or its agent, its part in the noun's event."""
        places = verb_places(carrier)
        noun = found.trigger
        passive = is_passive(carrier)
        if lemma(carrier) in _TAKING and found.kind.name not in _TAKEN:
            return  # "accepted the resignation of X"
        if lemma(carrier) == "hold" and found.kind.name == "appointment":
            return  # whoever is to be received somewhere "held an appointment"
        fillers = places.get("ARG0", [])
        if carrier.pos_ == "NOUN":  # "X denied any involvement in"
            fillers = [subject] if (subject := subject_of(carrier.head)) is not None else []
        elif argument == "accused":  # "accused X of the murder": X would be who did it
            fillers, argument = places.get("ARG1", []), "ARG0"
        elif carrier.head == noun or carrier.head.head == noun:
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
            for end in self._ends.all_of(filler.token, until=filler.until):
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


def _from_then_on(when: When | None) -> When | None:
    """Return a date as the beginning of what lasts: "since the war began in 2011"."""
    if when is None or when.when is None or "/" in when.when:
        return when
    return replace(when, when=f"{when.when}/..", relative=None)


def _beside(noun: Token) -> set[str]:
    """Return the words right beside a noun, the prepositions after it, and what governs it."""
    near = {lemma(child) for child in children(noun, "amod", "compound", "nmod:poss")}
    near |= {case_words(child) for child in children(noun, "nmod")}
    if noun.dep_ in {"obj", "nsubj:pass", "compound"}:
        near.add(lemma(noun.head))
        near |= {case_words(child) for child in children(noun.head, "obl")} & {"against"}
    return near


def _is_denied_part(noun: Token) -> bool:
    """Whether a noun says that somebody had a part, and somebody denies having had it."""
    return lemma(noun) in _PARTS and is_denied(noun) and not children(noun, "nmod:poss")

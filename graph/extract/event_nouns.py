"""Events that nouns name, and the verbs that carry such nouns: "took part in the massacre"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.arguments import Filler, Places, noun_places, subject_of, verb_places
from graph.extract.beside import is_denied, is_nobody
from graph.extract.drafts import When
from graph.extract.ends import End
from graph.extract.event_found import Found
from graph.extract.event_parts import PartReader
from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds
from graph.extract.occasions import carries, is_occasion, is_trip
from graph.extract.quantities import quantity, toll
from graph.extract.syntax import base, case_words, children, is_passive, is_relative
from graph.extract.turns import takes_responsibility
from graph.model import Span
from graph.ontology import EventKind, ontology

_HAPPENING = frozenset("take occur happen begin start erupt hold open convene".split())
_COMPLETED = {
    "treaty": frozenset({"sign", "conclude", "reach", "initial", "ratify", "broker"}),
    "transfer": frozenset({"complete", "conclude", "finalise", "finalize", "close", "make"}),
    "merger": frozenset({"complete", "conclude", "finalise", "finalize"}),
    "payment": frozenset({"make", "deliver", "send", "wire"}),
}
_BEGINNING = frozenset({"begin", "start", "erupt"})
_PART_IN = frozenset({"part", "role", "involvement", "participation", "complicity", "hand"})
_ACCUSING = frozenset({"accuse", "charge", "suspect", "blame", "indict", "prosecute", "try"})
_PARTS = frozenset({"involvement", "participation", "role", "part", "complicity", "hand"})
_TAKING = frozenset({"accept", "pocket"})
_TAKEN = frozenset({"payment", "appointment"})
_UNDER = frozenset({"in", "under", "on"})
_GIVING = frozenset({"give", "hand", "grant", "award", "deal", "offer"})
_BEFOREHAND = frozenset({"order", "promise", "plan", "authorise", "instigate", "command"})
_BRINGING = frozenset({"file", "bring", "launch", "initiate", "lodge", "start"})
_DECIDING = frozenset({"dismiss", "reject", "uphold", "allow", "hear", "grant", "deny", "refuse"})
_DECREES = frozenset({"decree", "edict", "fatwa", "bill", "legislation", "order"})
_MAKING = frozenset({"sign", "issue", "promulgate", "enact", "adopt", "decree"})
_MISUSED = frozenset(
    """power office trust authority position process right law fund money alcohol drug substance
    privilege confidence dominance discretion rule term subsidy resource system""".split()
)
_IN_COURT = frozenset({"in", "at", "before"})
_SHARING = frozenset({"participant", "organiser", "ARG0"})
_LED_BY_CARRIER = frozenset({"ARG2", "to", "against", "on", "before", "into"})


class NounReader(PartReader):
    """Reads what nouns that name events say of them."""

    def _read_noun(
        self, noun: Token, kind: EventKind, phrase: str, inside: int | None
    ) -> tuple[Found, Token] | None:
        if kind.not_beside & _beside(noun) or _is_misuse(noun):
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
        for clause, share in self._further(noun, carrier):
            self._carry(found, clause, share)
        verbs = [carrier] if carrier is not None and argument != "ARG1" else []
        if carrier is not None and lemma(carrier) in _BEFOREHAND:
            verbs = []  # where an inquiry was promised, it need not have been held
        happening = self._happening(noun)
        if happening is not None:
            verbs.append(happening)
            if kind.name == "trial":  # "the trial opened in the Regional Court"
                courts = {p: f for p, f in verb_places(happening).items() if p in _IN_COURT}
                self._fill(found, courts)
        self._by_share(found)
        self._decided(found)
        found.quantity = self._quantity(kind, places) or found.quantity
        if phrase == "toll death":
            found.quantity = toll(noun)
        sited = [*self._place_names(noun, places), *self._where_targets(kind, places)]
        known = found.parts or found.quantity or (sited and _has_a_scene(kind))
        if weak and not known and inside is None:
            return None
        found.places = [end for at in (noun, *verbs) for end in self._where(at)]
        found.places += [*self._place_names(noun, places), *self._where_patients(kind, places)]
        found.places = found.places or [*self._where_told(kind, *verbs)]
        found.places = found.places or [*self._where_targets(kind, places)]
        hit = {part.end.mention for part in found.parts if part.place == "of"}
        if kind.name == "attack":
            found.places = [place for place in found.places if place[0].mention not in hit]
        found.when = self._times.of(noun, *verbs)
        if happening is not None and kind.name == "conflict" and lemma(happening) in _BEGINNING:
            found.when = _from_then_on(found.when)
        if inside is not None:
            found.places += self._places_inside(inside)
            found.when = found.when or self._year_inside(inside)
        if kind.name == "sanction":  # "the sanctions on X" are not in X
            found.places = [p for p in found.places if not found.has_part(p[0].mention)]
        return found, stance_at

    def _by_share(self, found: Found) -> None:
        """Give X a part by "X's part in the killings"."""
        noun = found.trigger
        part = noun.head
        if noun.dep_ != "nmod" or case_words(noun) != "in" or lemma(part) not in _PART_IN:
            return
        shared, beside = self._stances.of(part), self._stances.beside(part)
        if shared is None or beside is None or shared.polarity == "denied":
            return
        found.shared = shared.weaker(beside.modality)  # "his alleged role in the genocide"
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
        of_phrase = any(not self._times.is_date(f.token) for f in places.get("of", ()))
        for filler in possessors:
            end = self._ends.of(filler.token)
            if end is None or lemma(noun) == "abuse":
                continue  # "X's abuse": by X or of X
            if kind.name == "appointment" and noun.tag_ == "NNS":
                continue  # "X's appointments": those whom X appointed
            person = self._mentions[end.mention].type == "PERSON"
            gives = kind.name == "payment" and bool(places.get("to"))  # "X's payments to Y"
            if kind.possessive == "ARG0" and lemma(noun) == "overthrow" and not of_phrase:
                places["ARG1"].append(filler)  # "until his overthrow"
            elif kind.possessive == "ARG0" or of_phrase or gives:
                places["ARG0"].append(filler)
            elif person or self._is_of_bodies(kind, end):
                places["ARG1"].append(filler)
        if not possessors and not of_phrase and (is_occasion(noun, kind) or is_trip(noun)):
            speaker = subject_of(noun.head)  # "X said in an interview with Y"
            if speaker is not None:
                places["ARG0"].append(replace(speaker, rule="said-in", sure=0.9))
        if children(noun, "cop") and case_words(noun) == "behind":
            subject = subject_of(noun)  # "X was behind the bombing"
            if subject is not None:
                places["ARG0"].append(subject)
        asked = kind.name in {"investigation", "sanction"} and case_words(noun) == "under"
        done_to = kind.possessive == "ARG1" or asked  # "X is under investigation"
        charged = kind.name == "charge" and case_words(noun) == "in"  # "is in charge of sales"
        if done_to and not charged and children(noun, "cop") and case_words(noun) in _UNDER:
            subject = subject_of(noun)  # "X was in custody"
            if subject is not None:
                places["ARG1"].append(subject)
        for filler in compounds:
            end = self._ends.of(filler.token)
            if end is not None and kind.possessive == "ARG0":
                self._by_compound(kind, places, filler, end)
            if end is None or self._mentions[end.mention].type != "PERSON":
                continue
            if kind.possessive == "ARG1" and kind.family == "justice":
                places["ARG1"].append(replace(filler, sure=0.7))
        return places

    def _by_compound(self, kind: EventKind, places: Places, body: Filler, end: End) -> None:
        """Take X of "an X inquiry into Y" for who does it; without Y it may be X's own affairs."""
        if self._mentions[end.mention].type != "ORG":
            return
        other = any(places.get(word) for word in ("into", "on", "against", "with"))
        asks = kind.family == "inquiry" or kind.name == "meeting"
        if other or asks:
            places["ARG0"].append(replace(body, sure=0.85 if other else 0.6))

    def _is_of_bodies(self, kind: EventKind, end: End) -> bool:
        """Whether what the noun says is done to bodies only: "the party's dissolution"."""
        types = [ontology().roles[r].types for r, at in kind.roles.items() if "ARG1" in at]
        type_ = self._mentions[end.mention].type
        return type_ == "ORG" and any(type_ in t and "PERSON" not in t for t in types)

    def _carrier(self, noun: Token) -> tuple[Token | None, str | None]:
        """Find the light verb that carries the noun, and which argument its subject is."""
        verb: Token | None = None
        label = base(noun.dep_)
        if noun.dep_ == "xcomp" and case_words(noun):
            label = "obl"  # "will remain in custody"
        if noun.dep_ == "obj" and case_words(noun):
            label = "obl"  # "took part in a protest"
        if noun.dep_ in {"obj", "nsubj:pass"} and not case_words(noun):
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
            signed = lemma(noun) in _DECREES and lemma(clause) in _MAKING
            argument = "ARG0" if signed else carries(clause, "", noun)
            if argument is not None and (is_passive(clause) or clause.dep_ == "acl:relcl"):
                return clause, argument
        for phrase in children(noun, "nmod"):  # "a suit for libel which X brought"
            for clause in children(phrase, "acl:relcl"):
                argument = carries(clause, "", noun)
                which = any(is_relative(word) for word in children(clause, "obj"))
                if argument is not None and which and not noun_kinds(phrase):
                    return clause, argument
        if noun.dep_ in {"nsubj", "nsubj:pass"}:
            for clause in children(noun.head, "xcomp"):  # "is believed to have been carried out"
                raised = carries(clause, "", noun) if is_passive(clause) else None
                if raised is not None:
                    return clause, raised
        if verb is None:
            return None, None
        argument = carries(verb, preposition, noun)
        if noun.dep_ == "nsubj:pass" and lemma(noun) in _DECREES and lemma(verb) in _MAKING:
            argument = "ARG0"  # "the decree was signed by X"
        if argument is None and not preposition and takes_responsibility(verb):
            argument = None if is_passive(verb) else "ARG0"  # "claimed the bombing"
        if argument is None and preposition in {"of", "with", "for"}:
            argument = "accused" if lemma(verb) in _ACCUSING else None
        return (verb, argument) if argument is not None else (None, None)

    def _carry(self, found: Found, carrier: Token, argument: str) -> None:
        """Give the light verb's subject, or its agent, its part in the noun's event."""
        places = verb_places(carrier)
        noun = found.trigger
        passive = is_passive(carrier)
        taken = found.kind.name in _TAKEN or takes_responsibility(carrier)
        if lemma(carrier) in _TAKING and not taken:
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
        elif found.kind.name == "trial" and argument == "ARG0" and lemma(carrier) in _BRINGING:
            roles = ["accuser"]  # "filed legal proceedings"
        else:
            roles = [
                role
                for role, sources in found.kind.roles.items()
                if argument in sources
                and not (found.kind.possessive == "ARG1" and {"ARG0", "ARG1"} <= set(sources))
            ][:1]
        if _is_given(carrier, noun):
            fillers = places.get("ARG0", [])
            given = [*places.get("ARG2", ()), *places.get("ARG1", ())]
            self._fill(found, {_receives(found.kind): [f for f in given if f.token.i != noun.i]})
        if lemma(carrier) == "attend" and found.kind.family == "violence":
            return
        for filler in fillers:
            if found.kind.counts in roles:
                found.quantity = found.quantity or quantity(filler.token)
            for end in self._all_of(filler, found.kind):
                for role in roles:
                    self._part(found, role, end, filler, argument)
        self._fill(found, {p: f for p, f in places.items() if p in _LED_BY_CARRIER})
        if argument == "organiser":
            found.orderer = self._stances.of(carrier)
            if found.orderer is None:
                found.parts = [part for part in found.parts if part.role != "organiser"]

    def _decided(self, found: Found) -> None:
        """Give the court its part that dismissed an appeal, or upheld it."""
        noun = found.trigger
        decided = noun.dep_ in {"obj", "nsubj:pass"} and lemma(noun.head) in _DECIDING
        if decided and found.kind.name in {"appeal", "lawsuit"}:
            for filler in verb_places(noun.head).get("ARG0", ()):
                for end in self._ends.all_of(filler.token):
                    if self._mentions[end.mention].type == "ORG":
                        self._part(found, "court", end, filler, "court")

    def _further(self, noun: Token, carrier: Token | None) -> Iterator[tuple[Token, str]]:
        """Yield "attended by" of "a meeting held in May, which was attended by X"."""
        clauses = children(noun, "acl", "acl:relcl")
        if noun.dep_ == "nsubj:pass" and carrier in clauses:
            clauses.append(noun.head)
        for clause in clauses:
            share = carries(clause, "", noun) if clause != carrier and is_passive(clause) else None
            stance = self._stances.of(clause) if share in _SHARING else None
            if share is not None and stance is not None and stance.polarity == "affirmed":
                yield clause, share

    def _happening(self, noun: Token) -> Token | None:
        """Return the verb of "the massacre took place in May", whose time and place are its own."""
        verb = noun.head
        subject = noun.dep_ in {"nsubj", "nsubj:pass"} and verb.pos_ == "VERB"
        done = is_passive(verb) and any(
            lemma(verb) in _COMPLETED.get(kind.name, ()) for kind, _ in noun_kinds(noun)
        )
        return verb if subject and (done or lemma(verb) in _HAPPENING) else None


def _has_a_scene(kind: EventKind) -> bool:
    """Whether such an event is known by where it was: "the Belm blast", "raids on a farm in X"."""
    return kind.family == "violence" or kind.name == "raid"


def _is_given(carrier: Token, noun: Token) -> bool:
    """Whether a verb gives the noun to somebody: "handed X a sentence", "X was given a loan"."""
    return lemma(carrier) in _GIVING and noun.dep_ == "obj"


def _receives(kind: EventKind) -> str:
    """Return the place of whom that is given to which the noun names."""
    return "ARG2" if any("ARG2" in sources for sources in kind.roles.values()) else "ARG1"


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


def _is_misuse(noun: Token) -> bool:
    """Whether an abuse is of no person: "abuse of power"."""
    return lemma(noun) == "abuse" and any(
        case_words(child) == "of" and lemma(child) in _MISUSED for child in children(noun, "nmod")
    )


def _is_denied_part(noun: Token) -> bool:
    """Whether a noun says that somebody had a part, and somebody denies having had it."""
    return lemma(noun) in _PARTS and is_denied(noun) and not children(noun, "nmod:poss")

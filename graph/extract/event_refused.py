"""Words that name an event elsewhere and none in their sentence: "beat X in the final"."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.arguments import verb_places
from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds
from graph.extract.quantities import is_money, is_people
from graph.extract.syntax import case_words, children, is_passive
from graph.extract.turns import is_contest
from graph.extract.vocabulary import in_class
from graph.ontology import EventKind

_CONTESTS = frozenset({"beat", "crush", "attack", "strike", "shoot", "storm", "fire", "overrun"})
_ASSAILING = frozenset({"attack", "assail", "strike", "poison", "torch"})
_IN_WORDS = frozenset(
    """interview speech tweet letter statement debate column post article editorial book remark
    comment criticism policy record decision plan candidacy idea proposal reform law word""".split()
)
_NATURE = frozenset(
    """earthquake quake storm cyclone hurricane typhoon tsunami flood lightning tornado disaster
    virus pandemic disease tragedy drought famine""".split()
)
_PROMISES = frozenset({"promise", "pledge"})
_BROUGHT = frozenset({"bring to", "turn over to"})
_PAID = frozenset({"visit", "attention", "price", "respect", "homage", "heed", "tribute", "call"})
# What does such a thing is what it is done to.
UNACCUSATIVE = frozenset(
    {
        "go underground",
        "go into liquidation",
        "go out of business",
        "cease trading",
        "close its doors",
        "cease publication",
        "suspend publication",
        "fold",
        "change hands",
        "pass into hands",
        "fall into hands",
        "come into hands",
        "pass into ownership",
        "come into possession",
        "dissolve",
        "disband",
        "close down",
        "shut down",
        "drown",
        "burn",
    }
)
ENDING = frozenset({"close its doors", "cease publication", "suspend publication", "cease trading"})
FLOWING = frozenset({"go to", "flow to", "end up with"})
_GOT = frozenset({"accept from", "receive from", "get from", "obtain from", "leave to"})
_LEFT_HURT = frozenset({"leave wounded", "leave injured"})
_TERMS = frozenset("imprisonment sentence prison jail custody".split())
_NEAR = 4
_TAKEN_FROM = frozenset(
    f"{verb} from {site}"
    for verb in ("take", "drag")
    for site in "home house flat apartment village bed office cell".split()
)
_ANSWERABLE = frozenset({"responsible", "accountable", "liable", "answerable"})
_FORCE = frozenset(
    "coup putsch junta force army military troop rebel officer soldier uprising overthrow".split()
)
_COUNSEL = frozenset(
    "prosecutor lawyer counsel attorney advocate barrister solicitor judge".split()
)
_PLEADING = frozenset("open prosecute defend represent act mitigate appear sum plead".split())
_HELP = frozenset("hospital clinic school shelter safety airport station".split())
_CUSTODY = frozenset(
    "prison jail custody cell captivity detention camp hostage prisoner captive confinement".split()
)
_HOLDING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_OFFICES = frozenset(
    """chairmanship presidency premiership leadership mayoralty governorship directorship rein
    command editorship throne crown post""".split()
)
_BEATEN = frozenset({"defeat", "lose to", "win contest", "win race", "lose race", "win term"})
_VOTES = frozenset(
    """election by-election runoff primary ballot electoral re-election incumbent candidate mayor
    mayoral presidential parliamentary gubernatorial constituency voter polls councillor
    vote""".split()
)
_NAMES_BODIES = frozenset({"contact", "inquiry", "information"})


def is_other_verb(verb: Token, kind: EventKind, phrase: str) -> bool:
    """Whether a verb that may name an event of a kind says something else here.

    Parameters
    ----------
    verb : Token
    kind : EventKind
    phrase : str
        The words of the kind that the verb and what follows it are.
    """
    to_do = any(t.tag_ == "VB" for t in children(verb, "xcomp"))
    if phrase in kind.weak and to_do and kind.name != "request" and phrase not in _PROMISES:
        return True  # "tried to", "called to"
    if phrase in kind.alone and children(verb, "obj", "ccomp", "xcomp"):
        return True  # "demonstrated that it works"
    if phrase in _CONTESTS and is_contest(verb):
        return True  # "beat X in the final"
    if phrase in _ASSAILING and any(
        lemma(thing) in _IN_WORDS for thing in children(verb, "obj", "obl", "nmod")
    ):
        return True  # "attacked the judges in a speech", "attacked her record"
    if phrase == "hold" and kind.name == "detention" and not _is_held(verb):
        return True  # "the ship holds 210", "when held in a certain way"
    if phrase == "suspend" and kind.name == "removal" and _from_doing(verb):
        return True  # "was suspended from bidding"
    if phrase.startswith("tell ") and _pleads(verb):
        return True  # "the prosecutor told the court"
    if phrase == "strike" and any(lemma(s) in _NATURE for s in children(verb, "nsubj")):
        return True  # "an earthquake struck the islands"
    if phrase == "seize from" and not any(map(_is_somebody, children(verb, "obj", "nsubj:pass"))):
        return True  # "seized the fortress from"
    if (
        kind.name == "transfer"
        and phrase in _BROUGHT
        and not any(map(_is_carried, children(verb, "obj", "nsubj:pass")))
    ):
        return True  # "brought the bill to parliament"
    if phrase == "take power" and not any(lemma(word) in _FORCE for word in verb.sent):
        return True  # as the winner of an election
    if phrase in _LEFT_HURT and any(word.lower_ == "dead" for word in verb.subtree):
        return True  # "left two dead and nine wounded": told as a death
    if phrase == "shoot at" and any(c.lower_ == "dead" for c in children(verb, "xcomp")):
        return True  # "were shot dead at the quarry"
    if phrase == "open case" and any(
        c.lower_ == "the" for thing in children(verb, "obj") for c in children(thing, "det")
    ):
        return True  # counsel opens the case
    if phrase in _TAKEN_FROM and not _is_taken(verb):
        return True
    if phrase == "pay" and any(lemma(thing) in _PAID for thing in children(verb, "obj")):
        return True  # "paid a visit to X"
    if phrase == "hold" and _is_answerable(verb):
        return True  # "can be held responsible", "holds rebels responsible"
    if phrase == "walk out" and any(map(_is_one_person, children(verb, "nsubj"))):
        return True  # whoever leaves in anger: a strike is of many
    if phrase == "suspend" and _of_sentences(verb):
        return True  # "sentenced to 18 months' imprisonment, suspended for two years"
    if lemma(verb) == "settle" and any(case_words(c) == "with" for c in children(verb, "obl")):
        return True  # "the company settled with X"
    if kind.name == "transfer" and any(lemma(c) in _OFFICES for c in children(verb, "obj")):
        return True  # "handed the chairmanship to X": who came after whom
    if phrase == "beat" and (kind.name == "election") != _is_of_votes(verb):
        return True
    if phrase in _BEATEN and not _is_of_votes(verb):
        return True  # on a field, in a war, in court
    if phrase == "terminate contract" and _is_with_a_body(verb):
        return True  # nobody is removed
    if phrase in FLOWING and _is_of_money(verb) != (kind.name == "payment"):
        return True  # "he went to the bank", and "the money went to him" is no journey
    if phrase in _GOT and not _is_gift(verb):
        return True  # "received a letter from", "left the decision to"
    if phrase == "give" and not (_is_gift(verb) and children(verb, "iobj")):
        return True  # "gave a speech", "gave X an order"
    if phrase == "meet with" and is_passive(verb):
        return True  # "was met with silence"
    clauses = children(verb, "advcl", "acl") if phrase == "free" else []
    return any(clause.tag_ == "VB" for clause in clauses)  # "will free them to travel"


def _is_of_votes(verb: Token) -> bool:
    """Whether a sentence speaks of an election, so that who is beaten in it is beaten there."""
    sides = [
        word
        for word in children(verb, "obj", "obl", "nsubj")
        if word.ent_type_ == "PERSON" or word.pos_ == "PRON"
    ]
    words = _VOTES | {"president", "presidency"} if lemma(verb) == "lose" else _VOTES
    known = [word for word in verb.sent if {word.lower_, lemma(word)} & words]
    return bool(known) and (lemma(verb) == "win" or bool(sides))


def _is_with_a_body(verb: Token) -> bool:
    """Whether a contract is one with a body, and not with a person employed."""
    things = children(verb, "obj", "nsubj:pass")
    parties = [c for thing in (verb, *things) for c in children(thing, "obl", "nmod")]
    return any(case_words(c) == "with" and not _is_person(c) for c in parties)


def _is_person(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON" or is_people(noun)


def _is_of_money(verb: Token) -> bool:
    """Whether what goes, or is sent, is money: "two million went to X"."""
    things = [f.token for source in ("ARG0", "ARG1") for f in verb_places(verb).get(source, ())]
    return any(is_money(thing) for thing in things)


def _is_gift(verb: Token) -> bool:
    """Whether what somebody receives is a thing that can be given away."""
    things = [f.token for f in verb_places(verb).get("ARG1", ())]
    return any(
        in_class("goods", lemma(thing), "nouns") or thing.lower_ in {"cent", "percent", "%"}
        for thing in things
    )


def is_part_of_a_name(noun: Token) -> bool:
    """Whether a capital makes of "Conference" or "Review" part of a name not known as one."""
    if noun.tag_ not in {"NNP", "NNPS"} or noun.i == noun.sent.start:
        return False
    kinds = [kind for kind, _ in noun_kinds(noun)]
    bodies = any(k.family in _NAMES_BODIES or k.name == "appeal" for k in kinds)
    return noun.text[:1].isupper() and bodies


def is_figure(noun: Token) -> bool:
    """Whether "sales" are a sum, and nothing changed hands: "X's sales rose", "annual sales"."""
    told = {case_words(c) for c in children(noun, "nmod")} & {"of", "to", "by"}
    return noun.lower_ == "sales" and not told


def _is_answerable(verb: Token) -> bool:
    told = [*children(verb, "xcomp"), *(c for o in children(verb, "obj") for c in o.rights)]
    return any(word.lower_ in _ANSWERABLE for word in told)


def _is_one_person(subject: Token) -> bool:
    several = children(subject, "conj") or subject.tag_ in {"NNS", "NNPS"}
    return not several and (
        subject.lower_ in {"he", "she", "i", "who"} or subject.ent_type_ == "PERSON"
    )


def _of_sentences(verb: Token) -> bool:
    """Whether a bare participle follows the words for a term in prison."""
    before = verb.doc[max(verb.sent.start, verb.i - _NEAR) : verb.i]
    bare = not children(verb, "nsubj", "nsubj:pass", "aux", "aux:pass")
    return bare and any(lemma(word) in _TERMS for word in before)


def _is_somebody(noun: Token) -> bool:
    return noun.pos_ in {"PROPN", "PRON"} or is_people(noun)


def _is_carried(thing: Token) -> bool:
    """Whether a thing is one that is handed from one to another: papers, money."""
    return thing.pos_ == "PRON" or in_class("works", lemma(thing), "nouns") or is_money(thing)


def _is_taken(verb: Token) -> bool:
    """Whether people take somebody from a house, and to no place where help is given."""
    takers = [f.token for f in verb_places(verb).get("ARG0", ())]
    helped = any(lemma(c) in _HELP for c in children(verb, "obl"))
    return not helped and any(
        t.ent_type_ == "ORG" or in_class("bodies", lemma(t), "people") or lemma(t) == "police"
        for t in takers
    )


def _pleads(verb: Token) -> bool:
    """Whether who speaks in court is said to plead there, or to judge."""
    if any(lemma(c) in _PLEADING for c in children(verb, "advcl")):
        return True  # "opening the case, X told the court"
    if any(
        (case_words(c) == "for" and c.i < verb.i and c.ent_type_)
        or (case_words(c) == "in" and lemma(c) == "mitigation")
        for c in children(verb, "obl")
    ):
        return True  # "for Y, X told the jury"
    return any(
        lemma(word) in _COUNSEL
        for filler in verb_places(verb).get("ARG0", ())
        for word in (
            filler.token,
            *children(filler.token, "nmod:desc", "appos", "compound", "flat"),
        )
    )


def _is_held(verb: Token) -> bool:
    """Whether who is held is in somebody's hands: "held nine students", "was held in prison"."""
    if not is_passive(verb):
        subjects = [c for c in children(verb, "nsubj") if c.ent_type_ in _HOLDING or is_people(c)]
        relative = verb.dep_ in {"acl:relcl", "conj", "xcomp"} and not children(verb, "nsubj")
        return bool(subjects or relative) or any(
            c.tag_ == "PRP" or c.lower_ in {"who", "that"} for c in children(verb, "nsubj")
        )
    if children(verb, "nsubj:pass"):
        return True
    places = {lemma(c) for c in children(verb, "obl", "xcomp", "advcl")}
    return verb.dep_ != "advcl" or bool(places & _CUSTODY)


def _from_doing(verb: Token) -> bool:
    """Whether somebody is only kept from doing something, as firms are from bidding."""
    return any(
        mark.lower_ == "from"
        for c in children(verb, "advcl", "xcomp", "obl")
        for mark in c.children
    ) and not any(c.ent_type_ for c in children(verb, "obl"))

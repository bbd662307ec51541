"""Turns of phrase that tell how a verb governs what is below it."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds, verb_kinds
from graph.extract.syntax import (
    case_words,
    children,
    is_passive,
    is_relative,
    mark_words,
    own_auxiliaries,
)
from graph.extract.vocabulary import in_class

_LIES = frozenset({"lie", "hoax", "fabrication", "invention", "myth", "forgery", "fiction", "joke"})
_FALSE = _LIES | frozenset(
    """false untrue wrong unfounded baseless groundless incorrect absurd ridiculous nonsense
    preposterous ludicrous rubbish fanciful""".split()
)
_ERRORS = frozenset({"error", "mistake"})
_WITHDRAWN = frozenset({"retract", "withdraw", "recant", "disavow", "debunk", "refute", "disprove"})
_OF_CLAIMS = frozenset(
    "make raise face deny bring hear report investigate publish reject repeat level file".split()
)
_FOR_A_PURPOSE = frozenset({"transfer", "payment", "founding"})
_INVERTED = frozenset({"had", "were", "should"})
_FINDING = frozenset({"find", "see", "leave", "discover"})
_FALSELY = frozenset({"falsely", "wrongly", "mistakenly", "erroneously"})
_CLAIMED = frozenset({"responsibility", "victory", "credit", "life", "asylum"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "ADJ"})


def tells_the_past(clause: Token) -> bool:
    """Whether a clause tells what was: "had fled", "was shot", "fled"."""
    helpers = own_auxiliaries(clause)
    if any(in_class("modals", word.lower_, "planning", "asking") for word in helpers):
        return False
    return any(word.tag_ == "VBD" for word in (clause, *helpers)) or any(
        lemma(word) == "have" for word in helpers
    )


def tells_by(clause: Token, noun: Token) -> Token | None:
    """Return the verb by which a clause is told that was read as if it were about a noun.

    "It was said by a lawyer that X fled"; "a memo seen by X states that Y fled".
    """
    that = next(
        (m for m in children(clause, "mark") if m.lower_ == "that" and m.tag_ == "IN"), None
    )
    if that is None:
        return None
    nearest = that.nbor(-1)
    told = noun.head if noun.dep_ == "obl:agent" else nearest if nearest.head == noun else None
    return told if told is not None and in_class("verbs", lemma(told), "speech") else None


def is_content(clause: Token, noun: Token) -> bool:
    """Whether a clause is what a charge or claim says: "the charge that he murdered her"."""
    if children(noun.head, "expl") and "that" in mark_words(clause).split():
        return True  # "there is talk that"
    if not in_class("nouns", lemma(noun), "alleging"):
        return False
    first = min(clause.subtree, key=lambda token: token.i)
    subject = next(iter(children(clause, "nsubj", "nsubj:pass")), None)
    whole = is_passive(clause) or any(
        thing.lower_ != "that" for thing in children(clause, "obj", "ccomp", "xcomp")
    )
    return first.lower_ == "that" and subject is not None and subject != first and whole


def is_what_is_alleged(clause: Token, noun: Token) -> bool:
    """Whether a whole clause without its "that" hangs on a noun: "allegations that X fled are"."""
    whole = is_finite(clause) and children(clause, "nsubj", "nsubj:pass")
    return bool(whole) and not mark_words(clause) and in_class("nouns", lemma(noun), "alleging")


def is_inverted(clause: Token) -> bool:
    """Whether a clause is a condition without "if": "had he not fled"."""
    first = min(clause.subtree, key=lambda token: token.i)
    if first.lower_ in _INVERTED and first.dep_ in {"aux", "aux:pass", "cop"}:
        return True
    before = first.nbor(-1) if first.i > clause.sent.start else first
    own = any(first in subject.subtree for subject in children(clause, "nsubj", "nsubj:pass"))
    return before.i == clause.sent.start and before.text in {"Had", "Were", "Should"} and own


def parts_a_clause(verb: Token, head: Token) -> bool:
    """Whether a remark took the clause of the verb that it parts: "he denied, X said, that"."""
    return (
        verb.i > head.i
        and in_class("verbs", lemma(verb), "speech")
        and in_class("verbs", lemma(head), "speech", "alleging", "denying", "asking")
        and not children(head, "ccomp", "xcomp", "obj")
        and any(mark_words(clause) == "that" for clause in children(verb, "ccomp"))
    )


def opens_with_participle(clause: Token, verb: Token) -> bool:
    """Whether "Asked ..." opens a sentence and is no part of what its verb says."""
    return (
        clause.i == clause.sent.start
        and clause.tag_ in {"VBN", "VBG", "VBD"}
        and clause.i < verb.i
        and not children(clause, "nsubj", "nsubj:pass", "aux", "aux:pass", "mark")
    )


def parted_verb(clause: Token, remark: Token) -> Token | None:
    """Return the verb that a clause belongs to, where both hang on the remark between them."""
    if clause.i < remark.i or mark_words(clause) != "that":
        return None
    if not in_class("verbs", lemma(remark), "speech", "alleging"):
        return None
    for verb in children(remark, "ccomp"):
        governs = in_class("verbs", lemma(verb), "speech", "alleging", "denying", "asking")
        if verb.i < remark.i and governs and not children(verb, "ccomp", "xcomp", "obj"):
            return verb
    return None


def is_hearing(subject: Token | None) -> bool:
    """Whether whoever hears something is a court or the like, before which it is said."""
    return subject is not None and in_class("nouns", lemma(subject), "hearing")


def is_dismissed(words: Token, verb: Token) -> bool:
    """Whether what somebody rejects follows what they call it: "dismissed as lies reports"."""
    return (
        words.dep_ in {"obl", "obj"}
        and in_class("verbs", lemma(verb), "denying")
        and in_class("nouns", lemma(words), "alleging")
        and case_words(words) in {"", "as"}
        and (words.dep_ == "obj" or not children(verb, "obj"))
        and bool(children(words, "acl", "nmod"))
    )


def begins_a_headline(verb: Token) -> bool:
    """Whether what was read as a verb is a noun: "Reports that X fled", "Minister: Reports ..."."""
    first = verb.i == verb.sent.start or verb.nbor(-1).text == ":"
    return first and verb.tag_ == "VBZ" and verb.text[:1].isupper()


def claims_a_thing(verb: Token) -> bool:
    """Whether a verb takes something for its own and says nothing: "claimed responsibility"."""
    return lemma(verb) == "claim" and any(
        thing.lemma_.lower() in _CLAIMED for thing in children(verb, "obj")
    )


def is_contest(verb: Token) -> bool:
    """Whether a sentence tells of a game or a vote, in which the beaten come to no harm."""
    return any(in_class("nouns", lemma(word), "contest") for word in verb.sent)


def takes_responsibility(verb: Token) -> bool:
    """Whether somebody says of themselves that they did it: "claimed (responsibility for) it"."""
    things = children(verb, "obj")
    claimed = lemma(verb) == "claim" and any(map(_is_attack, things))
    return claimed or any(lemma(thing) == "responsibility" for thing in things)


def _is_attack(noun: Token) -> bool:
    known = any(kind.name in {"attack", "killing", "abduction"} for kind, _ in noun_kinds(noun))
    return known and any(word.lower_ in {"the", "this", "that"} for word in children(noun, "det"))


def is_of_training(verb: Token) -> bool:
    """Whether a clause tells what is trained for: "their training includes reacting to attacks"."""
    return any(
        in_class("nouns", lemma(noun), "training")
        for subject in children(verb, "nsubj")
        for noun in (subject, *children(subject, "nmod"))
    )


def is_name_for(word: Token, verb: Token) -> bool:
    """Whether a word is what somebody calls somebody or something."""
    plain = word.pos_ in _NAMES and not mark_words(word)
    return plain and in_class("verbs", lemma(verb), "naming") and not is_passive(verb)


def names_its_object(verb: Token) -> bool:
    """Whether a verb such as "call" gives its object a name: "called the sale a theft"."""
    return lemma(verb) == "describe" or any(
        is_name_for(child, verb)
        for child in verb.children
        if child.dep_ == "xcomp" or (child.dep_ == "obj" and len(children(verb, "obj")) > 1)
    )


def is_called_untrue(verb: Token) -> bool:
    """Whether a verb calls its object untrue: "called the reports false", "described as lies"."""
    return any(
        lemma(word) in _FALSE or lemma(word).removesuffix("s") in _LIES
        for word in verb.children
        if word.dep_ in {"xcomp", "advcl", "obl", "obj"}
    )


def speaks_of(verb: str, preposition: str) -> bool:
    """Whether a verb with a preposition tells what follows: "spoke of the killing".

    What somebody reports "on" or writes "about" the sentence takes for granted.
    """
    return (preposition == "of" and in_class("verbs", verb, "speaking")) or (
        preposition == "about" and in_class("verbs", verb, "complaining")
    )


def is_suit(noun: Token) -> bool:
    """Whether a noun names something that courts decide on: "the charge", "one of two charges"."""
    counted = children(noun, "nmod") if noun.pos_ in {"NUM", "DET", "PRON"} else []
    return any(
        kind.name in {"lawsuit", "charge", "appeal", "request", "statement"}
        for suit in (noun, *counted)
        for kind, _ in noun_kinds(suit)
    )


def is_inquiry(noun: Token) -> bool:
    """Whether a noun names an inquiry."""
    return any(kind.family == "inquiry" for kind, _ in noun_kinds(noun))


def is_alleged_clause(verb: Token, noun: Token) -> bool:
    """Whether a clause without "that" says what is alleged: "accusations he beat a clerk"."""
    if not in_class("nouns", lemma(noun), "alleging") or lemma(verb) in _OF_CLAIMS:
        return False
    return not any(is_relative(word) for word in verb.children)


def is_finite(verb: Token) -> bool:
    """Whether a clause has its own tense: it is then taken for granted, or has its own mark."""
    helpers = children(verb, "aux", "aux:pass", "cop")
    return any(word.tag_ in {"VBD", "VBZ", "VBP", "MD"} for word in (verb, *helpers))


def is_present(verb: Token) -> bool:
    """Whether a clause tells what is or has been: "has led", "works"."""
    helpers = own_auxiliaries(verb)
    first = min((verb, *helpers), key=lambda word: word.i)
    return first.tag_ in {"VBZ", "VBP"}


def is_remark(clause: Token) -> bool:
    """Whether a relative clause is only added, behind a comma."""
    first = clause.left_edge
    return first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")


def is_gerund(verb: Token) -> bool:
    """Whether a verb stands as "killing" or "having killed"."""
    return verb.tag_ == "VBG" or any(helper.tag_ == "VBG" for helper in children(verb, "aux"))


def is_question(root: Token) -> bool:
    """Whether a sentence asks: "..., etc.?", "... (in Zelu?)"."""
    last = root.sent[-1]
    while last.i > root.sent.start and (
        last.is_space or last.is_quote or last.is_bracket or last.text in {"’", "'"}
    ):
        last = last.nbor(-1)
    return last.text.endswith("?") and not in_class("verbs", lemma(root), "speech")


def is_to_come(verb: Token) -> bool:
    """Whether a verb tells what will be, and so what it will be done for."""
    ahead = any(in_class("modals", aux.lower_, "planning") for aux in own_auxiliaries(verb))
    return ahead and not in_class("verbs", lemma(verb), "accusing", "asking")


def is_ahead(head: Token) -> bool:
    """Whether what is said of an event is that it is "due to begin", "set to take place"."""
    word = lemma(head)
    if not (in_class("verbs", word, "planning") or in_class("adjectives", word, "planning")):
        return False
    return any(
        in_class("verbs", lemma(clause), "happening")
        for clause in children(head, "xcomp", "advcl", "ccomp")
    )


def is_depicted(clause: Token, verb: Token) -> bool:
    """Whether a participle tells how somebody was found: "was found murdered"."""
    bare = clause.tag_ == "VBN" and not children(clause, "mark", "aux", "aux:pass")
    return bare and clause.dep_ == "xcomp" and lemma(verb) in _FINDING


def is_imperative(root: Token) -> bool:
    """Whether a sentence tells somebody to do something: "Please have her replaced"."""
    return any(word.lower_ == "please" for word in root.children) or (
        root.dep_ == "ROOT"
        and root.tag_ == "VB"
        and not children(root, "nsubj", "nsubj:pass", "aux", "cop", "expl", "mark")
    )


def is_mistaken(verb: Token) -> bool:
    """Whether it is told that what somebody said is not so."""
    return any(word.lower_ in _FALSELY for word in children(verb, "advmod")) or any(
        lemma(word) in _ERRORS and case_words(word) in {"in", "by"}
        for word in children(verb, "obl")
    )


def is_parted(word: Token, head: Token) -> bool:
    """Whether a semicolon makes sentences of their own of two clauses."""
    first, last = sorted((head.i, word.i))
    return ";" in {token.text for token in word.doc[first:last]}


def is_called_false(noun: Token) -> bool:
    """Whether what hangs on a word is untrue: "it is a lie that", "the tale is wrong"."""
    lie = lemma(noun) in _LIES and bool(children(noun, "cop"))
    return lie or (noun.dep_ == "nsubj" and lemma(noun.head) in _FALSE)


def is_withdrawn(noun: Token) -> bool:
    """Whether words are taken back or refuted: "retracted her statement that"."""
    return lemma(noun.head) in _WITHDRAWN and noun.dep_ in {"obj", "nsubj:pass"}


def in_brackets(token: Token) -> Token | None:
    """Return the bracket that opens a remark around a token, if its sentence closes it too."""
    if token.doc[token.sent.start].text in {"(", "["}:
        return None
    before = token.doc[token.sent.start : token.i]
    opened = next((t for t in reversed(before) if t.text in {"(", ")", "[", "]"}), None)
    if opened is None or opened.text != "(":
        return None
    after = (t.text for t in token.doc[token.i : token.sent.end] if t.text in {"(", ")"})
    return opened if next(after, "") == ")" else None


def is_newly_told(noun: Token) -> bool:
    """Whether nothing before a noun takes for granted what it tells: "an attack", "air strikes"."""
    known = any(c.lower_ in {"the", "this", "that", "these", "those"} for c in noun.children)
    return noun.pos_ == "NOUN" and not known and not children(noun, "nmod:poss")


def is_for_a_purpose(verb: Token) -> bool:
    """Whether what an infinitive tells is what the verb was done for: "paid X to kill Y"."""
    doing = any(kind.name in _FOR_A_PURPOSE for kind, _ in verb_kinds(verb))
    return doing and bool(children(verb, "obj"))


def told_by_then(clause: Token, head: Token) -> bool:
    """Whether a purpose was to say something, and so it was said: "took to the air to say"."""
    said = in_class("verbs", lemma(clause), "speech")
    return (
        said
        and (is_finite(head) or head.tag_ in {"VBD", "VBZ"})
        and not any(
            in_class("modals", helper.lower_, "planning", "asking")
            for helper in children(head, "aux")
        )
    )

"""Questions about a sentence's syntax (Universal Dependencies), as the extraction asks them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.people import is_person_noun

_PARTICLES = frozenset({"compound:prt"})
_SHARES = frozenset({"stake", "share", "shares", "cent", "percent", "%", "majority", "half"})
_RELATIVE = frozenset({"who", "whom", "that", "which", "whose"})


_TEXT = "whence_text"


def text_of(doc: Doc) -> str:
    """Return the text of a Doc, put together once: spaCy puts it together at every ask."""
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return text


def children(token: Token, *labels: str) -> list[Token]:
    """Return the dependents of a token that bear one of the labels, in text order."""
    return [child for child in token.children if child.dep_ in labels]


def base(label: str) -> str:
    """Return a label without its subtype."""
    return label.partition(":")[0]


def case_words(token: Token) -> str:
    """Return the preposition of a phrase, small letters, fixed expressions whole.

    Examples: "in", "according to", "because of"; empty for a phrase without one.
    """
    words = []
    for case in children(token, "case"):
        if case.lower_ in {"'s", "’s", "'", "’"}:
            continue
        words.append(case)
        words.extend(children(case, "fixed"))
    return " ".join(word.lower_ for word in sorted(words, key=lambda word: word.i))


def mark_words(verb: Token) -> str:
    """Return what introduces a clause: "that", "if", "after", "in order to"; else nothing."""
    words = []
    for mark in children(verb, "mark", "case"):
        words.append(mark)
        words.extend(children(mark, "fixed"))
    return " ".join(word.lower_ for word in sorted(words, key=lambda word: word.i))


def is_passive(verb: Token) -> bool:
    """Whether a verb's surface subject is the one to whom the thing is done."""
    if children(verb, "aux:pass") or (verb.tag_ == "VBN" and children(verb, "nsubj:pass")):
        return True
    if verb.tag_ != "VBN" or children(verb, "aux", "nsubj"):
        return False
    if verb.dep_ in {"acl", "advcl", "acl:relcl", "appos"}:
        return True
    if verb.dep_ == "xcomp":  # "was found murdered", "had him arrested"
        return not children(verb, "mark")
    return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and is_passive(verb.head)


def relative_antecedent(verb: Token) -> Token | None:
    """Return the noun that a relative clause is about, for its verb or a verb joined to that."""
    top = verb
    while top.dep_ == "conj" and all(map(is_relative, children(top, "nsubj", "nsubj:pass"))):
        top = top.head
    if top.dep_ != "acl:relcl":
        return None
    if any(c.lower_ in {"who", "whom"} for c in top.children):
        return _somebody(top.head, top)
    parts = children(top.head, "nmod") if top.head.lower_ in _SHARES else []
    return parts[0] if parts and case_words(parts[0]) in {"of", "in"} else top.head


def whose(token: Token) -> Token | None:
    """Return the noun that "whose" stands for, or ``None``."""
    current = token.head
    while current.head != current and current.dep_ != "acl:relcl":
        if current.head.i < token.i and current.pos_ in {"NOUN", "PROPN"}:
            return current.head if current.dep_ == "appos" else None
        current = current.head
    return relative_antecedent(current) if current.dep_ == "acl:relcl" else None


def _somebody(noun: Token, clause: Token) -> Token:
    """Return the noun that "who" may mean: in "an officer with years of service, who", the first.

    A name may be anybody's, and so may a word in the plural; only what hangs on a word that names
    people is passed over.
    """
    current = noun
    while current.dep_ in {"nmod", "nmod:unmarked", "obl"} and current.pos_ == "NOUN":
        if is_person_noun(current):
            return current
        current = current.head
    nominal = current.pos_ in {"NOUN", "PROPN"} and current.i < noun.i < clause.i
    return current if nominal and (current.pos_ == "PROPN" or is_person_noun(current)) else noun


def is_relative(token: Token) -> bool:
    """Whether a token is a relative pronoun."""
    return token.lower_ in _RELATIVE and token.tag_ in {"WP", "WDT", "WP$", "IN", "DT"}


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield a token and those coordinated below it by "and" or a comma.

    What follows "or", "nor", "but", "not" or "rather than" is left out.
    """
    yield token
    for child in children(token, "conj"):
        joins = {cc.lower_ for cc in children(child, "cc")}
        if joins & {"or", "nor", "but", "not", "versus"}:
            continue
        if children(child, "advmod") and any(
            word.lower_ in {"not", "never"} for word in children(child, "advmod")
        ):
            continue
        yield from conjuncts(child)


def is_alternative(token: Token) -> bool:
    """Whether a token is one of several joined by "or": none of them is said for sure."""
    first = token
    while first.dep_ == "conj":
        first = first.head
    stack = [first]
    while stack:
        for child in children(stack.pop(), "conj"):
            if any(cc.lower_ in {"or", "nor"} for cc in children(child, "cc")):
                return True
            stack.append(child)
    return any(word.lower_ in {"either", "neither"} for word in first.children)


def denied_together(token: Token) -> list[Token]:
    """Return those joined by "neither ... nor", or by "or" behind "not": each of them is denied."""
    verb = token.head
    if token.dep_ == "conj" or verb.pos_ not in {"VERB", "AUX"}:
        return []
    beside = {word.lower_ for word in children(token, "cc:preconj", "det", "advmod")}
    above = {word.lower_ for word in children(verb, "advmod", "cc:preconj", "cc", "det")}
    joined = [token]
    for part in joined:
        joined.extend(children(part, "conj"))
    links = {cc.lower_ for part in joined for cc in children(part, "cc")}
    if links & {"and", "but"}:
        return []
    neither = "neither" in beside or ("neither" in above and token.dep_.startswith("nsubj"))
    after_not = token.i > verb.i and bool(above & {"not", "n't", "n’t", "never"})
    if (neither and "nor" in links) or (after_not and links & {"or", "nor"}):
        return sorted(joined, key=lambda part: part.i)
    return []


def particles(verb: Token) -> list[Token]:
    """Return the particles of a verb: "out" of "carried out"."""
    return [child for child in verb.children if child.dep_ in _PARTICLES]


def own_auxiliaries(verb: Token) -> list[Token]:
    """Return the auxiliaries and copulas of a verb or predicate, or those of the first conjunct.

    "He will be arrested and tried": both verbs stand under "will".
    """
    found = children(verb, "aux", "aux:pass", "cop")
    if found or verb.dep_ != "conj":
        return found
    if verb.tag_ in {"VB", "VBN", "VBG"} and verb.head.tag_ == verb.tag_:
        return own_auxiliaries(verb.head)
    if verb.tag_ == "VB" and not children(verb, "mark"):  # "will be honoured and fly"
        return [word for word in own_auxiliaries(verb.head) if word.tag_ == "MD"]
    return found

"""A name taken apart for comparing: words, initials, generation, numbers, legal form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from graph.identity.countries import plain_country
from graph.identity.scripts import is_arabic, latin, plain_arabic
from graph.names import normal

HONORIFICS = frozenset(
    """mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr father mother brother
    sister judge justice president minister general colonel major captain sheikh shaikh sheik haji
    hajji hajj ayatollah hojatoleslam imam mullah mulla sayyid seyed monsieur madame herr frau senor
    senora""".split()
)
"""Words before a person's name that are no part of it."""

_FEMALE = frozenset("mrs ms miss dame lady mother sister madame frau senora".split())
_MALE = frozenset("mr sir lord father brother monsieur herr senor".split())
_PARTICLES = frozenset(
    "al el ul as ad an ar ur e bin ibn ben bint ould de del della di da dos das du van von den der "
    "la le af av zu ter ten y and".split()
)
_GENERATIONS = {
    "jr": "junior", "junior": "junior", "sr": "senior", "senior": "senior",
    "ii": "2", "iii": "3", "iv": "4",
}  # fmt: skip
_LEGAL = {
    "ltd": "limited", "limited": "limited", "llc": "limited", "gmbh": "limited", "ooo": "limited",
    "sarl": "limited", "srl": "limited", "bv": "limited", "pte": "limited", "pty": "limited",
    "spzoo": "limited", "oy": "limited", "kft": "limited",
    "plc": "shares", "ag": "shares", "sa": "shares", "nv": "shares", "inc": "shares",
    "incorporated": "shares", "corp": "shares", "corporation": "shares", "jsc": "shares",
    "ojsc": "shares", "oao": "shares", "pao": "shares", "zao": "shares", "cjsc": "shares",
    "spa": "shares", "ab": "shares", "asa": "shares", "se": "shares", "kgaa": "shares",
    "aktiengesellschaft": "shares", "co": "", "company": "", "lp": "partners", "llp": "partners",
    "group": "", "holding": "", "holdings": "",
}  # fmt: skip
_LEGAL_PHRASES = (
    ("limited liability company", "llc"),
    ("public limited company", "plc"),
    ("open joint stock company", "jsc"),
    ("joint stock company", "jsc"),
    ("gesellschaft mit beschrankter haftung", "gmbh"),
    ("societatea cu raspundere limitata", "srl"),
    ("sp z o o", "spzoo"),
    ("g m b h", "gmbh"),
    ("s a r l", "sarl"),
)
_SHORT_FOR = {
    "int'l": "international", "intl": "international", "natl": "national", "nat'l": "national",
    "dept": "department", "univ": "university", "govt": "government", "assn": "association",
    "bros": "brothers", "&": "and", "organisation": "organization", "labour": "labor",
    "centre": "center", "defence": "defense", "programme": "program",
}  # fmt: skip
_SMALL = frozenset("of the for and in on to at de la du des der und e y et von".split())
_KINDS_OF_PLACE = frozenset(
    "province governorate region district county prefecture oblast state city".split()
)
_ROMAN = frozenset(
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
)
_COUNTED = {
    word: str(value)
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}
_SPELT_OUT = re.compile(r"\b(?:\w\.){2,}")
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
_NO_LETTER = re.compile(r"[^\w'&]+|_")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: ``key`` in small Latin letters, ``arabic`` where so written."""

    key: str
    arabic: str | None = None

    @property
    def is_initial(self) -> bool:
        """Whether it is one letter that stands for a name."""
        return len(self.key) == 1 and self.arabic is None and self.key.isalpha()


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart.

    Attributes
    ----------
    words : tuple of Word
        What is compared, in order; particles, titles, legal forms and numbers are apart.
    given_last : bool
        Whether it was written "Surname, Given" and has been turned round.
    sex : str
        "f" or "m" where a title tells it, else empty.
    """

    normal: str
    words: tuple[Word, ...]
    particles: frozenset[str]
    generation: str
    numbers: frozenset[str]
    legal: str
    given_last: bool
    sex: str

    @property
    def is_full(self) -> bool:
        """Whether a person's name has two words that are not mere initials, or one and initials."""
        return len(self.words) > 1 and not all(word.is_initial for word in self.words)


@lru_cache(maxsize=400_000)
def person_parts(name: str) -> NameParts:
    """Take a person's name apart."""
    text, turned = _turned(name)
    tokens = _tokens(text)
    sex = ""
    while len(tokens) > 1 and tokens[0] in HONORIFICS:
        sex = sex or ("f" if tokens[0] in _FEMALE else "m" if tokens[0] in _MALE else "")
        tokens = tokens[1:]
    generation = ""
    while len(tokens) > 2 and tokens[-1] in _GENERATIONS:
        generation = _GENERATIONS[tokens[-1]]
        tokens = tokens[:-1]
    kept = [t for t in tokens if t not in _PARTICLES] or tokens
    return NameParts(
        normal=normal(name),
        words=tuple(_word(token) for token in kept),
        particles=frozenset(tokens) & _PARTICLES,
        generation=generation,
        numbers=frozenset(),
        legal="",
        given_last=turned,
        sex=sex,
    )


@lru_cache(maxsize=400_000)
def thing_parts(name: str) -> NameParts:
    """Take the name of an organisation, place, people or event apart."""
    plain = plain_country(name)
    joined = _SPELT_OUT.sub(lambda m: m[0].replace(".", ""), plain)
    text = " ".join(_tokens(joined))
    for phrase, short in _LEGAL_PHRASES:
        text = text.replace(phrase, short)
    legal, kept, numbers = "", [], set()
    tokens = text.split()
    if len(tokens) > 2 and tokens[-1] in _KINDS_OF_PLACE and tokens[-2] not in _SMALL:
        legal = tokens.pop()  # "Upper Belm Province" is "Upper Belm", and not "Upper Belm City"
    for place, token in enumerate(tokens):
        token = _SHORT_FOR.get(token, token)
        if token in _LEGAL and len(tokens) > 1:
            legal = legal or _LEGAL[token]
        elif any(c.isdigit() for c in token) or (token in _ROMAN and place > 0):
            numbers.add(token)
        elif token in _COUNTED and place > 0:
            numbers.add(_COUNTED[token])
        elif token not in _SMALL:
            kept.append(token)
    kept = kept or [t for t in tokens if t not in numbers] or tokens
    return NameParts(
        normal=normal(plain),
        words=tuple(_word(token) for token in kept),
        particles=frozenset(),
        generation="",
        numbers=frozenset(numbers),
        legal=legal,
        given_last=False,
        sex="",
    )


def parts(name: str, family: str) -> NameParts:
    """Take a name apart as its family of types asks: people one way, all else another."""
    return person_parts(name) if family == "PERSON" else thing_parts(name)


def _turned(name: str) -> tuple[str, bool]:
    before, comma, after = name.partition(",")
    tail = after.strip().rstrip(".").casefold()
    if comma and before.strip() and tail and tail not in _GENERATIONS and "," not in after:
        return f"{after} {before}", True
    return name, False


def _tokens(text: str) -> list[str]:
    spaced = _CAMEL.sub(" ", text)
    found = []
    for token in _NO_LETTER.split(normal(spaced.replace(",", " "))):
        bare = token.strip("'")
        if bare in _SHORT_FOR:
            found.append(_SHORT_FOR[bare])
        elif bare:
            found.append(bare.replace("'", ""))
    return found


def _word(token: str) -> Word:
    if is_arabic(token):
        bare = plain_arabic(token)
        bare = bare[2:] if bare.startswith("ال") and len(bare) > 4 else bare
        return Word(latin(bare), bare)
    return Word(token if token.isascii() else latin(token))

"""Whom a pronoun of the third person stands for: agreement and syntax, with coreference's vote.

Candidates are the named things that this sentence, before the pronoun, and the one before it speak
of, themselves or by a pronoun that is resolved. One stands for a pronoun if type, number and gender
agree and either nothing else does, or syntax and the reader's coreference both prefer it. Words of
a quotation mean nothing outside it, and the other way round. What stays open means nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.extract.arguments import subject_of
from graph.extract.chained import Votes
from graph.extract.ends import Ends
from graph.extract.genders import Gender, gender_of_noun, gender_of_pronoun, genders
from graph.extract.inflections import lemma
from graph.extract.people import is_person_noun
from graph.extract.quotations import quotations
from graph.extract.syntax import base, children, is_relative
from graph.ontology import ontology

_THING = frozenset({"it", "its", "itself"})
_BODIES = frozenset({"ORG", "NORP", "GPE"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_ACTING = frozenset(
    "examine hear find conclude publish order demand call announce ask say deny reject refuse"
    " decide rule appoint arrest condemn support oppose accuse warn establish investigate".split()
)
_REACH = 3
_NOBODY = -1
_PREVAILS = 2
_AGREED, _ALONE, _PREFERRED, _GUESSED = 0.97, 0.93, 0.92, 0.85


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Something that a sentence speaks of: where, which chain by which mention, and as what."""

    token: Token
    mention: int
    chain: int
    kind: str
    sentence: int
    quotation: int | None
    subject: bool


def antecedents(doc: Doc, ends: Ends, votes: Votes) -> dict[int, tuple[int, float]]:
    """Return, for tokens that are pronouns, the mention that each stands for and how surely.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With syntax.
    ends : Ends
        Of the names alone.
    votes : Votes
        The reader's coreference.
    """
    return _Resolver(doc, ends, votes).resolve()


class _Resolver:
    def __init__(self, doc: Doc, ends: Ends, votes: Votes) -> None:
        self._doc = doc
        self._ends = ends
        self._votes = votes
        # None: called both he and she, so that neither can be trusted.
        self._genders: dict[int, Gender | None] = {**genders(doc, ends)}
        self._quoted = [-1] * len(doc)
        for number, quotation in enumerate(quotations(doc.text)):
            span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            for index in range(span.start, span.end) if span is not None else ():
                self._quoted[index] = number

    def resolve(self) -> dict[int, tuple[int, float]]:
        found = self._pass()
        called: dict[int, Counter[Gender]] = defaultdict(Counter)
        for index, (mention, sure) in found.items():
            gender = gender_of_pronoun(self._doc[index])
            if gender is None:
                continue
            chain = self._ends.chain(mention)
            called[chain][gender] += 1
            if sure >= _ALONE:
                self._genders.setdefault(chain, gender)
        for chain, counted in called.items():
            if len(counted) > 1 and chain not in self._genders:
                (often, most), (_, least) = counted.most_common()
                self._genders[chain] = often if most >= _PREVAILS * least else None
        return self._pass()  # with the genders that were learnt

    def _pass(self) -> dict[int, tuple[int, float]]:
        found: dict[int, tuple[int, float]] = {}
        recent: list[list[_Spoken]] = []
        for number, sentence in enumerate(self._doc.sents):
            spoken: list[_Spoken] = []
            for token in sentence:
                index = self._ends.named(token)
                if index is not None and ontology().is_node(self._ends.mentions[index].type):
                    spoken.append(self._spoken(token, index, number))
                elif _is_asked(token):
                    meant = self._meant(token, spoken, recent[-_REACH:])
                    if meant is not None:
                        found[token.i] = (meant[0].mention, meant[1])
                        spoken.append(self._spoken(token, meant[0].mention, number))
                    elif gender_of_pronoun(token) is not None:
                        spoken.append(self._unknown(token, number))
            if any(token.pos_ in {"VERB", "AUX"} for token in sentence):
                recent.append(spoken)  # headings and bylines speak of nobody
        return found

    def _spoken(self, token: Token, mention: int, sentence: int) -> _Spoken:
        return _Spoken(
            token=token,
            mention=mention,
            chain=self._ends.chain(mention),
            kind=self._ends.mentions[mention].type,
            sentence=sentence,
            quotation=self._quoted[token.i],
            subject=_is_subject(token),
        )

    def _unknown(self, pronoun: Token, sentence: int) -> _Spoken:
        """Note a person whom a pronoun speaks of and who is not known: perhaps the next one too."""
        return _Spoken(
            token=pronoun,
            mention=_NOBODY,
            chain=_NOBODY,
            kind="PERSON",
            sentence=sentence,
            quotation=self._quoted[pronoun.i],
            subject=_is_subject(pronoun),
        )

    def _meant(
        self, pronoun: Token, here: Sequence[_Spoken], before: Sequence[Sequence[_Spoken]]
    ) -> tuple[_Spoken, float] | None:
        here = [s for s in here if self._agrees(pronoun, s) and not _is_bound(pronoun, s.token)]
        earlier = self._earlier(pronoun, before)
        known = [*earlier, *here]
        vote = self._votes.of(pronoun)
        chains = {s.chain for s in known}
        voted = None if vote is None or vote[0] not in chains else vote[0]
        above = self._above(pronoun, here)
        if above is not None:
            choice: _Spoken | None = above
            sure = self._by_clause(pronoun, above, here)
        else:
            main = None if here else self._main(pronoun, earlier)
            choice, sure = main or self._sole(pronoun, known), _GUESSED
            if main is not None and len(chains) == 1:
                sure = _ALONE
        if choice is None or choice.mention == _NOBODY:
            return None
        if voted is not None and voted != choice.chain:
            return None
        if pronoun.lower_ in _THING:
            preferred = above is not None or _is_main(choice.token)
            return self._thing(pronoun, choice, voted is not None) if preferred else None
        if voted is not None and (sure or len(chains) == 1):
            return choice, max(sure, _AGREED if len(chains) == 1 else _PREFERRED)
        return (choice, sure) if sure else None

    def _by_clause(self, pronoun: Token, above: _Spoken, here: Sequence[_Spoken]) -> float:
        """Return how sure it is that a pronoun means the subject over it."""
        if all(s.chain == above.chain for s in here):
            return _ALONE
        if ";" in {token.text for token in self._doc[above.token.i : pronoun.i]}:
            return 0.0
        others = {s.chain for s in here if s.chain != above.chain and s.subject}
        return _GUESSED if _is_close(pronoun, above.token) and not others else 0.0

    def _sole(self, pronoun: Token, known: Sequence[_Spoken]) -> _Spoken | None:
        """Return the only one that was spoken of, if nobody else was, named or not."""
        if len({s.chain for s in known}) != 1:
            return None
        choice = next((s for s in reversed(known) if s.subject), known[-1])
        first = choice.token.i + 1 if choice.subject else choice.token.sent.start
        return None if self._rival(pronoun, first) else choice

    def _earlier(self, pronoun: Token, before: Sequence[Sequence[_Spoken]]) -> list[_Spoken]:
        """Return what the nearest sentence before speaks of, if nobody else came between."""
        for spoken in reversed(before):
            agreeing = [s for s in spoken if self._agrees(pronoun, s)]
            if agreeing:
                return agreeing
        return []

    def _above(self, pronoun: Token, here: Sequence[_Spoken]) -> _Spoken | None:
        """Return the nearest subject of the clauses around a pronoun, if it may be meant."""
        by_token = {s.token.i: s for s in here}
        for subject in _subjects_above(pronoun):
            found = by_token.get(subject.i)
            if found is not None:
                return found
        return None

    def _main(self, pronoun: Token, earlier: Sequence[_Spoken]) -> _Spoken | None:
        """Return the subject of the sentence before for a pronoun that begins the next."""
        if not _is_first(pronoun, self._quoted):
            return None
        subjects = [s for s in earlier if s.subject and _is_main(s.token)]
        if not subjects or self._rival(pronoun, subjects[0].token.i + 1, only=_is_new):
            return None
        return subjects[0]

    def _thing(self, pronoun: Token, choice: _Spoken, voted: bool) -> tuple[_Spoken, float] | None:
        """Take a pronoun of things only where hardly anything but a body can be meant."""
        if voted:
            return choice, _PREFERRED
        if pronoun.lower_ == "its" and choice.kind != "GPE":
            return choice, _ALONE
        acting = pronoun.dep_ == "nsubj" and lemma(pronoun.head) in _ACTING
        return (choice, _GUESSED) if acting and choice.kind == "ORG" else None

    def _rival(self, pronoun: Token, first: int, *, only: Callable[[Token], bool] = bool) -> bool:
        """Whether somebody else, whom nothing names, is spoken of from a token to the pronoun."""
        gender = gender_of_pronoun(pronoun)
        for token in self._doc[first : pronoun.i]:
            if self._quoted[token.i] != self._quoted[pronoun.i] or token.head == pronoun:
                continue
            if token.tag_ == "NNP" and token.dep_ in _SUBJECTS:
                if self._ends.inside(token) is None:
                    return True  # a name that the reader did not take for one
                continue
            if token.tag_ != "NN" or self._ends.of(token) is not None:
                continue
            if base(token.dep_) in {"appos", "compound", "flat"} or children(token, "cop"):
                continue
            told = gender_of_noun(token)
            if (told is not None and told != gender) or not only(token):
                continue
            if told is not None or is_person_noun(token):
                return True
        return False

    def _agrees(self, pronoun: Token, spoken: _Spoken) -> bool:
        if self._quoted[pronoun.i] != spoken.quotation:
            return False
        gender = gender_of_pronoun(pronoun)
        if gender is None:
            return spoken.kind in _BODIES
        known = self._genders.get(spoken.chain, gender)
        if spoken.mention == _NOBODY:
            known = gender_of_pronoun(spoken.token) or gender
        return spoken.kind == "PERSON" and known == gender


def _is_asked(token: Token) -> bool:
    """Whether a token is a pronoun to resolve; of "a friend of his" nobody can tell whose."""
    if token.dep_ == "expl":
        return False
    if token.lower_ in {"his", "hers"} and (token.dep_ != "nmod:poss" or children(token, "case")):
        return False
    return gender_of_pronoun(token) is not None or token.lower_ in _THING


def _is_bound(pronoun: Token, other: Token) -> bool:
    """Whether a pronoun cannot mean a word of its own clause: "X saw him" is not X."""
    if pronoun.dep_ in {"nmod:poss", "det:poss"} or pronoun.lower_.endswith("self"):
        return False
    if _top(pronoun).head == _top(other).head and pronoun.head != other:
        return True
    shared = subject_of(pronoun.head) if pronoun.head.pos_ == "VERB" else None
    return shared is not None and shared.token == _top(other) and not _is_subject(pronoun)


def _is_new(noun: Token) -> bool:
    """Whether a noun brings somebody in: "a man"."""
    return not any(c.lower_ in {"the", "this", "that"} for c in noun.children) and not children(
        noun, "nmod:poss"
    )


def _top(token: Token) -> Token:
    while base(token.dep_) in {"flat", "compound", "conj"} and token.head != token:
        token = token.head
    return token


def _is_subject(token: Token) -> bool:
    return _top(token).dep_ in _SUBJECTS


def _is_main(token: Token) -> bool:
    return _top(token).head.dep_ == "ROOT"


def _is_first(pronoun: Token, quoted: Sequence[int]) -> bool:
    """Whether a pronoun is its sentence's first subject, or stands in it: "Her office ..."."""
    word = pronoun.head if pronoun.dep_ == "nmod:poss" else pronoun
    if word.dep_ not in _SUBJECTS:
        return False
    before = word.doc[word.sent.start : word.i]
    return not any(t.dep_ in _SUBJECTS and quoted[t.i] == quoted[word.i] for t in before)


def _is_close(pronoun: Token, subject: Token) -> bool:
    """Whether a pronoun stands in the subject's own clause, or the one that its verb governs."""
    verb = _top(subject).head
    current = pronoun
    for _ in range(3):
        current = current.head
        if current == verb:
            return True
        if current.dep_ not in {"ccomp", "xcomp", "obj", "obl", "nmod", "conj"}:
            return False
    return False


def _subjects_above(pronoun: Token) -> Iterator[Token]:
    """Yield the subjects of the clauses around a pronoun, the nearest first."""
    current = pronoun
    seen = 0
    while current.dep_ != "ROOT" and seen < 12:
        seen += 1
        current = current.head
        for subject in children(current, "nsubj", "nsubj:pass"):
            if is_relative(subject) and current.dep_ == "acl:relcl":
                yield current.head
            elif subject.i < pronoun.i:
                yield subject

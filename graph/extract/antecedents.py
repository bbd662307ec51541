"""Whom a pronoun of the third person stands for: agreement and syntax, with coreference's vote.

Candidates are the named things that this sentence, before the pronoun, and the one before it speak
of, themselves or by a pronoun that is resolved. One stands for a pronoun if type, number and gender
agree and either nothing else does, or syntax prefers it. The reader's coreference makes that surer
or refuses it; where syntax has no answer, its own is taken, as one that is not sure. Words of a
quotation mean nothing outside it, and the other way round. What stays open means nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from graph.extract.about import About, joined_to
from graph.extract.binding import (
    SUBJECTS,
    THINGS,
    ahead,
    is_aside,
    is_asked,
    is_bound,
    is_close,
    is_first,
    is_main,
    is_new,
    is_subject,
    is_told,
    subjects_above,
    top,
)
from graph.extract.chained import Votes
from graph.extract.descriptions import is_description
from graph.extract.ends import Ends
from graph.extract.genders import Gender, gender_of_noun, gender_of_pronoun, genders
from graph.extract.inflections import lemma
from graph.extract.lexicon import verb_kinds
from graph.extract.quotations import quotations
from graph.extract.rivals import Rivals
from graph.extract.spoken import DOUBTED, NOBODY, Meant, Spoken
from graph.extract.syntax import children, text_of
from graph.ontology import ontology

_BODIES = frozenset({"ORG", "NORP", "GPE"})
_ACTING = frozenset(
    "examine hear find conclude publish order demand call announce ask say deny reject refuse"
    " decide rule appoint arrest condemn support oppose accuse warn establish investigate".split()
)
_REACH = 3
_PREVAILS = 2
_AGREED, _ALONE, _PREFERRED, _GUESSED = 0.97, 0.93, 0.89, 0.83
# What coreference alone is worth: from which of its scores on, and how sure that makes one.
_BY_VOTE = ((0.9, 0.52), (0.75, 0.46))
_HEEDED = 0.75
_FAR = 5
_NEAR = 2


def _is_act(verb: Token) -> bool:
    """Whether a verb in the active names an act of people or bodies: what does it is no thing."""
    return verb.pos_ == "VERB" and any(
        "ARG0" in sources and "ARG1" not in sources
        for kind, _ in verb_kinds(verb)
        for sources in kind.roles.values()
    )


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
        for number, quotation in enumerate(quotations(text_of(doc))):
            span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            for index in range(span.start, span.end) if span is not None else ():
                self._quoted[index] = number
        self._rivals = Rivals(doc, ends, self._quoted)
        self._about = About(doc, ends, self._rivals, self._agrees)
        self._about.learn(self._quoted, self._genders)

    def resolve(self) -> dict[int, tuple[int, float]]:
        found = self._pass()
        called: dict[int, Counter[Gender]] = defaultdict(Counter)
        for index, (mention, sure) in found.items():
            gender = gender_of_pronoun(self._doc[index])
            if gender is None or sure < DOUBTED:
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
        recent: list[list[Spoken]] = []
        self._about.forget()
        for number, sentence in enumerate(self._doc.sents):
            spoken: list[Spoken] = []
            for token in sentence:
                index = self._ends.named(token)
                if index is not None and ontology().is_node(self._ends.mentions[index].type):
                    spoken.append(self._spoken(token, index, number))
                    self._about.note(token, spoken[-1].chain)
                elif is_description(token, self._ends):
                    meant = self._described(token, spoken, recent[-_REACH:])
                    if meant is not None:
                        found[token.i] = (meant[0].mention, meant[1])
                        spoken.append(self._spoken(token, meant[0].mention, number, meant[1]))
                elif is_asked(token):
                    meant = self._meant(token, spoken, recent, number)
                    meant = self._about.whom(token, meant, spoken, recent)
                    if meant is not None:
                        self._about.note(token, meant[0].chain)
                        found[token.i] = (meant[0].mention, meant[1])
                        spoken.append(self._spoken(token, meant[0].mention, number, meant[1]))
                    elif gender_of_pronoun(token) is not None:
                        spoken.append(self._unknown(token, number))
            if any(token.pos_ in {"VERB", "AUX"} for token in sentence):
                recent.append(spoken)  # headings and bylines speak of nobody
        return found

    def _spoken(self, token: Token, mention: int, sentence: int, sure: float = 1.0) -> Spoken:
        return Spoken(
            token=token,
            mention=mention,
            chain=self._ends.chain(mention),
            kind=self._ends.mentions[mention].type,
            sentence=sentence,
            quotation=self._quoted[token.i],
            subject=is_subject(token),
            sure=sure,
        )

    def _unknown(self, pronoun: Token, sentence: int) -> Spoken:
        """Note a person whom a pronoun speaks of and who is not known: perhaps the next one too."""
        return Spoken(
            token=pronoun,
            mention=NOBODY,
            chain=NOBODY,
            kind="PERSON",
            sentence=sentence,
            quotation=self._quoted[pronoun.i],
            subject=is_subject(pronoun),
        )

    def _meant(
        self,
        pronoun: Token,
        here: Sequence[Spoken],
        recent: Sequence[Sequence[Spoken]],
        sentence: int,
    ) -> Meant | None:
        agreeing = [s for s in here if self._agrees(pronoun, s)]
        here = [s for s in agreeing if not is_bound(pronoun, s.token)]
        if self._is_of_unnamed(pronoun):
            return None
        earlier = self._earlier(pronoun, recent[-_REACH:])
        known = [*earlier, *here]
        vote = self._vote(pronoun)
        chains = {s.chain for s in known}
        if vote is not None and vote[0] in {s.chain for s in agreeing} - {s.chain for s in here}:
            vote = None  # "X saw him": not X, whatever coreference thinks
        voted = None if vote is None or vote[0] not in chains else vote[0]
        joined = joined_to(pronoun, here)
        if joined is not None:
            return joined, min(_ALONE, joined.sure)
        above = self._above(pronoun, here)
        if above is not None:
            choice: Spoken | None = above
            sure = self._by_clause(pronoun, above, here)
        else:
            main = self._parallel(pronoun, here) or self._main(pronoun, earlier, here)
            choice, sure = main or self._sole(pronoun, known), _GUESSED
            if main is not None and len(chains) == 1:
                sure = _ALONE
        if pronoun.lower_ in THINGS:
            sure_vote = vote is not None and vote[1] >= _HEEDED
            if choice is None or (voted not in {None, choice.chain} and sure_vote):
                return None
            preferred = above is not None or is_main(choice.token)
            return self._thing(pronoun, choice, voted == choice.chain) if preferred else None
        if choice is not None and choice.mention != NOBODY and voted in {None, choice.chain}:
            if voted is not None and (sure or len(chains) == 1):
                sure = max(sure, _AGREED if len(chains) == 1 else _PREFERRED)
            elif vote is not None:
                sure = min(sure, DOUBTED)  # coreference thinks of somebody farther away
            if sure:
                return choice, min(sure, choice.sure)
        coming = None if known else self._ahead(pronoun, sentence)
        if coming is not None and (vote is None or vote[0] == coming.chain):
            return coming, _GUESSED if vote is None else _PREFERRED
        return self._by_vote(pronoun, [*here, *(s for r in recent[-_FAR:] for s in r)])

    def _described(
        self, noun: Token, here: Sequence[Spoken], before: Sequence[Sequence[Spoken]]
    ) -> Meant | None:
        """Return the one person whom the sentences before and this one speak of."""
        told = gender_of_noun(noun)
        known = [s for spoken in (*before[-_NEAR:], here) for s in spoken if s.kind == "PERSON"]
        known = [s for s in known if told in {None, self._genders.get(s.chain, told)}]
        known = [s for s in known if s.quotation == self._quoted[noun.i]]
        vote = self._votes.of(noun)
        chains = {s.chain for s in known}
        if len(chains) != 1 or NOBODY in chains or is_bound(noun, known[-1].token):
            return None
        if vote is not None and vote[0] not in chains:
            return None
        first = known[0].token.sent.start
        if self._rivals.between(noun, first, only=is_new) or self._rivals.brought_in(noun):
            return None
        if self._rivals.new_subject(first, noun):
            return None
        return known[-1], min(known[-1].sure, _ALONE if vote is not None else _GUESSED)

    def _vote(self, pronoun: Token) -> tuple[int, float] | None:
        """Return coreference's vote, unless it is for what the pronoun cannot mean."""
        vote, gender = self._votes.of(pronoun), gender_of_pronoun(pronoun)
        if vote is None or gender is None:
            return vote
        person = self._ends.mentions[vote[0]].type == "PERSON"
        return vote if person and self._genders.get(vote[0], gender) == gender else None

    def _is_of_unnamed(self, pronoun: Token) -> bool:
        """Whether a pronoun may mean X of "a man who said that he ..."."""
        nearest = next(subjects_above(pronoun), None)
        if nearest is None or pronoun.lower_ in THINGS:
            return False
        relative = any(c.i < pronoun.i <= c.right_edge.i for c in children(nearest, "acl:relcl"))
        return relative and self._rivals.is_one(nearest, pronoun)

    def _by_vote(self, pronoun: Token, known: Sequence[Spoken]) -> Meant | None:
        """Return whom coreference alone takes a pronoun for, as far as that may be."""
        vote = self._vote(pronoun)
        meant = [s for s in known if vote is not None and s.chain == vote[0]]
        if vote is None or not meant or not self._agrees(pronoun, meant[-1]):
            return None
        if self._rivals.between(pronoun, pronoun.sent.start, only=is_subject):
            return None
        joined = [s for s in known if s.sentence == meant[-1].sentence and s.chain != vote[0]]
        if any(top(s.token) == top(meant[-1].token) for s in joined if self._agrees(pronoun, s)):
            return None  # of "X and Y", either
        return next(((meant[-1], sure) for least, sure in _BY_VOTE if vote[1] >= least), None)

    def _ahead(self, pronoun: Token, sentence: int) -> Spoken | None:
        """Return X of "after his arrest, X fled": nobody who fits was spoken of before."""
        subject = ahead(pronoun)
        index = None if subject is None else self._ends.named(subject)
        if subject is None or index is None:
            return None
        found = self._spoken(subject, index, sentence)
        return found if self._agrees(pronoun, found) else None

    def _by_clause(self, pronoun: Token, above: Spoken, here: Sequence[Spoken]) -> float:
        """Return how sure it is that a pronoun means the subject over it."""
        if all(s.chain == above.chain for s in here):
            return _ALONE
        if ";" in {token.text for token in self._doc[above.token.i : pronoun.i]}:
            return 0.0
        others = {
            s.chain
            for s in here
            if s.chain != above.chain
            and not is_aside(s.token, pronoun)
            and (s.subject or is_told(s.token, above.token))
        }
        return _GUESSED if is_close(pronoun, above.token) and not others else 0.0

    def _sole(self, pronoun: Token, known: Sequence[Spoken]) -> Spoken | None:
        """Return the only one that was spoken of, if nobody else was, named or not."""
        if len({s.chain for s in known}) != 1:
            return None
        choice = next((s for s in reversed(known) if s.subject), known[-1])
        first = choice.token.i + 1 if choice.subject else choice.token.sent.start
        return None if self._rivals.between(pronoun, first) else choice

    def _earlier(self, pronoun: Token, before: Sequence[Sequence[Spoken]]) -> list[Spoken]:
        """Return what the nearest sentence before speaks of, if nobody else came between."""
        for spoken in reversed(before):
            agreeing = [s for s in spoken if self._agrees(pronoun, s)]
            if agreeing:
                return agreeing
        return []

    def _above(self, pronoun: Token, here: Sequence[Spoken]) -> Spoken | None:
        """Return the nearest subject of the clauses around a pronoun, if it may be meant."""
        by_token = {s.token.i: s for s in here}
        for subject in subjects_above(pronoun):
            found = by_token.get(subject.i)
            if found is not None:
                return found
        return None

    def _parallel(self, pronoun: Token, here: Sequence[Spoken]) -> Spoken | None:
        """Return X of "X came, and he ...": who came, in the clause that this one is joined to."""
        clause = pronoun.head
        if pronoun.dep_ not in SUBJECTS or clause.dep_ != "conj":
            return None
        found = self._above(pronoun, here) or next(
            (s for s in here if s.subject and top(s.token).head == clause.head), None
        )
        if found is None or {s.chain for s in here if s.subject} != {found.chain}:
            return None
        return None if self._rivals.between(pronoun, found.token.i + 1, only=is_subject) else found

    def _main(
        self, pronoun: Token, earlier: Sequence[Spoken], here: Sequence[Spoken]
    ) -> Spoken | None:
        """Return the subject of the sentence before for a pronoun that begins the next."""
        if not is_first(pronoun, self._quoted):
            return None
        subjects = [s for s in earlier if s.subject and is_main(s.token)]
        if len({s.chain for s in [*subjects, *here]}) != 1 or not subjects:
            return None  # "X and Y left. He ...": either may be meant
        if self._rivals.between(pronoun, subjects[0].token.i + 1, only=is_new):
            return None
        return subjects[0]

    def _thing(self, pronoun: Token, choice: Spoken, voted: bool) -> Meant | None:
        """Take a pronoun of things only where hardly anything but a body can be meant."""
        if choice.kind not in _BODIES:
            return None
        if voted:
            return choice, _PREFERRED
        if pronoun.lower_ == "its" and choice.kind != "GPE":
            return choice, _ALONE
        if pronoun.dep_ != "nsubj" or choice.kind == "NORP":
            return None
        verb = pronoun.head
        if lemma(verb) in _ACTING and choice.kind == "ORG":
            return choice, _GUESSED
        return (choice, _GUESSED if choice.kind == "ORG" else DOUBTED) if _is_act(verb) else None

    def _agrees(self, pronoun: Token, spoken: Spoken) -> bool:
        if self._quoted[pronoun.i] != spoken.quotation:
            return False
        gender = gender_of_pronoun(pronoun)
        if gender is None:
            return spoken.kind != "PERSON"
        known = self._genders.get(spoken.chain, gender)
        if spoken.mention == NOBODY:
            known = gender_of_pronoun(spoken.token) or gender
        return spoken.kind == "PERSON" and known == gender

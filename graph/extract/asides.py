"""Speech named in passing: "the mill, Dalva said, was sold"; "the mill was sold, she said"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from graph.extract.inflections import lemma
from graph.extract.syntax import children, mark_words
from graph.extract.vocabulary import in_class

_CLOSES = frozenset({",", ".", ";", ")", "—", "–", "-", "--", "?", "!"})
_OPENS = _CLOSES - {"."}
_AFTER = frozenset({"obl", "advmod", "obl:tmod", "obl:unmarked", "obl:npmod", "obj", "iobj"})
_LONGEST = 20


def speech_asides(doc: Doc) -> Mapping[int, tuple[Token, ...]]:
    """Return, by the head of the clause that they are about, the verbs of speech said in passing.

    Such a verb has its own subject beside it, no clause or object of its own but whom it was said
    to, and marks before and after both.
    """
    found: dict[int, tuple[Token, ...]] = {}
    for verb in doc:
        if verb.pos_ != "VERB" or not tells(verb):
            continue
        if _is_as_said(verb):
            clause: Token | None = verb.head
        else:
            remark = _remark(verb)
            clause = None if remark is None else _around(verb, *remark)
        if clause is not None:
            found[clause.i] = (*found.get(clause.i, ()), verb)
    return found


def tells(verb: Token) -> bool:
    """Whether a verb tells something in passing: "..., the Gazette has learned"."""
    if in_class("verbs", lemma(verb), "speech", "alleging"):
        return True
    return lemma(verb) == "learn" and any(lemma(word) == "have" for word in children(verb, "aux"))


def _is_as_said(verb: Token) -> bool:
    """Whether a clause is "as X said", with nothing that was said in it."""
    told = any(child.dep_ in {"ccomp", "xcomp", "obj"} for child in verb.children)
    return verb.dep_ == "advcl" and mark_words(verb) == "as" and not told


def _remark(verb: Token) -> tuple[int, int] | None:
    """Return the first and the last token of a remark, its marks left out."""
    subject = next(iter(children(verb, "nsubj")), None) or _records(verb)
    if subject is None and any(c.lower_ == "it" for c in children(verb, "nsubj:pass")):
        subject = children(verb, "nsubj:pass")[0]  # "it was reported"
    if subject is None or subject.tag_ in {"WDT", "WP"}:
        return None
    if any(child.dep_ in {"ccomp", "xcomp"} for child in verb.children):
        return None
    if any(in_class("modals", word.lower_, "asking") for word in children(verb, "aux")):
        return None  # "she would have insisted"
    later = [c for c in verb.children if c.dep_ in _AFTER and c.i > verb.i and not _is_clause(c)]
    words = [t.i for part in (subject, *later) for t in part.subtree if not t.is_punct]
    first, last = min(*words, verb.i), max(*words, verb.i)
    doc, sentence = verb.doc, verb.sent
    while first > sentence.start and doc[first - 1].lower_ in {"as", "so"}:
        first -= 1
    if first <= sentence.start or last - first > _LONGEST:
        return None
    if doc[first - 1].text not in _OPENS:
        return None
    if last + 1 < sentence.end and doc[last + 1].text not in _CLOSES:
        return None
    return first, last


def _records(verb: Token) -> Token | None:
    """Return the records of ", records kept by the town show.", read as if these showed them."""
    noun = verb.head
    last = verb.i + 1 >= verb.sent.end or verb.nbor().text in _CLOSES - {","}
    relative = any(child.tag_ in {"WDT", "WP"} or child.dep_ == "mark" for child in verb.children)
    if verb.dep_ != "acl:relcl" or not last or relative or noun.left_edge.i == 0:
        return None
    return noun if noun.left_edge.nbor(-1).text == "," or noun.left_edge.text == "," else None


def _is_clause(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"}


def _around(verb: Token, first: int, last: int) -> Token | None:
    """Return the head of the smallest clause that has words on both sides, else before it."""
    inside = range(first, last + 1)
    part = _part(verb)
    clauses = [
        verb.doc[i] for i in part if i not in inside and _heads_a_clause(verb.doc[i], inside)
    ]
    before = [c for c in clauses if part.start <= _first(c, inside) < first]
    both = [c for c in before if last + 1 < _last(c, inside)]
    if both:
        return min(both, key=lambda c: len(list(c.subtree)))
    at_end = last + 2 >= part.stop
    return max(before, key=lambda c: len(list(c.subtree))) if before and at_end else None


def _part(verb: Token) -> range:
    """Return what a remark may be about: its sentence, between semicolons."""
    sentence = verb.sent
    marks = [token.i for token in sentence if token.text == ";"]
    start = max([m + 1 for m in marks if m < verb.i], default=sentence.start)
    return range(start, min([m for m in marks if m > verb.i], default=sentence.end))


def _heads_a_clause(token: Token, inside: range) -> bool:
    if token.pos_ not in {"VERB", "AUX"} and not children(token, "cop"):
        return False
    own = children(token, "nsubj", "nsubj:pass")
    return any(subject.i not in inside for subject in own)


def _own(token: Token, inside: range) -> Iterator[int]:
    return (t.i for t in token.subtree if t.i not in inside and not t.is_punct)


def _first(token: Token, inside: range) -> int:
    return min(_own(token, inside))


def _last(token: Token, inside: range) -> int:
    return max(_own(token, inside))

"""Whom the extractor hears in a text, by which words, and saying what.

A reading holds a speaker only where somebody says something that makes a claim. This asks the same
layers (stance and quotations) about every clause, so that they can be measured where no claim is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from benchmarks.outside.polnear import Attribution
from graph.extract.ends import Ends
from graph.extract.quotations import quotations
from graph.extract.quotes import Quotes
from graph.extract.stance import StanceReader
from graph.extract.syntax import children, is_passive
from graph.model import Span

_SAID = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ", "NUM", "PRON"})
_LATER = frozenset({"acl:relcl", "appos", "parataxis", "punct"})


def attributions(doc: Doc, ends: Ends, *, minds: bool = False) -> list[Attribution]:
    """Return the attributions of a document, in the order of their cues.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With syntax.
    ends : graph.extract.ends.Ends
        Whom its phrases mean.
    minds : bool
        Whether plans, wishes, demands and judgements count too, which a claim holds as its
        modality and not as its speaker.
    """
    stances = StanceReader(ends, minds=minds)
    quotes = Quotes(doc, ends, stances)
    heard: dict[Span, set[int]] = defaultdict(set)
    signers: dict[Span, Span] = {}
    quoted = quotations(doc.text)
    for token in doc:
        if token.pos_ not in _SAID:
            continue
        stance = stances.of(token)
        if stance is None:
            continue
        for voice in quotes.voiced(stance, Span(token.idx, token.idx + len(token))):
            if voice.cue is None or any(span.covers(voice.cue) for span in quoted):
                continue  # the set marks none inside quotation marks
            heard[voice.cue].add(token.i)
            if voice.end is not None and not doc.text[voice.cue.start].isalpha():
                signers[voice.cue] = voice.end.words
    return [
        found
        for cue in sorted(heard)
        if (found := _attribution(doc, stances, cue, heard[cue], signers.get(cue))) is not None
    ]


def _attribution(
    doc: Doc, stances: StanceReader, cue: Span, heads: set[int], signer: Span | None
) -> Attribution | None:
    tokens = doc.char_span(cue.start, cue.end, alignment_mode="expand")
    if tokens is None:
        return None
    first = tokens[0]
    named = None if signer is None else doc.char_span(signer.start, signer.end)
    source = _source(stances, first) if named is None else list(named)
    speaking = {token.i for token in source} | {token.i for token in tokens}
    for token in _cue_clause(doc, first, heads):
        speaking.add(token)
    content: set[int] = set()
    for head in heads:
        content.update(token.i for token in doc[head].subtree)
    for quotation in quotations(doc.text):
        marks = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if marks is not None and any(head in range(marks.start, marks.end) for head in heads):
            content.update(range(marks.start, marks.end))
    content -= speaking
    if not content:
        return None
    return Attribution(
        source=tuple(_runs(doc, {token.i for token in source})),
        cue=(cue,),
        content=tuple(_runs(doc, content)),
    )


def _cue_clause(doc: Doc, cue: Token, heads: set[int]) -> Iterator[int]:
    """Yield the words of the clause of the cue that stands inside what it says: "..., X said"."""
    if any(head == ancestor.i for ancestor in cue.ancestors for head in heads):
        yield from (token.i for token in cue.subtree)


def _source(stances: StanceReader, cue: Token) -> list[Token]:
    """Return the words of whoever speaks by a cue, without what is only added about them."""
    if cue.lower_ == "according":
        heads = [cue.head]
    elif cue.pos_ in {"NOUN", "PROPN"}:
        heads = children(cue, "nmod:poss")
    elif is_passive(cue):
        heads = children(cue, "obl:agent")
    else:
        subject = stances.subject(cue)
        heads = [] if subject is None else [subject]
    relative = (child for child in cue.children if child.dep_ == "nsubj")
    found: list[Token] = [child for child in relative if child.tag_ in {"WP", "WDT"}]
    for head in heads:
        left_out = {token.i for child in children(head, *_LATER) for token in child.subtree}
        left_out.update(t.i for c in children(head, "case") for t in c.subtree)
        found.extend(token for token in head.subtree if token.i not in left_out)
    return found


def _runs(doc: Doc, indexes: set[int]) -> Iterator[Span]:
    """Yield the stretches of neighbouring words."""
    ordered = sorted(indexes)
    start = 0
    for place in range(1, len(ordered) + 1):
        if place == len(ordered) or ordered[place] != ordered[place - 1] + 1:
            last = doc[ordered[place - 1]]
            yield Span(doc[ordered[start]].idx, last.idx + len(last))
            start = place

"""Claims in words, for pages, reports and the terminal: never more than is claimed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.edtf import when_words
from graph.model import Claim, Modality, Speaker, Value
from graph.ontology import ontology

_DOUBT: Mapping[Modality, str] = {
    "asserted": "",
    "alleged": "allegedly ",
    "planned": "planned: ",
    "hypothetical": "possibly ",
}
_FRAMES: Mapping[Modality, str] = {
    "asserted": "",
    "alleged": "it is alleged that ",
    "planned": "it is planned or intended, not done, that ",
    "hypothetical": "it is put as possible or supposed, not as a fact, that ",
}
_FIRMEST_FIRST: tuple[Modality, ...] = ("asserted", "alleged", "planned", "hypothetical")
NO_DATE = "no date given"
"""Said of a position without a date, lest it be read as one that is held now."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence; ``name`` tells words taken from a document from the program's."""

    text: str
    name: bool = False


def plain(runs: Sequence[Run]) -> str:
    """Return runs as one string."""
    return "".join(run.text for run in runs)


def relation_words(claim: Claim) -> str:
    """Return the relation in words, its polarity and its doubt included."""
    return f"{_doubt(claim)}{_label(claim)}"


def line_words(claim: Claim) -> str:
    """Return what to write on a claim's line between two entities.

    The position itself where one was held, its polarity and its doubt included; else, and where
    the value stands at the line's far end, the relation.
    """
    if claim.object is None or claim.value is None or claim.value.kind != "position":
        return relation_words(claim)
    denied = "not " if claim.polarity == "denied" else ""
    return f"{_doubt(claim)}{denied}{' '.join(claim.value.text.split())}"


def claim_sentence(claim: Claim, names: Mapping[str, str]) -> str:
    """Return a claim in one line: subject, relation, value, object, when."""
    parts = [names[claim.subject], relation_words(claim)]
    if claim.value is not None:
        is_date = claim.value.kind == "date"
        parts.append(when_words(claim.value.text) if is_date else claim.value.text)
    if claim.object is not None:
        parts.append(f"({names[claim.object]})" if claim.value is not None else names[claim.object])
    if claim.role is not None:
        parts.append(f"as {role_words(claim.role)}")
    when = _when(claim)
    if when:
        parts.append(f"[{when}]")
    return " ".join(parts)


def claim_words(claim: Claim, names: Mapping[str, str], *, modality: Modality) -> tuple[Run, ...]:
    """Return what is claimed as the end of a sentence that begins with who says so.

    Without a full stop; what is alleged, planned or supposed is put so, never as a fact.

    Parameters
    ----------
    claim : Claim
    names : mapping of str to str
        Names of the entities at its ends, by id.
    modality : Modality
        How those put it to whom the sentence gives it.
    """
    runs = [Run(_FRAMES[modality]), _name(names[claim.subject]), Run(f" {_label(claim)}")]
    if claim.value is not None:
        runs += [Run(" "), *_value(claim.value)]
    if claim.object is not None:
        other = _name(names[claim.object])
        runs += [Run(" "), other] if claim.value is None else [Run(" ("), other, Run(")")]
    if claim.role is not None:
        runs.append(Run(f" as {role_words(claim.role)}"))
    when = _when(claim)
    if when:
        runs.append(Run(f", {when}"))
    return tuple(run for run in runs if run.text)


def speaker_words(chain: Sequence[Speaker]) -> str:
    """Return the chain of speakers, outermost first, in words."""
    return plain(speaker_runs(chain))


def speaker_runs(
    chain: Sequence[Speaker], *, where: str | None = None, title: str | None = None
) -> tuple[Run, ...]:
    """Return the chain of speakers, outermost first: "X, quoting Y".

    ``title`` and ``where``, a file name, are what a document is called that has no publisher: its
    author is known from its metadata alone, which anybody may have set, and is no speaker.
    """
    runs: list[Run] = []
    for speaker in chain:
        verb = {"direct": "quoting ", "indirect": "citing "}.get(speaker.how, "")
        runs += [Run(", " if runs else ""), Run(verb), *_speaker(speaker, where, title)]
    return tuple(run for run in runs if run.text)


def according_to(
    chain: Sequence[Speaker], *, where: str | None = None, title: str | None = None
) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return the chain of speakers, innermost first, and apart from them the outermost.

    Put together they read "Y, quoted by" and "X"; the first part is empty where X speaks alone.
    ``title`` and ``where`` are those of `speaker_runs`.
    """
    heard: list[Run] = []
    for speaker in reversed(chain[1:]):
        relayed = ", quoted by " if speaker.how == "direct" else ", as reported by "
        heard += [*_speaker(speaker, where, title), Run(relayed)]
    return tuple(heard), tuple(_speaker(chain[0], where, title))


def _speaker(speaker: Speaker, where: str | None, title: str | None) -> list[Run]:
    if speaker.name and speaker.name.strip():
        if speaker.how == "author":
            given = [Run(" (author given as "), _name(speaker.name), Run(")")]
            return [*_document(where, title), *given]
        return [_name(speaker.name)]
    if speaker.how in {"author", "publisher"}:
        unnamed = [Run("an unnamed author")]
        return unnamed if where is None else [*unnamed, Run(" (file "), _name(where), Run(")")]
    quoted = speaker.how == "direct"
    return [Run("somebody quoted but not named" if quoted else "somebody not named")]


def _document(where: str | None, title: str | None) -> list[Run]:
    if title and title.strip():
        return [Run("the document “"), _name(title), Run("”")]
    return [Run("the document")] if where is None else [Run("the file "), _name(where)]


def _doubt(claim: Claim) -> str:
    firmest: Modality = next((m for m in _FIRMEST_FIRST if m in claim.modalities), "asserted")
    return _DOUBT[firmest]


def _when(claim: Claim) -> str:
    stated = claim.value is not None and claim.value.kind == "date"
    if claim.when is not None:
        return "" if stated else when_words(claim.when)
    return NO_DATE if claim.value is not None and claim.value.kind == "position" else ""


def _label(claim: Claim) -> str:
    predicate = ontology().predicates.get(claim.predicate)
    if predicate is None:
        words = claim.predicate.replace("-", " ")
        return f"not: {words}" if claim.polarity == "denied" else words
    return predicate.denied_label if claim.polarity == "denied" else predicate.label


def role_words(role: str) -> str:
    """Return what somebody is in an event, in words."""
    known = ontology().roles.get(role)
    return known.label if known is not None else role


def _value(value: Value) -> list[Run]:
    if value.kind == "date":
        return [Run(when_words(value.text))]
    if value.kind == "number":
        return [_name(value.text)]
    return [Run("“"), _name(value.text), Run("”")]


def _name(text: str) -> Run:
    return Run(" ".join(text.split()), name=True)

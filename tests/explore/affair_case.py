"""The invented affair as a case: denials, allegations, an event, several speakers and documents."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from corpus import Document, read_bytes, sha256_text
from graph.case import Case, Derived
from graph.derive.contradictions import contradictions
from graph.model import (
    Claim,
    EndSpan,
    Entity,
    EventSummary,
    Evidence,
    EvidenceGenerator,
    Generator,
    Mention,
    Reading,
    Span,
    Spans,
    Speaker,
    Value,
)
from graph.spans import set_aside_sha256
from tests.explore import affair

NUMBERS = {"at least 212 people": (212.0, "people"), "340 people": (340.0, "people")}
DATES = {"autumn 1983": "1983-09/1983-11"}


def make(path: Path, folder: Path | None = None) -> Case:
    """Write the affair into a new case; the texts also as files, if a folder is given."""
    case = Case.open(path, create=True)
    documents = {key: _document(key) for key in affair.TEXTS}
    for document in documents.values():
        if folder is not None:
            file = folder / document.paths[0].replace("/", "_")[-60:].replace("<", "").replace(
                ">", ""
            )
            file.write_text(document.text, encoding="utf-8")
        reading = Reading(
            text_sha256=document.text_sha256,
            set_aside_sha256=set_aside_sha256(()),
            pipeline="by-hand",
        )
        case.recorded.add(document, reading, root="/papers", path=document.paths[0])
    case.recorded.note(
        root="/papers", path="scan.tiff", content_sha256="0" * 64, outcome="unsupported",
        reason="There is no reader for such files.",
    )  # fmt: skip
    case.derived.replace(_derived(documents), revision=case.recorded.revision)
    return case


def _document(key: str) -> Document:
    publisher, title, published, path, language, text = affair.TEXTS[key]
    read = read_bytes(text.encode(), name=f"{key}.txt")
    return replace(
        read,
        text=text,
        text_sha256=sha256_text(text),
        publisher=publisher,
        title=title,
        published=published,
        paths=(path,),
        language=language,
        authors=("Mira Holt",) if key == "ledger" else (),
        pages=(0, text.index("Three witnesses")) if key == "commission" else (),
        set_aside=(),
    )


def _derived(documents: dict[str, Document]) -> Derived:
    mentions, sentences = _mentions(documents)
    held = {}
    for mention in mentions:
        held.setdefault(mention.entity, []).append(mention)
    entities = []
    for key, (name, kind, aliases, _, _) in affair.TYPES.items():
        mine = held.get(key, [])
        entities.append(
            Entity(
                id=key,
                type=kind,
                name=name,
                aliases=tuple(aliases),
                mention_count=max(1, len(mine)),
                document_count=max(1, len({m.document for m in mine})),
                independent_sources=max(1, len({m.document for m in mine})),
                event=EventSummary(kind="killing", when="1983", location="prison", disputed=True)
                if kind == "EVENT"
                else None,
            )
        )
    claims = tuple(_claims(documents))
    return Derived(
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        mentions=tuple(mentions),
        claims=claims,
        disputes=tuple((d.kind, d.claims[0].id, d.claims[1].id) for d in contradictions(claims)),
        sentences=sentences,
        reprint_groups={document.id: document.id for document in documents.values()},
    )


def _mentions(documents: dict[str, Document]) -> tuple[list[Mention], dict[str, Span]]:
    found, sentences = [], {}
    for key, document in documents.items():
        bounds = [m.span() for m in re.finditer(r"[^.]+\.?", document.text)]
        taken: set[int] = set()
        for entity, (name, kind, aliases, _, _) in affair.TYPES.items():
            for form in sorted({name, *aliases}, key=len, reverse=True):
                for match in re.finditer(re.escape(form), document.text):
                    if taken & set(range(*match.span())):
                        continue
                    taken |= set(range(*match.span()))
                    span = next(
                        (Span(*b) for b in bounds if b[0] <= match.start() and match.end() <= b[1]),
                        Span(*match.span()),
                    )
                    identity = f"m-{key}-{match.start()}"
                    sentences[identity] = span
                    found.append(
                        Mention(
                            id=identity,
                            document=document.id,
                            start=match.start(),
                            end=match.end(),
                            text=match[0],
                            type=kind,
                            form="named",
                            entity=entity,
                            score=0.9,
                            generated_by=Generator(component="by-hand", version="1"),
                        )
                    )
    return found, sentences


def _claims(documents: dict[str, Document]):
    for number, (subject, predicate, other, value, when, polarity, modalities, sources, passages) \
            in enumerate(affair.CLAIMS):  # fmt: skip
        yield Claim(
            id=affair.claim_id(number),
            subject=subject,
            predicate=predicate,
            role="victim" if predicate == "participant" and subject == "killings" else None,
            object=other,
            value=None if value is None else Value(kind="position", text=value),
            when=when,
            polarity=polarity,
            modalities=tuple(modalities),
            independent_sources=sources,
            rank="normal",
            deprecated_reason=None,
            score=0.9,
            evidence=tuple(_evidence(one, documents) for one in passages),
        )
    for number, (subject, predicate, text, sources, passage) in enumerate(affair.VALUES):
        count, unit = NUMBERS.get(text, (None, None))
        yield Claim(
            id=f"v-{number}",
            subject=subject,
            predicate=predicate,
            role=None,
            object=None,
            value=Value(kind="date", text=DATES[text])
            if text in DATES
            else Value(kind="number", text=text, number=count, unit=unit),
            when=None,
            polarity="affirmed",
            modalities=("asserted",),
            independent_sources=sources,
            rank="normal",
            deprecated_reason=None,
            score=0.8,
            evidence=(_evidence(passage, documents),),
        )


def _evidence(told, documents: dict[str, Document]) -> Evidence:
    document = documents[str(told["document"]).removeprefix("d-")]
    start, end = told["position"]["start"], told["position"]["end"]
    return Evidence(
        document=document.id,
        content_sha256=document.content_sha256,
        page=told["page"],
        position=Span(start, end),
        quote=document.quote(start, end),
        spans=Spans(**{kind: _end(span) for kind, span in told["spans"].items()}),
        attributed_to=tuple(Speaker(**link) for link in told["attributed_to"]),
        modality=told["modality"],
        score=told["score"],
        generated_by=EvidenceGenerator(**told["generated_by"]),
        independence_group=told["independence_group"],
    )


def _end(span) -> EndSpan | None:
    if span is None:
        return None
    via = span["via"]
    return EndSpan(
        start=span["start"],
        end=span["end"],
        via=None if via is None else Span(via["start"], via["end"]),
    )

"""A large invented case, written straight into the tables: the same for the same seed."""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from corpus import document_id
from graph.case import Case
from graph.case.codec import dump
from graph.case.schema import transaction
from graph.model import Value
from graph.names import normal

_PARTS = "ba be bo da de do ka ke ki la le li ma me mi na ne no ra re ri sa se ta te to va ve vo"
_TYPES = ("PERSON",) * 60 + ("ORG",) * 20 + ("GPE",) * 8 + ("EVENT",) * 8 + ("FAC",) * 4
_SAID = (
    ("position-held", 30), ("member-of", 16), ("employed-by", 10), ("relative-of", 8),
    ("owns", 6), ("located-in", 6), ("participant", 14), ("happened-in", 4),
    ("happened-on", 3), ("number-affected", 3),
)  # fmt: skip
_POSITIONS = ("director", "mayor", "judge", "member", "head of the office", "secretary", "guard")
_COMMUNITY = 60
_LONG_TAIL = 0.7
_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Size:
    """How large a case is."""

    entities: int
    claims: int
    documents: int


FULL = Size(entities=100_000, claims=1_000_000, documents=20_000)


def write(path: Path, size: Size = FULL, *, seed: int = 0) -> None:
    """Write a case of that size; deterministic."""
    random_ = random.Random(seed)
    with Case.open(path, create=True) as case:
        db = case.connection
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA cache_size = -1000000")
        db.execute("PRAGMA foreign_keys = OFF")  # rows are written in another order here
        names = names_of(size.entities, random_)
        types = [random_.choice(_TYPES) for _ in names]
        placed = _claims(size, types, random_)
        with transaction(db):
            _write_documents(db, size, names, placed, random_)
            _write_entities(db, names, types)
            db.execute("UPDATE meta SET value = '1' WHERE key = 'recorded_revision'")
            case.derived.settle(1)
        db.execute("ANALYZE")


@dataclass(slots=True)
class _Claim:
    row: int
    subject: int
    predicate: str
    role: str | None
    object: int | None
    value: Value | None
    at: str | None
    denied: bool
    modality: str
    documents: Sequence[int]
    speaker: int | None


def names_of(count: int, random_: random.Random) -> list[str]:
    """Return invented names; the first ones are the same for the same seed."""
    parts = _PARTS.split()

    def word() -> str:
        return "".join(random_.choice(parts) for _ in range(random_.randint(2, 3))).capitalize()

    return [f"{word()} {word()} {word()}" for _ in range(count)]


def _claims(size: Size, types: Sequence[str], random_: random.Random) -> Iterator[_Claim]:
    weights = list(accumulate((rank + 1) ** -_LONG_TAIL for rank in range(size.entities)))
    everybody = range(size.entities)
    predicates, shares = zip(*_SAID, strict=True)
    events = [row for row in everybody if types[row] == "EVENT"]
    places = [row for row in everybody if types[row] in {"GPE", "FAC"}]
    subjects = random_.choices(everybody, cum_weights=weights, k=size.claims)
    said = random_.choices(predicates, weights=shares, k=size.claims)
    for number, (subject, predicate) in enumerate(zip(subjects, said, strict=True), 1):
        if predicate in {"participant", "happened-in", "happened-on", "number-affected"}:
            subject = events[subject % len(events)]
        home = subject - subject % _COMMUNITY
        other: int | None = min(size.entities - 1, home + random_.randrange(_COMMUNITY))
        if random_.random() < 0.2:
            other = random_.choices(everybody, cum_weights=weights)[0]
        if predicate in {"located-in", "happened-in"}:
            other = random_.choice(places)
        value = None
        at = _date(random_) if random_.random() < 0.4 else None
        if predicate == "position-held":
            value = Value(kind="position", text=random_.choice(_POSITIONS))
        elif predicate == "happened-on":
            value, other = Value(kind="date", text=_date(random_)), None
        elif predicate == "number-affected":
            count = random_.randint(1, 500)
            value, other = Value(kind="number", text=f"{count} people", number=float(count),
                                 unit="people"), None  # fmt: skip
        if other == subject:
            other = (other + 1) % size.entities
        first = random_.randrange(size.documents)
        more = random_.random()
        copies = 1 if more < 0.8 else 2 if more < 0.95 else 3
        yield _Claim(
            row=number,
            subject=subject,
            predicate=predicate,
            role=random_.choice(("victim", "accused", "witness"))
            if predicate == "participant"
            else None,
            object=other,
            value=value,
            at=at,
            denied=random_.random() < 0.03,
            modality="alleged" if random_.random() < 0.1 else "asserted",
            documents=[(first + 7 * step) % size.documents for step in range(copies)],
            speaker=min(size.entities - 1, home + random_.randrange(10))
            if random_.random() < 0.3
            else None,
        )


def _date(random_: random.Random) -> str:
    year = random_.randint(1970, 2020)
    shape = random_.random()
    if shape < 0.4:
        return f"{year}"
    if shape < 0.7:
        return f"{year}-{random_.randint(1, 12):02d}"
    return f"{year}-{random_.randint(1, 12):02d}-{random_.randint(1, 28):02d}"


def _write_documents(
    db: sqlite3.Connection,
    size: Size,
    names: Sequence[str],
    claims: Iterator[_Claim],
    random_: random.Random,
) -> None:
    """Write each document as the sentences of its claims, then the claims and their passages."""
    texts: list[list[str]] = [[] for _ in range(size.documents)]
    lengths = [0] * size.documents
    passages: list[tuple[int, int, int, int, str]] = []
    held: list[_Claim] = []
    for claim in claims:
        what = claim.value.text if claim.value else ""
        other = names[claim.object] if claim.object is not None else ""
        verb = "was never" if claim.denied else "was"
        words = (names[claim.subject], verb, claim.predicate, what, other, claim.at or "")
        sentence = f"{' '.join(word for word in words if word)}. "
        for document in claim.documents:
            start = lengths[document]
            passages.append((claim.row, document, start, start + len(sentence) - 1, sentence[:-1]))
            texts[document].append(sentence)
            lengths[document] += len(sentence)
        held.append(claim)
    publishers = [f"The {name.split()[0]} Post" for name in names[:200]]
    ids = []
    for number in range(size.documents):
        text = "".join(texts[number]) or "Nothing."
        texts[number] = []
        digest = hashlib.sha256(f"{number}".encode()).hexdigest()
        ids.append(document_id(digest))
        db.execute(
            "INSERT INTO document (id, public_id, content_sha256, text_sha256, media_type, title,"
            " publisher, authors, published, language, pages, set_aside, text, added_at)"
            " VALUES (?, ?, ?, ?, 'text/plain', ?, ?, '[]', ?, 'en', '[]', '[]', ?, '2026')",
            (number + 1, ids[-1], digest, hashlib.sha256(text.encode()).hexdigest(),
             f"Report {number} of {publishers[number % 200]}", publishers[number % 200],
             _date(random_), text),
        )  # fmt: skip
        db.execute(
            "INSERT INTO document_words (rowid, title, text) VALUES (?, ?, ?)",
            (number + 1, f"Report {number}", text),
        )
        db.execute(
            "INSERT INTO source (root, path, content_sha256, outcome, document, seen_at)"
            " VALUES ('/papers', ?, ?, 'read', ?, '2026')",
            (f"{number:06d}.txt", digest, number + 1),
        )
        group = ids[number - number % 10] if number % 10 < 2 else ids[-1]
        db.execute("INSERT INTO reprint VALUES (?, ?)", (number + 1, group))
    _write_claims(db, held, passages, ids, publishers, names)


def _write_claims(
    db: sqlite3.Connection,
    claims: Sequence[_Claim],
    passages: Sequence[tuple[int, int, int, int, str]],
    ids: Sequence[str],
    publishers: Sequence[str],
    names: Sequence[str],
) -> None:
    first: dict[int, int] = {}
    for row, passage in enumerate(passages, 1):
        first.setdefault(passage[0], row)
    db.executemany(
        "INSERT INTO claim (id, public_id, subject, predicate, role, object, value, at, polarity,"
        " modalities, independent_sources, rank, deprecated_reason, score, first_evidence)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (c.row, f"clm-{c.row:016x}", c.subject + 1, c.predicate, c.role,
             None if c.object is None else c.object + 1,
             None if c.value is None else dump(c.value), c.at,
             "denied" if c.denied else "affirmed", json.dumps([c.modality]), len(c.documents),
             "normal", None, 0.5 + (c.row % 50) / 100, first[c.row])
            for c in claims
        ),
    )  # fmt: skip
    db.execute(
        "INSERT INTO dispute (kind, one, other, weight) SELECT 'polarity', a.id, b.id,"
        " min(a.independent_sources, b.independent_sources) FROM claim a JOIN claim b"
        " ON b.subject = a.subject AND b.predicate = a.predicate AND b.object IS a.object"
        " WHERE a.polarity = 'denied' AND b.polarity = 'affirmed'"
    )
    by_row = {claim.row: claim for claim in claims}
    db.executemany(
        "INSERT INTO evidence (claim, document, start, stop, exact, body)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            (row, document + 1, start, stop, exact,
             _body(by_row[row], ids[document], start, stop, exact,
                   publishers[document % 200], names))
            for row, document, start, stop, exact in passages
        ),
    )  # fmt: skip
    mentions = (
        (f"m-{place:06x}{end}{row:010x}", document + 1, at, at + len(names[entity]), names[entity],
         entity + 1, start, stop)
        for place, (row, document, start, stop, exact) in enumerate(passages)
        for end, entity in enumerate((by_row[row].subject, by_row[row].object))
        if entity is not None
        for at in [start + exact.index(names[entity])]
    )  # fmt: skip
    db.executemany(
        "INSERT INTO mention (public_id, document, start, stop, text, type, form, entity, score,"
        " component, version, sentence_start, sentence_stop)"
        " VALUES (?, ?, ?, ?, ?, 'PERSON', 'named', ?, 0.9, 'made', '1', ?, ?)",
        mentions,
    )


def _body(
    claim: _Claim,
    document: str,
    start: int,
    stop: int,
    exact: str,
    publisher: str,
    names: Sequence[str],
) -> str:
    chain: list[dict[str, object]] = [
        {"entity": None, "name": publisher, "how": "publisher", "cue": None}
    ]
    if claim.speaker is not None:
        speaker = claim.speaker
        chain.append({"entity": f"m-{speaker:016x}", "name": names[speaker], "how": "direct",
                      "cue": None})  # fmt: skip
    subject = {"start": start, "end": start + len(names[claim.subject]), "via": None}
    return json.dumps(
        {
            "document": document,
            "content_sha256": "",
            "page": None,
            "position": {"start": start, "end": stop},
            "quote": {"exact": exact, "prefix": "", "suffix": ""},
            "spans": {"trigger": None, "subject": subject, "object": None, "value": None,
                      "when": None},
            "attributed_to": chain,
            "modality": claim.modality,
            "score": 0.9,
            "generated_by": {"component": "made", "version": "1", "rule": None},
            "independence_group": document,
        },
        separators=(",", ":"),
    )  # fmt: skip


def _write_entities(db: sqlite3.Connection, names: Sequence[str], types: Sequence[str]) -> None:
    counted = dict(
        (row[0], (row[1], row[2], row[2]))
        for row in db.execute(
            "SELECT entity, count(*), count(DISTINCT document) FROM mention GROUP BY entity"
        )
    )
    for begin in range(0, len(names), _BATCH):
        part = range(begin, min(begin + _BATCH, len(names)))
        db.executemany(
            "INSERT INTO entity VALUES (?, ?, ?, ?, '[]', ?, ?, ?, ?)",
            (
                (row + 1, f"m-{row:016x}", types[row], names[row],
                 *counted.get(row + 1, (1, 1, 1)),
                 '{"kind":"killing","when":null,"location":null,"disputed":false}'
                 if types[row] == "EVENT" else None)
                for row in part
            ),
        )  # fmt: skip
        db.executemany(
            "INSERT OR IGNORE INTO entity_name VALUES (?, ?)",
            ((normal(names[row]), row + 1) for row in part),
        )

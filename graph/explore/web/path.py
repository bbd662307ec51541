"""The view Path: how two entities are connected, and what of it holds without a source."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from graph.case.packed import KINDS
from graph.case.summaries import innermost
from graph.explore.web.desk import Desk
from graph.explore.web.entity import together as shared_sentences
from graph.explore.web.find import choices
from graph.explore.web.held import Held
from graph.explore.web.lists import speaker_card
from graph.explore.web.records import EntityCard, Hop, Named, PathCard, PathPage, SpeakerCard
from graph.names import normal
from graph.query.paths import Path, best_paths

CLAIMS = 3
"""Claims shown of each hop."""


def path(
    desk: Desk,
    held: Held,
    *,
    one: str = "",
    other: str = "",
    denied: bool = False,
    together: bool = False,
    speaker: int | None = None,
    document: str | None = None,
    avoid: Sequence[str] = (),
    hops: int = 4,
) -> PathPage:
    """Return the best paths between two entities.

    Parameters
    ----------
    desk : Desk
    held : Held
        The claims of this case, in memory.
    one, other : str
        Ids, or names: where a name fits several, they are given to choose from.
    denied : bool
        Go through denied claims too.
    together : bool
        Also say how often the two are named in one sentence.
    speaker, document
        What to leave out: claims that rest on this speaker's words, or this document, alone.
    avoid : sequence of str
        Entities not to go through.
    hops : int
        The longest path.
    """
    asked = {"one": one.strip(), "other": other.strip()}
    unclear: dict[str, list[EntityCard]] = {}
    ends: dict[str, int] = {}
    for end, words in asked.items():
        if words:
            row, several = _which(desk, words)
            if row is None:
                unclear[end] = several
            else:
                ends[end] = row
    names = desk.named(ends.values())
    found: list[Path] = []
    left_out = None if document is None else desk.document_row(document)
    gone, weaker = _without(desk, speaker, left_out) if len(ends) == 2 else (set(), {})
    if len(ends) == 2:
        found = best_paths(
            held.network(desk.db),
            ends["one"],
            ends["other"],
            kinds=KINDS if denied else KINDS[:-1],
            without=gone,
            weaker=weaker,
            avoid=[desk.entity_row(node) for node in avoid],
            hops=hops,
        )
    shared = []
    if together and len(ends) == 2:
        shared = shared_sentences(desk, ends["one"], ends["other"])
    cards = desk.documents([desk.document_row(document)]) if document else {}
    return PathPage(
        one=names.get(ends.get("one", 0)),
        other=names.get(ends.get("other", 0)),
        without_speaker=None if speaker is None else speaker_card(desk, speaker),
        without_document=next(iter(cards.values()), None),
        denied=denied,
        together=together,
        hops=hops,
        paths=_cards(desk, found, denied=denied, gone=gone),
        shared=shared,
        choices=unclear,
    )


def _which(desk: Desk, words: str) -> tuple[int | None, list[EntityCard]]:
    """Return the entity with this id, or the only one that fits the name; else those that may."""
    row = desk.db.execute(
        "SELECT id FROM entity WHERE public_id = ?1 UNION ALL SELECT entity FROM mention"
        " WHERE public_id = ?1 AND entity IS NOT NULL LIMIT 1",
        (words,),
    ).fetchone()
    if row is not None:
        return int(row[0]), []
    several = choices(desk, words)
    called = [one for one in several if normal(words) in map(normal, (one.name, *one.aliases))]
    for fitting in (called, several):
        if len(fitting) == 1:
            return desk.entity_row(fitting[0].id), []
    return None, several


def _without(
    desk: Desk, speaker: int | None, document: int | None
) -> tuple[set[int], dict[int, tuple[int, float]]]:
    """Return the claims that nothing is left of without a speaker or a document, and what is left.

    The latter are the claims that others say too: with how many sources fewer, and their score.
    """
    if speaker is None and document is None:
        return set(), {}
    rows = desk.db.execute(
        "WITH touched AS MATERIALIZED (SELECT claim FROM voice WHERE speaker = :speaker"
        " UNION SELECT claim FROM evidence WHERE document = :document)"
        " SELECT c.id, c.independent_sources, c.score, json_group_array(json_array(e.document,"
        " json_extract(e.body, '$.independence_group'), json_extract(e.body, '$.attributed_to')))"
        " FROM touched t JOIN edge c ON c.id = t.claim JOIN evidence e ON e.claim = c.id"
        " WHERE c.object IS NOT NULL GROUP BY c.id",
        {"speaker": speaker, "document": document},
    )
    key = desk.db.execute("SELECT key FROM speaker WHERE id = ?", (speaker,)).fetchone()
    gone: set[int] = set()
    weaker: dict[int, tuple[int, float]] = {}
    for claim, sources, score, passages in rows:
        groups, left = set(), set()
        for place, group, chain in json.loads(passages):
            groups.add(group)
            if place != document and (key is None or innermost(chain)[0] != key[0]):
                left.add(group)
        if not left:
            gone.add(claim)
        elif len(left) < len(groups):
            weaker[claim] = max(1, sources - len(groups) + len(left)), score
    return gone, weaker


def _cards(
    desk: Desk, paths: Sequence[Path], *, denied: bool, gone: Collection[int]
) -> list[PathCard]:
    nodes = {node for found in paths for node in found.nodes}
    names: dict[int, Named] = desk.named(nodes)
    shown = []
    for found in paths:
        hops = []
        for one, other, claim in zip(found.nodes, found.nodes[1:], found.claims, strict=False):
            rows = desk.db.execute(
                "SELECT id, count(*) OVER () FROM edge WHERE (subject = ?1 AND object = ?2"
                " OR subject = ?2 AND object = ?1) AND (?3 OR kind <> 'denied')"
                " AND id NOT IN (SELECT value FROM json_each(?6))"
                " ORDER BY id = ?4 DESC, independent_sources DESC, score DESC, id LIMIT ?5",
                (one, other, denied, claim, CLAIMS, json.dumps(sorted(gone))),
            ).fetchall()
            cards = desk.claims([row[0] for row in rows])
            hops.append(
                Hop(
                    one=names[one],
                    other=names[other],
                    claims=cards,
                    total=rows[0][1],
                    weakest=cards[0].independent_sources == found.independent_sources,
                    speakers=_alone(desk, rows[0][0]),
                )
            )
        shown.append(
            PathCard(independent_sources=found.independent_sources, score=found.score, hops=hops)
        )
    return shown


def _alone(desk: Desk, claim: int) -> list[SpeakerCard]:
    """Return the speaker on whose word alone a claim rests, if there is one."""
    rows = desk.db.execute("SELECT speaker FROM voice WHERE claim = ? AND alone", (claim,))
    return [speaker_card(desk, row[0]) for row in rows.fetchall()]

"""The view Path: how two entities are connected, and what of it holds without a source."""

from __future__ import annotations

from collections.abc import Sequence

from graph.explore.web.desk import Desk
from graph.explore.web.entity import together as shared_sentences
from graph.explore.web.find import choices
from graph.explore.web.held import Held
from graph.explore.web.lists import speaker_card
from graph.explore.web.records import EntityCard, Hop, Named, PathCard, PathPage, SpeakerCard
from graph.query.paths import KINDS, Path, best_paths

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
    if len(ends) == 2:
        found = best_paths(
            held.network(desk.db),
            ends["one"],
            ends["other"],
            kinds=KINDS if denied else KINDS[:-1],
            without=_without(desk, speaker, document),
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
        paths=_cards(desk, found, denied=denied),
        shared=shared,
        choices=unclear,
    )


def _which(desk: Desk, words: str) -> tuple[int | None, list[EntityCard]]:
    """Return the entity with this id, or the one that fits the name; else those that may."""
    row = desk.db.execute(
        "SELECT id FROM entity WHERE public_id = ?1 UNION ALL SELECT entity FROM mention"
        " WHERE public_id = ?1 AND entity IS NOT NULL LIMIT 1",
        (words,),
    ).fetchone()
    if row is not None:
        return int(row[0]), []
    several = choices(desk, words)
    if len(several) == 1:
        return desk.entity_row(several[0].id), []
    return None, several


def _without(desk: Desk, speaker: int | None, document: str | None) -> set[int]:
    """Return the claims that nothing is left of without a speaker or a document."""
    gone: set[int] = set()
    if speaker is not None:
        gone |= {
            row[0]
            for row in desk.db.execute(
                "SELECT claim FROM voice WHERE speaker = ? AND alone", (speaker,)
            )
        }
    if document is not None:
        row = desk.document_row(document)
        gone |= {
            found[0]
            for found in desk.db.execute(
                "SELECT DISTINCT e.claim FROM evidence e WHERE e.document = ?1 AND NOT EXISTS"
                " (SELECT 1 FROM evidence o WHERE o.claim = e.claim AND o.document <> ?1)",
                (row,),
            )
        }
    return gone


def _cards(desk: Desk, paths: Sequence[Path], *, denied: bool) -> list[PathCard]:
    nodes = {node for found in paths for node in found.nodes}
    names: dict[int, Named] = desk.named(nodes)
    shown = []
    for found in paths:
        hops = []
        for one, other, claim in zip(found.nodes, found.nodes[1:], found.claims, strict=False):
            rows = desk.db.execute(
                "SELECT id, count(*) OVER () FROM edge WHERE (subject = ?1 AND object = ?2"
                " OR subject = ?2 AND object = ?1) AND (?3 OR kind <> 'denied')"
                " ORDER BY id = ?4 DESC, independent_sources DESC, score DESC, id LIMIT ?5",
                (one, other, denied, claim, CLAIMS),
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

"""Communities in the view Network: closed ones as discs, members of opened ones in their places."""

from __future__ import annotations

from collections.abc import Sequence

from graph.explore.drawing import ClaimNetwork
from graph.explore.web.desk import Desk, NotThere
from graph.explore.web.records import EntityCard, GroupCard, Named
from graph.explore.words import shorten
from graph.query.groups import Group, Groups, Seen, group_of

NAME = 34
"""Code points of a name that stand on a disc."""


def group_id(group: Group, names: dict[int, Named]) -> str:
    """Return how an address names a community: its level and its best-known member."""
    return f"{group.level}.{names[group.best[0]].id}"


def group_rows(desk: Desk, held: Groups, ids: Sequence[str]) -> set[int]:
    """Return the communities that addresses name, with all that they are part of."""
    rows: set[int] = set()
    for one in ids:
        level, _, entity = one.partition(".")
        if not level.isdecimal() or len(level) > 3 or not entity:
            raise NotThere("W279", "This is no group of names. Open the network anew.")
        found = group_of(desk.db, held, desk.entity_row(entity), int(level))
        if found is not None:
            rows.update(held.above(found))
    return rows


def names_of(desk: Desk, held: Groups, rows: Sequence[int]) -> dict[int, Named]:
    """Return the best-known members of communities."""
    return desk.named({best for row in rows for best in held.group(row).best})


def group_cards(held: Groups, seen: Seen, names: dict[int, Named]) -> list[GroupCard]:
    """Return the communities that are seen, closed or opened."""
    return [
        GroupCard(
            id=group_id(held.group(row), names),
            names=held.group(row).size,
            claims=held.group(row).claims,
            best=[names[best] for best in held.group(row).best],
            opened=row in seen.opened,
        )
        for row in (*seen.opened, *seen.closed)
    ]


def draw_groups(
    picture: ClaimNetwork,
    held: Groups,
    seen: Seen,
    *,
    names: dict[int, Named],
    cards: dict[int, EntityCard],
) -> None:
    """Add closed communities to a drawing, and the lines to and from them."""
    keys = {row: f"group:{group_id(held.group(row), names)}" for row in seen.closed}
    known = {row: names[held.group(row).best[0]].name for row in seen.closed}
    for row in seen.closed:
        group = held.group(row)
        best = [shorten(names[one].name, NAME) for one in group.best]
        many = f"{group.size:,} names" if group.size > 1 else "1 name"
        picture.draw_group(
            keys[row],
            label="\n".join([*best, many]),
            at=(group.x, group.y),
            radius=group.radius,
            title=f"{', '.join(best)}: {many}, {group.claims:,} claims among them",
        )
    for line in seen.lines:
        one = cards[line.one].id if line.one_is_entity else keys[line.one]
        near = cards[line.one].name if line.one_is_entity else f"the group of {known[line.one]}"
        many = "1 claim" if line.claims == 1 else f"{line.claims:,} claims"
        picture.draw_between(
            one,
            keys[line.other],
            key=f"{one}>{keys[line.other]}",
            claims=line.claims,
            sources=line.independent_sources,
            title=f"{many} between {near} and the group of {known[line.other]}",
        )

"""``whence review`` and ``whence why-same``: the reasons, two sides at a time, and one key each."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from graph import decide
from graph.case import Case
from graph.case.codec import plain
from graph.cli.common import CaseFile, Plain, app, count_of, opened, out, the_entity
from graph.cli.identity import PANEL, By, One, Other, who
from graph.cli.wording import changes, decision_words
from graph.derive import refresh
from graph.identity.resolve import Why
from graph.identity.scorer import Reason, weights
from graph.model import Decision
from graph.query.review import NamedPassage, ReviewPair, Side, review_queue
from graph.query.who import Who

KEYS: dict[str, decide.PairKind] = {"s": "same", "d": "different", "u": "unsure"}
_HELP = "  ".join(
    f"[bold]{key}[/bold] {what}"
    for key, what in (*KEYS.items(), ("l", "later"), ("b", "back"), ("q", "quit"))
)
_NARROW = 90
_SHOWN = 6
_LEAST_WEIGHT = 0.05
_HOW = {"score": "by comparing them", "decision": "somebody decided so"}


@app.command(
    rich_help_panel=PANEL,
    help="Decide who is who, one pair at a time, those first that change most.\n\nKeys: s same,"
    " d different, u unsure, l later, b back (takes the last answer back), q quit. Without a"
    " terminal the keys are read from standard input.",
)
def review(
    case: CaseFile,
    about: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only pairs with this entity.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most pairs to ask about.")] = 100,
    by: By = None,
    as_json: Plain = False,
) -> None:
    """Ask about pairs that may be one; answers are recorded at once."""
    with opened(case) as opened_case:
        entity = None if about is None else the_entity(opened_case, about).id
        queue = review_queue(opened_case, limit=limit, about=entity)
        if as_json:
            out.print_json(json.dumps([plain(asked) for asked in queue]))
            return
        if not queue:
            out.print("There is nothing to review.")
            return
        before = opened_case.derived.counts()
        made = _ask(opened_case, queue, who(by))
        if made:
            refresh(opened_case)
        after = opened_case.derived.counts()
    counted = Counter(decision.kind for decision in made)
    out.print(
        f"{count_of(len(made), 'decision')}"
        + (f" ({', '.join(f'{n} {kind}' for kind, n in counted.items())})" if made else "")
        + f". Change: {changes(before, after) or 'the counts stay as they are'}."
    )
    if made:
        out.print(f"To see them: whence decisions {escape(str(case))}")


@app.command("why-same", rich_help_panel=PANEL)
def why_same(case: CaseFile, one: One, other: Other, as_json: Plain = False) -> None:
    """Show why two entities are taken for one, or are not: every reason with its weight."""
    with opened(case) as opened_case:
        a, b = the_entity(opened_case, one), the_entity(opened_case, other)
        asked = Who(opened_case)
        if a.id == b.id:
            ends = [_mention_called(opened_case, a.id, name) for name in (one, other)]
            why = asked.why_mentions(ends[0], ends[1])
        else:
            why = asked.why(a, b)
    if as_json:
        out.print_json(json.dumps(plain(why)))
        return
    for line in _why(why, a.name if a.id != b.id else one, b.name if a.id != b.id else other):
        out.print(line)


def _mention_called(case: Case, entity: str, name: str) -> str:
    """Return the id of the mention that is meant by a name, or an id, of an entity."""
    mentions = list(case.derived.mentions(entity))
    by_name = {m.text.casefold(): m.id for m in reversed(mentions)}
    if name in {m.id for m in mentions}:
        return name
    return by_name.get(name.casefold(), entity)


def _why(why: Why, one: str, other: str) -> Iterator[RenderableType]:
    if why.same:
        yield f"{escape(one)} and {escape(other)} are taken for one."
        if not why.steps:
            yield "They are named as one in one document, or by one name."
        for step in why.steps:
            sure = "" if step.probability is None else f", probability {step.probability:.2f}"
            ends = (f"[bold]{escape(name)}[/bold]" for name in (step.left_name, step.right_name))
            how = _HOW.get(step.how, step.how)
            yield f"{' with '.join(ends)}: {escape(how)}{sure}"
            if step.reasons:
                yield _reasons(step.reasons)
        return
    yield f"{escape(one)} and {escape(other)} are taken for two."
    if why.why_not:
        yield f"What stands against it: {escape(why.why_not)}."
    if why.probability is not None:
        yield (
            f"Probability that they are one: {why.probability:.2f}"
            f" (rules join from {weights().join:.2f} on)"
        )
    if why.reasons:
        yield _reasons(why.reasons)


def _reasons(reasons: tuple[Reason, ...]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for reason in (r for r in reasons if abs(r.weight) >= _LEAST_WEIGHT):
        colour = "green" if reason.weight > 0 else "red"
        table.add_row(f"[{colour}]{reason.weight:+.2f}[/{colour}]", escape(reason.text))
    return table


# -- asking -----------------------------------------------------------------------------------


def _ask(case: Case, queue: list[ReviewPair], by: str) -> list[Decision]:
    """Ask about one pair after the other; return the decisions that were not taken back."""
    made: list[tuple[int, Decision]] = []
    keys = _keys()
    place = 0
    while place < len(queue):
        _show(queue[place], place + 1, len(queue))
        key = next(keys, "q")
        if key == "q":
            break
        if key == "b":
            if made:
                place, decision = made.pop()
                case.recorded.decisions.undo(decision.id, decided_by=by, reason="taken back")
                out.print(f"Taken back: {escape(decision_words(decision))}.")
            else:
                out.print("There is no answer to take back.")
                place = max(0, place - 1)
            continue
        if key in KEYS:
            decision = decide.decide_review(case, KEYS[key], queue[place], by=by)
            made.append((place, decision))
            out.print(f"{decision.kind}: {decision.id}")
        place += 1
    return [decision for _, decision in made]


def _keys() -> Iterator[str]:
    """Yield keys that mean something: pressed on a terminal, else read from standard input."""
    known = {*KEYS, "l", "b", "q"}
    while True:
        if sys.stdin.isatty():
            out.print(_HELP)
            key = typer.getchar()
        else:
            key = sys.stdin.read(1)
        if not key or key in "\x03\x04":
            return
        if key.lower() in known:
            yield key.lower()
        elif not key.isspace():
            out.print(f"There is no key {escape(repr(key))}. {_HELP}")


def _show(asked: ReviewPair, number: int, total: int) -> None:
    state = ("taken for one by rules" if asked.joined else "taken for two") + (
        "; somebody was unsure" if asked.unsure else ""
    )
    out.print()
    out.rule(f"{number} of {total}: the same? ({state})")
    left, right = _card(asked.left), _card(asked.right)
    if out.width < _NARROW:
        out.print(left, right, sep="\n")
    else:
        both = Table.grid(expand=True, padding=(0, 1))
        both.add_column(ratio=1)
        both.add_column(ratio=1)
        both.add_row(left, right)
        out.print(both)
    out.print(f"Probability that they are one: {asked.probability:.2f}")
    if asked.why_not:
        out.print(f"What keeps rules from joining them: {escape(asked.why_not)}")
    if asked.reasons:
        out.print(_reasons(asked.reasons))


def _card(side: Side) -> Panel:
    lines = Table.grid(padding=(0, 1))
    lines.add_column(overflow="fold")
    others = [name for name in side.names if name != side.entity.name]
    if others:
        lines.add_row(Text(f"also: {_few(others)}"))
    if side.positions:
        lines.add_row(Text(f"said to be: {_few(list(side.positions))}"))
    lines.add_row(
        Text(
            f"{count_of(len(side.mentions), 'mention')} in {count_of(side.documents, 'document')},"
            f" {count_of(side.claims, 'claim')}",
            style="dim",
        )
    )
    for passage in side.passages:
        lines.add_row(Text())
        lines.add_row(_passage(passage))
        where = passage.title + (f", {passage.published}" if passage.published else "")
        lines.add_row(Text(f"  {where}", style="dim"))
    return Panel(lines, title=Text(f"{side.entity.name} ({side.entity.type})"), title_align="left")


def _passage(passage: NamedPassage) -> Text:
    start = passage.name.start - passage.position.start
    end = passage.name.end - passage.position.start
    shown = Text("“")
    shown.append(_plain(passage.text[:start]))
    shown.append(_plain(passage.text[start:end]), style="bold reverse")
    shown.append(_plain(passage.text[end:]) + "”")
    return shown


def _plain(text: str) -> str:
    """Return text on one line, without characters that would steer the terminal."""
    return "".join(ch if ch.isprintable() else " " for ch in text)


def _few(words: list[str]) -> str:
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    return _plain("; ".join(words[:_SHOWN]) + more)

"""Floors: figures of the scorecard that must not fall unless somebody says why."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).parent / "floors.toml"

_TOP = """# Figures (per cent) of the shipped int8 model below which `make scores` fails. A floor
# is lowered only by `python -m training.scores --lower-floors 'why'`, which notes the reason here.
"""


@dataclass(frozen=True, slots=True)
class Floor:
    """The least value of one figure.

    Attributes
    ----------
    part, set, row, figure
        Where the figure stands in the scorecard.
    least
        In per cent.
    reason
        Why it was last lowered; empty if it never was.
    """

    part: str
    set: str
    row: str
    figure: str
    least: float
    reason: str = ""

    @property
    def name(self) -> str:
        """Return the path of the figure."""
        return f"{self.part} / {self.set} / {self.row} / {self.figure}"


def load_floors(path: Path = FLOORS) -> list[Floor]:
    """Read the floors."""
    return [Floor(**row) for row in tomllib.loads(path.read_text("utf-8"))["floor"]]


def value(card: dict[str, Any], floor: Floor) -> float | None:
    """Return the figure of a floor, or None if it was not measured."""
    rows = card["parts"].get(floor.part, {}).get("int8", {}).get(floor.set, {})
    found = rows.get(floor.row, {}).get(floor.figure)
    return None if found is None else float(found)


def broken(floors: Sequence[Floor], card: dict[str, Any]) -> list[tuple[Floor, float]]:
    """Return the floors that do not hold, with the figure; a missing figure breaks its floor."""
    found = []
    for floor in floors:
        now = value(card, floor)
        if now is None or now < floor.least:
            found.append((floor, 0.0 if now is None else now))
    return found


def lowered(
    floors: Sequence[Floor],
    fallen: Sequence[tuple[Floor, float]],
    reason: str,
    path: Path = FLOORS,
) -> None:
    """Write the floors with the fallen ones at their new value and the reason beside them."""
    new = {floor.name: replace(floor, least=now, reason=reason) for floor, now in fallen}
    text = _TOP
    for floor in (new.get(f.name, f) for f in floors):
        text += "\n[[floor]]\n"
        for name in ("part", "set", "row", "figure"):
            text += f"{name} = {json.dumps(getattr(floor, name))}\n"
        text += f"least = {floor.least}\n"
        if floor.reason:
            text += f"reason = {json.dumps(floor.reason)}\n"
    path.write_text(text, "utf-8")

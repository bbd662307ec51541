"""Floors and the scorecard."""

from __future__ import annotations

from pathlib import Path

from training.floors import Floor, broken, load_floors, lowered, value
from training.scorecard import load_scorecard, markdown, write_scorecard

CARD = {
    "parts": {
        "names": {
            "date": "2026-01-01",
            "int8": {"set": {"all": {"p": 80.0, "r": 90.0, "f": 84.7, "n": 12}}},
            "float": {"set": {"all": {"f": 85.0}}},
        }
    }
}


def test_a_figure_below_its_floor_or_missing_breaks_it() -> None:
    held = Floor("names", "set", "all", "f", 84.0)
    fell = Floor("names", "set", "all", "f", 85.0)
    gone = Floor("names", "set", "EVENT", "f", 10.0)
    assert value(CARD, held) == 84.7
    assert broken([held, fell, gone], CARD) == [(fell, 84.7), (gone, 0.0)]


def test_a_lowered_floor_keeps_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    floors = [Floor("a", "b", "c", "f", 50.0), Floor("a", "b", 'd "x"', "r", 60.0)]
    lowered(floors, [(floors[1], 58.5)], "data mended", path)
    assert load_floors(path) == [floors[0], Floor("a", "b", 'd "x"', "r", 58.5, "data mended")]


def test_the_card_is_written_for_both(tmp_path: Path) -> None:
    write_scorecard(CARD, tmp_path)
    assert load_scorecard(tmp_path / "scorecard.json") == CARD
    assert "| set | all | 12 | 80.0 | 90.0 | 84.7 | 85.0 |" in markdown(CARD)


def test_shipped_figures_hold_the_shipped_floors() -> None:
    assert broken(load_floors(), load_scorecard()) == []

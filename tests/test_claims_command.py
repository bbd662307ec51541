"""The command ``whence claims``: what it lists, as a table and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graph.cli import app
from tests.derive.by_hand import Hand, case_by_hand


@pytest.fixture
def case(tmp_path) -> Path:
    """Return a case with a denial, a contradiction and a candidate."""
    one = Hand(
        "The Lake Guard killed Ilo Ferr in Belm.",
        named="PERSON Ilo Ferr; ORG Lake Guard; GPE Belm",
        events="killing killed",
    )
    one.say("killed", "participant", "Ilo Ferr", role="victim")
    one.say("killed", "participant", "Lake Guard", role="perpetrator")
    one.say("killed", "happened-in", "Belm", score=0.2)
    two = Hand(
        "Ana Vell said the Lake Guard never killed Ilo Ferr.",
        named="PERSON Ilo Ferr; PERSON Ana Vell; ORG Lake Guard",
        events="killing killed",
    )
    two.say("killed", "participant", "Ilo Ferr", role="victim")
    two.say("killed", "participant", "Lake Guard", role="perpetrator", denied=True, by="Ana Vell")
    path = tmp_path / "c.whence"
    case_by_hand(path, one, two).close()
    return path


def run(*words: object) -> str:
    """Return what the command prints."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.output


def test_claims_are_listed_with_their_passages(case):
    shown = run("claims", case)
    assert "killing of Ilo Ferr" in shown
    assert "The Lake Guard killed Ilo Ferr in Belm." in shown
    assert "1 candidate" in shown


def test_denials_and_speakers_can_be_asked_for(case):
    denied = json.loads(run("claims", case, "--denied", "--json"))
    assert [claim["polarity"] for claim in denied] == ["denied"]
    assert json.loads(run("claims", case, "--by", "Ana Vell", "--json")) == denied


def test_contradictions_stand_side_by_side(case):
    (pair,) = json.loads(run("claims", case, "--contradictions", "--json"))
    assert pair["kind"] == "polarity"
    assert {claim["polarity"] for claim in pair["claims"]} == {"affirmed", "denied"}
    assert "affirmed and denied" in run("claims", case, "--contradictions")


def test_candidates_are_shown_only_when_asked_for(case):
    (waiting,) = json.loads(run("claims", case, "--candidates", "--json"))
    assert waiting["predicate"] == "happened-in"
    assert "happened-in" not in run("claims", case, "--json")


def test_about_somebody_means_their_events_too(case):
    about = json.loads(run("claims", case, "--about", "Ilo Ferr", "--json"))
    assert {claim["role"] for claim in about} == {"victim", "perpetrator"}


def test_a_speaker_who_is_not_heard_is_an_error(case):
    done = CliRunner().invoke(app, ["claims", str(case), "--by", "Nobody Here"])
    assert done.exit_code != 0

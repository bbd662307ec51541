"""Passages, lemma scripts, tasks, splits and resuming; needs the training requirements."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from graph.nlp.lemmas import apply, script
from training.batches import groups, pad
from training.frames import FramesTask
from training.happenings import happenings
from training.naming import Names
from training.passages import NO_HEAD, NONE, Frame, Passage, cut, join, passage, windows
from training.sources import example, stretch
from training.syntax import SyntaxTask
from training.tasks import Example, Task
from training.train import (
    build,
    fill,
    keep_optimiser,
    load_config,
    optimiser,
    rate,
    restore_optimiser,
    step,
)
from training.treebanks import ROLE_INDEX, ROLE_LABELS, Inventory, head_target, role, shares

LABELS = Inventory(["NOUN", "VERB"], ["NN", "VBD"], ["root", "nsubj"], ["l||", "l|ed|"])


class Pieces:
    """Stands in for word pieces: two for words of five letters or more."""

    def __call__(self, words: Any) -> list[tuple[int, ...]]:
        return [(2000 + len(w),) * (1 + (len(w) > 4)) for w in words]


def numbers(text: Passage) -> Example:
    rng = random.Random(1)
    return example(text, Pieces(), load_config(), len(LABELS.rels), rng)  # type: ignore[arg-type]


def sentence(*words: str) -> Passage:
    size = len(words)
    return passage(
        "x",
        words,
        {
            "starts": [1] + [0] * (size - 1), "upos": [0] * size, "tags": [1] * size,
            "lemmas": [0] * size, "heads": [0] + [-i for i in range(1, size)],
            "rels": [0] + [1] * (size - 1), "predicates": [1] + [0] * (size - 1),
            "facts": [(1.0, 0.0, 0.0)] + [(0.0, 0.0, 0.0)] * (size - 1),
        },
        [Frame(0, 0, (0, *[ROLE_INDEX["B-ARG1"]] * (size - 1)))],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Prisoners", "prisoner"), ("went", "go"), ("Iraq", "Iraq"), ("IRAQ", "Iraq"),
        ("n't", "not"), ("running", "run"), ("\u2019s", "be"), ("better", "good"), ("U.S.", "U.S."),
    ],
)  # fmt: skip
def test_scripts_give_the_lemma_back(word: str, lemma: str) -> None:
    assert apply(script(word, lemma), word) == lemma


def test_scripts_that_do_not_fit_say_so() -> None:
    assert apply("l|ed|", "Houses") is None
    assert apply("l|ed|", "walked") == "walk"
    assert apply("l|the|", "the") is None


def test_join_and_cut_move_heads_and_frames() -> None:
    both = join([sentence("a", "b"), sentence("c", "d", "e")])
    assert both.words == ("a", "b", "c", "d", "e")
    assert [f.predicate for f in both.frames] == [0, 2]
    assert head_target(both.columns["heads"]).tolist() == [0, 1, 0, 3, 3]
    part = cut(both, 1, 5)
    assert part.columns["heads"][0] == NO_HEAD
    assert head_target(part.columns["heads"]).tolist() == [NONE, 0, 2, 2]
    assert part.frames == (Frame(1, 1, (0, *[ROLE_INDEX["B-ARG1"]] * 2)),)


def test_windows_lose_no_word_and_tear_no_frame() -> None:
    document = [sentence(*(f"w{n}{i}" for i in range(n % 7 + 1))) for n in range(60)]
    settings = load_config()["windows"]
    for seed in range(20):
        found = windows(document, settings, random.Random(seed))
        assert [w for p in found for w in p.words] == [w for p in document for w in p.words]
        for p in found:
            assert all(f.start + len(f.roles) <= len(p.words) for f in p.frames)


def test_stretches_that_follow_each_other_yield_everything_once() -> None:
    class Numbers:
        name = "numbers"

        def items(self, epoch: int) -> list[tuple[int, int]]:
            return [(epoch, i) for i in range(10)]

        def size(self, item: Any) -> int:
            return 1 + item[1] % 3

        def example(self, item: Any, rng: random.Random) -> Any:
            raise NotImplementedError

    found = [x for n in range(7) for x in stretch(Numbers(), 2.0 * n / 7, 2.0 * (n + 1) / 7)]
    assert found == [(e, i) for e in range(2) for i in range(10)]


def test_roles_and_shares() -> None:
    assert role("ARG1-DSP") == "ARG1" and role("ARGA") == "ARG0" and role("ARGM-REC") is None
    assert len(ROLE_LABELS) == len(set(ROLE_LABELS))
    assert shares([4, -4], ahead=False) == (0.5, 0.5, 0.0)
    assert shares([-4, -2], ahead=True) == (0.0, 0.0, 1.0)
    assert sum(shares([1, -3, 0], ahead=False)) == pytest.approx(1.0)


def test_own_sentences_mark_one_predicate_and_whole_roles() -> None:
    found = list(happenings(600, 3))
    assert found[0].words == next(happenings(600, 3)).words
    events = [p for p in found if p.frames]
    assert 380 < len(events) < 420
    for p in events:
        (frame,) = p.frames
        assert p.columns["events"][frame.predicate] == 1
        assert p.columns["facts"][frame.predicate].sum() == pytest.approx(1.0)
        for i, number in enumerate(frame.roles):
            if ROLE_LABELS[number].startswith("I-"):
                assert ROLE_LABELS[frame.roles[i - 1]][2:] == ROLE_LABELS[number][2:]
    assert all((p.columns["events"] == 0).all() for p in found if not p.frames)


def all_tasks() -> list[Task]:
    config = load_config()
    config["model"]["dropout"] = config["model"]["arc_dropout"] = 0.0
    return [Names(config), SyntaxTask(config, LABELS), FramesTask(config, LABELS)]


def test_a_step_learns_every_part_and_masks_what_is_not_annotated() -> None:
    torch.manual_seed(3)
    config, tasks = load_config(), all_tasks()
    config["model"]["dropout"] = 0.0
    model = build(config, tasks)
    optimizer = optimiser(model, config)
    plain = passage("y", ("no", "labels", "here"), {"events": [0, 1, NONE]})
    texts = [sentence("killed", "them"), join([sentence("a"), sentence("b", "c")]), plain]
    examples = [numbers(t) for t in texts]
    assert set(examples[0].targets) == {"syntax", "frames"}
    assert set(examples[2].targets) == {"frames"}
    batch = pad(examples, tasks)
    assert (batch.targets["syntax"]["upos"][2] == NONE).all()
    first = step(model, optimizer, batch, tasks, 1.0)
    assert set(first) == {
        "starts", "upos", "tags", "lemmas", "arcs", "rels", "predicates", "events", "facts",
        "roles",
    }  # fmt: skip
    for _ in range(6):
        last = step(model, optimizer, batch, tasks, 1.0)
    assert sum(last.values()) < sum(first.values()) / 2


def test_training_goes_on_where_it_stopped_and_takes_in_new_tasks(tmp_path: Path) -> None:
    torch.manual_seed(3)
    config, tasks = load_config(), all_tasks()
    examples = [numbers(sentence("killed", "them"))]
    model = build(config, tasks[:2])
    optimizer = optimiser(model, config)
    step(model, optimizer, pad(examples, tasks[:2]), tasks[:2], 1.0)
    torch.save(
        {"model": model.state_dict(), "optimizer": keep_optimiser(model, optimizer)},
        tmp_path / "c.pt",
    )
    state = torch.load(tmp_path / "c.pt", weights_only=True)
    again = build(config, tasks)
    new = fill(again, state["model"])
    assert new and all(name.startswith("heads.frames") for name in new)
    other = optimiser(again, config)
    restore_optimiser(again, other, state["optimizer"])
    kept = keep_optimiser(again, other)
    assert set(kept) == set(state["optimizer"])
    assert all(torch.equal(kept[n]["exp_avg"], s["exp_avg"]) for n, s in state["optimizer"].items())
    step(again, other, pad(examples, tasks), tasks, 1.0)


def test_groups_keep_within_the_budget() -> None:
    examples = [numbers(sentence(*["word"] * n)) for n in range(1, 40)]
    found = groups(examples, 96, random.Random(1))
    assert sum(map(len, found)) == 39
    for g in found:
        assert len(g) == 1 or len(g) * (-(-max(len(e.pieces) for e in g) // 8) * 8) <= 96


def test_rate_rises_then_falls_to_nothing() -> None:
    values = [rate(n / 100, 0.05) for n in range(101)]
    assert values[0] < 0.05 and max(values) <= 1.0 and values[100] == 0.0
    assert np.argmax(values) in (5, 6)


def test_padding_changes_nothing() -> None:
    torch.manual_seed(1)
    tasks = all_tasks()
    model = build(load_config(), tasks).eval()
    short = numbers(sentence("killed", "them"))
    long = numbers(sentence(*["word"] * 20))
    one, two = (
        model.encode(b.pieces, b.owner, b.look).mixed[0, :2]
        for b in (pad([short], tasks), pad([short, long], tasks))
    )
    assert torch.allclose(one, two, atol=1e-4)


def test_positions_left_out_at_export_stay_as_they_are() -> None:
    config = load_config()
    whole, again = build(config, []), build(config, [])
    before = again.state_dict()["positions.weight"].clone()
    shipped = {"positions.weight": whole.state_dict()["positions.weight"][:192]}
    fill(again, shipped)
    after = again.state_dict()["positions.weight"]
    assert torch.equal(after[:192], shipped["positions.weight"])
    assert torch.equal(after[192:], before[192:])

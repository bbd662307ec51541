from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Document, read_bytes
from corpus.copies import are_reprints, reprint_groups, shingles, signature

WORDS = [
    "judge",
    "order",
    "fire",
    "harbour",
    "witness",
    "clerk",
    "midnight",
    "rule",
    "port",
    "evening",
    "letter",
    "office",
    "master",
    "city",
    "council",
    "vote",
    "police",
    "court",
    "prison",
    "guard",
    "name",
    "list",
    "number",
    "year",
    "month",
    "paper",
    "ledger",
    "signed",
    "denied",
    "said",
    "told",
    "heard",
    "found",
    "wrote",
    "left",
    "came",
    "stood",
    "asked",
    "knew",
]


def story(seed: int, words: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def document(words: list[str], name: str = "a.txt") -> Document:
    lines = [" ".join(words[i : i + 25]) + "." for i in range(0, len(words), 25)]
    return read_bytes("\n\n".join(lines).encode(), name)


ORIGINAL = story(1)
EDITED = [*ORIGINAL[:100], "Zamedi", *ORIGINAL[101:200], "quietly", *ORIGINAL[200:]]
HEADED = ["Exclusive:", "by", "our", "own", "correspondent", *ORIGINAL]
CUT = ORIGINAL[:180]
OTHER = [*story(2, 250), *ORIGINAL[50:80]]
SHORT = ORIGINAL[:20]


def test_reprints_group_and_other_articles_do_not() -> None:
    made = [document(words) for words in (ORIGINAL, EDITED, HEADED, CUT, OTHER, SHORT)]
    groups = reprint_groups(made)
    ids = [d.id for d in made]
    together = {min(ids[:4])}
    assert {groups[id] for id in ids[:4]} == together
    assert groups[ids[4]] == ids[4]
    assert groups[ids[5]] == ids[5]


def test_case_punctuation_and_boilerplate_make_no_difference() -> None:
    plain = document(ORIGINAL)
    loud = read_bytes(
        (plain.text.upper().replace(".", " !") + "\n\nExit mobile version\n").encode(), "b.txt"
    )
    assert set(reprint_groups([plain, loud]).values()) == {min(plain.id, loud.id)}


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(st.integers(1, 6), min_size=2, max_size=8))
def test_groups_do_not_depend_on_order(shuffle: random.Random, seeds: list[int]) -> None:
    made = []
    for i, seed in enumerate(seeds):
        words = story(seed, 120)
        words[i % 120] = f"word{i}"
        made.append(document(words))
    mixed = list(made)
    shuffle.shuffle(mixed)
    groups = reprint_groups(made)
    assert groups == reprint_groups(mixed)
    by_seed = {
        seed: {groups[d.id] for d, s in zip(made, seeds, strict=True) if s == seed}
        for seed in seeds
    }
    assert all(len(found) == 1 for found in by_seed.values())
    assert len({g for found in by_seed.values() for g in found}) == len(by_seed)
    assert all(groups[group] == group <= id for id, group in groups.items())


def test_signatures_may_be_kept() -> None:
    made = [document(words) for words in (ORIGINAL, EDITED, OTHER)]
    kept = {d.id: signature(d.body()) for d in made}
    assert {len(s) for s in kept.values()} == {512}
    assert signature(made[0].body()) == kept[made[0].id]
    assert reprint_groups(made, signatures=kept) == reprint_groups(made)
    with pytest.raises(ValueError, match="make it anew"):
        reprint_groups(made, signatures={made[0].id: b"1234"})


def test_texts_without_words_are_alone() -> None:
    made = [read_bytes(text, "a.txt") for text in (b"...", b"---")]
    assert reprint_groups(made) == {d.id: d.id for d in made}
    assert not are_reprints(shingles("..."), shingles("---"))
    assert reprint_groups([]) == {}


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.lists(st.sampled_from(WORDS), max_size=40))
def test_likeness_is_symmetric_and_holds_of_itself(a: list[str], b: list[str]) -> None:
    first, second = shingles(" ".join(a)), shingles(" ".join(b))
    assert are_reprints(first, second) == are_reprints(second, first)
    assert are_reprints(first, first) == bool(a)

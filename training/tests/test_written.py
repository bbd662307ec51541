"""Passages of our own: how marks are read, and that all that is shipped can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.nlp.labels import LABELS
from training import written

TEXT = """# a comment
[p1:PERSON Ana Torven], [p1 head of the [o1:ORG Arn Bank]], met [p2:PERSON Yusef Vell] in [GPE Belm].
[p1 She] married [p2 him], [p1 her] colleague's brother.
= p1 spouse p2
= p1 head of o1

Re: lunch on [NORP Dutch] terms
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    return tmp_path


def test_marks_nest_and_words_are_those_of_run_time(folder: Path) -> None:
    first, second = written.read(folder)
    assert " ".join(first.words[:9]) == "Ana Torven , head of the Arn Bank ,"
    assert first.starts == [0, 15]
    shown = {(" ".join(first.words[s:e]), key, kind) for s, e, key, kind in first.marks}
    assert ("head of the Arn Bank", "p1", "") in shown
    assert ("Arn Bank", "o1", "ORG") in shown
    assert ("Belm", "", "GPE") in shown
    assert ("her", "p1", "") in shown
    assert second.words[:2] == ["Re", ":"]


def test_coreference_has_the_clusters_and_skips_passages_without(folder: Path) -> None:
    (document,) = written.coreference(folder)
    words = {
        key: [document.words[m.anchor] for m in document.mentions if m.cluster == key]
        for key in ("p1", "p2", "o1")
    }
    assert words == {"p1": ["Torven", "head", "She", "her"], "p2": ["Vell", "him"], "o1": ["Bank"]}


@pytest.mark.parametrize(
    "line", ["[PERSON Ana Torven came.", "[p1:PERSON Ana] left.\n= p1 likes p2"]
)
def test_what_cannot_be_read_is_said(tmp_path: Path, line: str) -> None:
    (tmp_path / "bad.txt").write_text(line, "utf-8")
    with pytest.raises(ValueError, match=r"left open|not a relation"):
        list(written.read(tmp_path))


def test_all_passages_can_be_read() -> None:
    named = list(written.names())
    assert sum(len(s.words) for d in named for s in d) > 80_000
    begun = 1 << LABELS.index("B-PERSON")
    assert sum(int((s.columns["names"] == begun).sum()) for d in named for s in d) > 2_000
    assert sum(len(d.mentions) for d in written.coreference()) > 8_000
    related = list(written.relations())
    assert all(f.head != f.tail for d in related for f in d.facts)
    assert sum(len(d.facts) for d in related) > 2_000

"""What people decided, marked as theirs in reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph import amend, decide
from graph.case import Case
from graph.derive import refresh
from graph.model import Claim
from graph.query import find_entity
from graph.report import html, markdown
from graph.report.dossier import dossier
from tests.making import case_of

BY = "Ann <b>Ho</b>"
TEXTS = {
    "a": "Mayor [PERSON:Yusef Vell] of [GPE:Belm] knew it."
    " Minister [PERSON:Yusef Vell] of [GPE:Arn] knew it too.",
    "b": "[PERSON:Kasim Brand] stayed.",
}


@pytest.fixture
def case(tmp_path: Path):
    with case_of(tmp_path / "c.whence", **TEXTS) as opened:
        yield opened


def position(case: Case, words: str) -> Claim:
    refresh(case)
    return next(c for c in case.derived.claims() if c.value and c.value.text == words)


def report(case: Case) -> tuple[str, str]:
    refresh(case)
    found = dossier(case, find_entity(case, "Yusef Vell"))
    return markdown.render(found), html.render(found)


def test_what_a_person_judged_wrong_is_left_out_and_said_to_be(case: Case) -> None:
    before, _ = report(case)
    assert "“Mayor”" in before and "left out: a person" not in before
    decide.judge(case, position(case, "Mayor"), "wrong", by=BY)
    written, page = report(case)
    assert "“Mayor”" not in written and "“Minister”" in written
    for one in (written, page):
        assert "1 claim that the program had read is left out: a person judged each" in one


def test_what_a_person_judged_right_or_corrected_is_marked_with_who(case: Case) -> None:
    decide.judge(case, position(case, "Mayor"), "right", by=BY)
    claim = position(case, "Minister")
    wish = replace(amend.wish_of(case, claim, claim.evidence[0]), modality="alleged")
    amend.correct(case, claim, claim.evidence[0], wish, by=BY)
    written, page = report(case)
    assert "judged right by Ann &lt;b&gt;Ho&lt;/b&gt; on" in written
    assert "judged right by Ann &lt;b&gt;Ho&lt;/b&gt; on" in page
    for words in ("corrected by Ann &lt;b&gt;Ho&lt;/b&gt; on", "it is alleged that"):
        assert words in written and words in page


def test_who_is_who_by_a_person_is_said_so(case: Case) -> None:
    written, page = report(case)
    assert "Decided by people" not in written and "Decided by people" not in page
    one, other = find_entity(case, "Yusef Vell"), find_entity(case, "Kasim Brand")
    decide.decide_pair(case, "same", one, other, by=BY)
    written, page = report(case)
    assert "Decided by people, not by the program" in written
    assert "is the same as “Kasim Brand”: decided by Ann &lt;b&gt;Ho&lt;/b&gt; on" in written
    assert "Decided by people" in page and "<b>Ho" not in page
    for one in (written, page):
        assert "the program followed them" in one

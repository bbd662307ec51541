"""Derived data are a pure function of what is recorded, however it came to be recorded."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from graph.case import Case
from graph.case.codec import plain
from graph.derive import refresh
from graph.derive.memo import Memo
from graph.query.review import review_queue
from tests.making import document_and_reading

TEXTS = (
    "Mayor [PERSON:Ana Vell] of [GPE:Belm] met [ORG:Lake Guard] (LG).",
    "[PERSON:Ana Vell], the mayor of [GPE:Belm], left. [PERSON:Vell] knew [ORG:LG].",
    "[PERSON:Ana Vell] was never the mayor of [GPE:Belm].",
    "“Mayor [PERSON:Ana Vell] of [GPE:Belm] lied,” said [PERSON:Oto Brand] of [ORG:Lake Guard].",
    "[PERSON:Ilo Vell] and [PERSON:Ana Vell] came. [PERSON:Vell] spoke in [GPE:Belm].",
    "Mayor [PERSON:Ana Vell] of [GPE:Belm] met [ORG:Lake Guard] (LG). It rained.",
    "[ORG:Linen Guild] (LG) wrote to Mayor [PERSON:Ana Vell].",
)


def everything(case: Case) -> dict[str, object]:
    """Return all derived data as plain data."""
    return {
        "entities": [plain(entity) for entity in case.derived.entities()],
        "mentions": sorted((plain(m) for m in case.derived.mentions()), key=lambda m: m["id"]),
        "claims": [plain(claim) for claim in case.derived.claims()],
        "groups": case.derived.reprint_groups(),
        "questions": [plain(asked) for asked in review_queue(case)],
    }


class Adding(RuleBasedStateMachine):
    """Add, retract, restore and erase at random; after each step compare with a fresh case."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.case = Case.open(self.path / "case.whence", create=True)
        self.held: dict[int, bool] = {}
        self.round = 0
        self.memo = Memo()

    @rule(which=st.integers(0, len(TEXTS) - 1))
    def add(self, which: int) -> None:
        document, reading = document_and_reading(TEXTS[which], f"{which}.txt")
        self.case.recorded.add(document, reading, root="/t", path=f"{which}.txt")
        self.held.setdefault(which, True)
        refresh(self.case, memo=self.memo)

    @precondition(lambda self: any(self.held.values()))
    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        which = data.draw(st.sampled_from(sorted(w for w, active in self.held.items() if active)))
        self.case.recorded.retract(self.id_of(which), reason="withdrawn")
        self.held[which] = False
        refresh(self.case, memo=self.memo)

    @precondition(lambda self: not all(self.held.values()))
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        which = data.draw(
            st.sampled_from(sorted(w for w, active in self.held.items() if not active))
        )
        self.case.recorded.restore(self.id_of(which))
        self.held[which] = True
        refresh(self.case, memo=self.memo)

    @precondition(lambda self: bool(self.held))
    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        which = data.draw(st.sampled_from(sorted(self.held)))
        self.case.erase(self.id_of(which))
        del self.held[which]
        refresh(self.case, memo=self.memo)

    def id_of(self, which: int) -> str:
        return document_and_reading(TEXTS[which], f"{which}.txt")[0].id

    @invariant()
    def equals_a_rebuild(self) -> None:
        self.round += 1
        with Case.open(self.path / f"fresh{self.round}.whence", create=True) as fresh:
            for which in sorted(self.held, reverse=True):
                document, reading = document_and_reading(TEXTS[which], f"{which}.txt")
                fresh.recorded.add(document, reading, root="/t", path=f"{which}.txt")
                if not self.held[which]:
                    fresh.recorded.retract(document.id, reason="withdrawn")
            refresh(fresh)
            refresh(self.case, memo=self.memo)
            assert everything(self.case) == everything(fresh)

    def teardown(self) -> None:
        self.case.close()
        self.folder.cleanup()


TestDerivedEqualsRebuild = Adding.TestCase
TestDerivedEqualsRebuild.settings = settings(max_examples=8, stateful_step_count=8, deadline=None)


def test_retraction_is_exact(tmp_path):
    with Case.open(tmp_path / "c.whence", create=True) as case:
        for which in (0, 1):
            document, reading = document_and_reading(TEXTS[which], f"{which}.txt")
            case.recorded.add(document, reading, root="/t", path=f"{which}.txt")
        refresh(case)
        both = everything(case)
        extra, reading = document_and_reading(TEXTS[3], "3.txt")
        case.recorded.add(extra, reading, root="/t", path="3.txt")
        refresh(case)
        assert everything(case) != both
        case.recorded.retract(extra.id, reason="forged")
        refresh(case)
        after = everything(case)
        del after["groups"][extra.id]
        assert after == both

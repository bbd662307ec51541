"""The commands about who is who, as people type them."""

from __future__ import annotations

import csv
import json

import pytest
from typer.testing import CliRunner

from graph.case import Case
from graph.cli import app
from graph.derive import refresh
from graph.model import WhenceError
from tests.making import case_of, document_and_reading

RUN = CliRunner()
TEXTS = {
    "a": "Mayor [PERSON:Yusef Vell] of [GPE:Belm] came. [PERSON:Vell] left.",
    "b": "[PERSON:Kasim Tolle] spoke.",
    "c": "[PERSON:Ana Brand] stayed in [GPE:Belm].",
}


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "c.whence"
    case_of(made, **TEXTS).close()
    return made


def said(*arguments: object, code: int = 0) -> str:
    """Run a command and return what it printed, on one line."""
    result = RUN.invoke(app, [str(a) for a in arguments])
    if isinstance(result.exception, WhenceError):
        raise result.exception
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


def listed(path, *options: str) -> list[dict]:
    return json.loads(RUN.invoke(app, ["decisions", str(path), "--json", *options]).output)


def test_same_says_what_it_changed_and_how_to_take_it_back(path):
    shown = said("same", path, "Yusef Vell", "Kasim Tolle", "--reason", "one man", "--by", "ann")
    assert "is the same as" in shown and "Change: -1 entity." in shown and "whence undo" in shown
    (decision,) = listed(path)
    assert (decision["reason"], decision["decided_by"]) == ("one man", "ann")
    assert "one man" in said("decisions", path) and "in force" in said("decisions", path)
    shown = said("undo", path, "last", "--reason", "two men", "--by", "bo")
    assert "Undone" in shown and "+1 entity" in shown and "whence redo" in shown
    assert said("decisions", path) == "No decision is in force."
    assert "two men" in said("decisions", path, "--history")
    assert "-1 entity" in said("redo", path, decision["id"])


def test_whoever_contradicts_an_earlier_decision_is_told_so(path):
    said("different", path, "Yusef Vell", "Kasim Tolle", "--by", "ann")
    shown = said("same", path, "Yusef Vell", "Kasim Tolle", "--by", "bo")
    assert "This sets aside dec-" in shown and "by ann" in shown
    assert "set aside" in said("decisions", path)


def test_unsure_rename_and_retype(path):
    said("unsure", path, "Yusef Vell", "Kasim Tolle")
    assert "goes by the name “Y. K. Vell”" in said("rename", path, "Yusef Vell", "Y. K. Vell")
    assert "ORG" in said("retype", path, "Y. K. Vell", "org")
    with pytest.raises(WhenceError, match="there is no type"):
        said("retype", path, "Ana Brand", "dragon")
    with pytest.raises(WhenceError, match="a name is needed"):
        said("rename", path, "Ana Brand", "  ")
    assert [d["kind"] for d in listed(path)] == ["unsure", "rename", "retype"]


def test_split_lists_mentions_and_takes_out_those_of_a_document(path):
    said("same", path, "Yusef Vell", "Kasim Tolle")
    shown = said("split", path, "Kasim Tolle")
    assert "3 mentions in 2 documents" in shown and "--document" in shown
    shown = said("split", path, "Kasim Tolle", "--document", "b.txt")
    assert "+1 entity" in shown and "This sets aside" in shown
    with pytest.raises(WhenceError, match="not mentioned there"):
        said("split", path, "Kasim Tolle", "--document", "c.txt")


def test_what_no_longer_attaches_is_listed(path):
    said("same", path, "Yusef Vell", "Kasim Tolle")
    assert said("decisions", path, "--unattached") == "Every decision attaches."
    said("retract", path, "b.txt", "--reason", "forged")
    assert "Kasim Tolle" in said("decisions", path, "--unattached")
    assert "1 decision not found in the texts now" in said("decisions", path)


def test_decisions_go_from_one_case_to_another_in_both_formats(path, tmp_path):
    other, file, edges = tmp_path / "o.whence", tmp_path / "d.jsonl", tmp_path / "r.ijson"
    case_of(other, **TEXTS).close()
    said("same", path, "Yusef Vell", "Kasim Tolle", "--by", "ann")
    assert "1 line" in said("decisions", "export", path, "--output", file)
    said("decisions", "export", path, "--output", edges, "--format", "nomenklatura")
    assert "1 added" in said("decisions", "import", other, file)
    assert "0 added, 0 undone, 1 known" in said("decisions", "import", other, file)
    third = tmp_path / "t.whence"
    case_of(third, **TEXTS).close()
    assert "1 added" in said("decisions", "import", third, edges, "--format", "nomenklatura")
    again = said("decisions", "import", third, edges, "--format", "nomenklatura")
    assert "0 added" in again and " 0 known" not in again
    assert listed(third)[0]["decided_by"] == "ann"
    with pytest.raises(WhenceError, match="not written over"):
        said("decisions", "export", path, "--output", path)


def test_import_lists_disagreements_waiting_ones_and_bad_lines(path, tmp_path):
    other, file = tmp_path / "o.whence", tmp_path / "d.jsonl"
    case_of(other, a=TEXTS["a"], b=TEXTS["b"]).close()
    said("same", path, "Yusef Vell", "Kasim Tolle", "--by", "ann")
    said("same", path, "Ana Brand", "Kasim Tolle", "--by", "ann")
    said("decisions", "export", path, "--output", file)
    said("different", other, "Yusef Vell", "Kasim Tolle", "--by", "bo")
    file.write_text(file.read_text(encoding="utf-8") + "nonsense\n", encoding="utf-8")
    shown = said("decisions", "import", other, file, code=1)
    assert "2 added" in shown and "1 of them hang on texts" in shown
    assert "These contradict each other" in shown and "ann:" in shown and "bo:" in shown
    assert "line 3:" in shown


def test_mistaken_names_of_decisions_are_answered_in_words(path):
    with pytest.raises(WhenceError, match="no decision that stands"):
        said("undo", path, "last")
    with pytest.raises(WhenceError, match="no decision 'dec-1'"):
        said("undo", path, "dec-1")


# -- link -------------------------------------------------------------------------------------

SHEET = """\
Ref;Name;Aliases;Type;Country;DOB
7;Yusef Vell;Y. Vell|Abu Omar;Person;Belmark;1961
8;Kasim Tolle Ltd;;Company;;
9;"=HYPERLINK(""x"")";Ana Brand;person;Arn;
10;Lighthouse;;Vessel;;
"""
ENTITIES = [
    {
        "id": "x-1",
        "schema": "Person",
        "properties": {"name": ["Yusef Vell"], "birthDate": ["1961"]},
    },
    {"id": "x-2", "schema": "Vessel", "properties": {"name": ["Ana Brand"]}},
    {"id": "x-3", "schema": "Person", "caption": "Kasim Tolle", "properties": {}},
    {"id": "x-4", "schema": "Person", "properties": {"name": [3, None]}},
]


@pytest.fixture
def sheet(tmp_path):
    made = tmp_path / "list.csv"
    made.write_text(SHEET, encoding="utf-8")
    return made


def test_link_lists_candidates_of_a_table_and_merges_nothing(path, sheet, tmp_path):
    table = tmp_path / "matches.csv"
    found = json.loads(RUN.invoke(app, ["link", str(path), str(sheet), "--json"]).output)
    by_id = {m["listed"]["id"]: m for m in found}
    assert set(by_id) >= {"7", "9"} and "10" not in by_id
    assert by_id["7"]["entity"]["name"] == "Yusef Vell" and by_id["7"]["reasons"]
    assert by_id["9"]["listed_name"] == "Ana Brand"
    assert "a match is a question" in said("link", path, sheet, "--output", table)
    rows = list(csv.reader(table.read_text(encoding="utf-8").splitlines()))
    assert rows[0][0] == "probability" and len(rows) == len(found) + 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert listed(path) == []


def test_a_surname_alone_matches_nobody_who_has_a_given_name(path, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("name,aliases\nIlo Vell,Vell\nVell,\nKasim,\n", encoding="utf-8")
    found = json.loads(RUN.invoke(app, ["link", str(path), str(file), "--json"]).output)
    assert [m for m in found if "Vell" not in m["listed"]["name"]] == []
    assert [m for m in found if m["listed_name"] == "Vell"] == []


def test_what_a_person_says_of_a_match_is_kept_as_a_note(path, sheet):
    shown = said("link", path, sheet, "--accept", "Yusef Vell", "7", "--reason", "same birthday")
    assert "is Yusef Vell (7) of the list list.csv" in shown
    said("link", path, sheet, "--reject", "Ana Brand", "9")
    shown = said("link", path, sheet)
    assert "accepted" in shown and "rejected" in shown
    kinds = [(d["kind"], d["value"]["link"]["id"]) for d in listed(path)]
    assert kinds == [("note", "7"), ("note", "9")]
    assert "same birthday" in said("decisions", path)
    with pytest.raises(WhenceError, match="no entry with the id"):
        said("link", path, sheet, "--accept", "Yusef Vell", "700")


def test_link_reads_followthemoney_entities(path, tmp_path):
    file = tmp_path / "list.ftm.json"
    file.write_text("\n".join(map(json.dumps, ENTITIES)), encoding="utf-8")
    found = json.loads(
        RUN.invoke(app, ["link", str(path), str(file), "--json", "--about", "Yusef Vell"]).output
    )
    assert [(m["listed"]["id"], m["listed"]["dates"]) for m in found] == [("x-1", "1961")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"colour,size\nred,9\n", "no column of names"),
        (b"", "no column of names"),
        (b"name\n\xff\xfe", "not UTF-8"),
        (b'{"id": 1\n', "no JSON"),
        (b'{"id": 1}\n[]\n', "JSON object"),
        (b"name\n" + b'"' + b"x" * 200_000 + b'"\n', "field"),
    ],
    ids=["no names", "empty", "bytes", "broken", "list", "long cell"],
)
def test_a_list_that_is_none_is_refused_in_words(path, tmp_path, content, says):
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    with pytest.raises(WhenceError, match=says):
        said("link", path, file)


def test_names_that_would_steer_a_terminal_or_its_markup_are_shown_plainly(tmp_path):
    made = tmp_path / "c.whence"
    with case_of(made, a="[PERSON:Yusef Vell] came.") as case:
        document, reading = document_and_reading("[PERSON:Ana Vell] wrote.", "d.txt")
        case.recorded.add(document, reading, root="/texts", path="d.txt")
        refresh(case)
    said("rename", made, "Ana Vell", "[bold]Ana[/bold] [red]Vell")
    assert "[bold]Ana[/bold] [red]Vell" in said("decisions", made)
    with pytest.raises(WhenceError, match="a name is needed"):
        said("rename", made, "Yusef Vell", "Yusef \x1b[2J Vell")
    with Case.open(made) as case:
        assert len(case.recorded.decisions.all()) == 1

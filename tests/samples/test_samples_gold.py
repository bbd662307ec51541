from __future__ import annotations

import re

import pytest

import corpus
from benchmarks.gold import NAME_TYPES, in_prose, load_entities, load_gold, parse_marks

DOCUMENTS = [d for d in load_gold() if d.marks]
ENTITIES = load_entities()
EDTF_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2]|2[1-4])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
# Lines that are not the document's own words, where nothing is marked (see the README).
FURNITURE = re.compile(
    r"^(?:Photo|Caption|Listen again|Read more|Share on)\b.*|^Exit mobile version"
    r"|^--\n(?:.+\n)+|^(?:> )?On .+ wrote:$",
    re.MULTILINE,
)

in_each = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.file)


def _plain(words: str) -> str:
    return words.replace("’", "'")


def _blanked(document) -> str:
    """Return the gold text with marked stretches and furniture blanked out."""
    letters = list(document.text)
    for mark in document.marks:
        letters[mark.start : mark.end] = "\0" * (mark.end - mark.start)
    text = "".join(letters)
    return _plain(FURNITURE.sub(lambda m: "\0" * len(m[0]), text))


@in_each
def test_no_known_name_is_left_unmarked(document):
    text = _blanked(document)
    names = {name for e in ENTITIES.values() for name in (e.name, *e.aliases)}
    left = [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    assert left == []


@in_each
def test_no_year_or_month_is_left_unmarked(document):
    months = (
        "January|February|March|April|June|July|August|September|October|November|December"
        "|(?:Mon|Tues|Wednes|Fri|Satur|Sun)day"
    )
    left = re.findall(rf"\b(?:(?:19|20)\d\d|{months})\b(?! of the month)", _blanked(document))
    assert left == []


@in_each
def test_names_are_those_of_their_entity(document):
    for mark in document.marks:
        if mark.form == "named":
            entity = ENTITIES[mark.value]
            assert _plain(mark.text) in (entity.name, *entity.aliases)


@in_each
def test_spans_leave_out_articles_titles_and_possessives(document):
    titles = r"(?:The|the|Mr|Mrs|Ms|Dr|Judge|General|Colonel|Marshal|Professor) "
    for mark in document.marks:
        assert mark.text == mark.text.strip()
        if mark.form == "named":
            assert not re.match(titles, mark.text)
            assert not re.search(r"['’]s$", mark.text)


@in_each
def test_marks_do_not_run_over_lines(document):
    assert [m for m in document.marks if "\n" in m.text] == []


@in_each
def test_only_people_organisations_and_events_have_descriptions(document):
    types = {ENTITIES[m.value].type for m in document.marks if m.form in ("nominal", "pronoun")}
    assert types <= {"PERSON", "ORG", "EVENT"}


@in_each
def test_pronouns_are_pronouns_and_nominals_are_not(document):
    pronoun = re.compile(
        r"(?:i|me|my|mine|we|us|our|you|your|he|him|his|she|her|hers|herself|it|its|itself|they)",
        re.IGNORECASE,
    )
    for mark in document.marks:
        assert bool(pronoun.fullmatch(mark.text)) == (mark.form == "pronoun")


@in_each
def test_dates_are_edtf(document):
    for mark in document.marks:
        if mark.form == "date":
            assert re.fullmatch(rf"{EDTF_DAY}(?:/{EDTF_DAY})?", mark.value)


@in_each
def test_dates_agree_with_the_words(document):
    for mark in document.marks:
        if mark.form == "date" and (year := re.search(r"\b(?:19|20)\d\d\b", mark.text)):
            assert mark.value.startswith(year[0])
        if mark.form == "date" and (day := re.match(r"(\d{1,2}) [A-Z]", mark.text)):
            assert int(mark.value[-2:]) == int(day[1])


@in_each
def test_every_mark_is_found_in_what_the_reader_extracts(document):
    mentions = document.align(corpus.read(document.path).text)
    assert len(mentions) == len(document.marks)


@in_each
def test_readers_set_no_marked_name_aside_but_in_quoted_replies(document):
    read = corpus.read(document.path)
    mentions = document.align(read.text)
    quoted = [span for span in read.set_aside if span.why == "quoted reply"]
    prose = in_prose(mentions, quoted)
    assert in_prose(prose, read.set_aside) == prose


def test_entities_are_used_and_of_known_types():
    used = {m.value for d in DOCUMENTS for m in d.marks if m.form == "named"}
    assert used == ENTITIES.keys()
    assert {e.type for e in ENTITIES.values()} == set(NAME_TYPES)


def test_surnames_are_shared():
    for one, other in (("ilyas-tarvan", "safiya-tarvan"), ("karim-oshani", "leila-oshani")):
        assert set(ENTITIES[one].aliases) & set(ENTITIES[other].aliases)


def test_gold_text_is_the_file_where_the_file_is_plain():
    for document in DOCUMENTS:
        if document.file.endswith(".txt"):
            assert document.text == document.path.read_text(encoding="utf-8")


def test_marks_are_taken_out_of_the_text():
    text, marks = parse_marks("[[A B|a]], [[he|a|pronoun]] in [[May|2019-05|date]].")
    assert text == "A B, he in May."
    assert [(m.text, m.value, m.form) for m in marks] == [
        ("A B", "a", "named"),
        ("he", "a", "pronoun"),
        ("May", "2019-05", "date"),
    ]
    assert all(text[m.start : m.end] == m.text for m in marks)

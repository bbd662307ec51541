"""Sentence borders."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.nlp.sentences import sentence_starts

TOKENS = spacy.blank("en")


def split(text: str) -> list[str]:
    doc = TOKENS.make_doc(text)
    starts = [t.idx for t, s in zip(doc, sentence_starts(doc), strict=True) if s]
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Karimi met Gen. Al-Sayed at St. John Hospital on Jan. 5 in the U.S. capital.",
        "The toll rose by 3.5 per cent in Ward No. 5 of the city.",
        "J. R. Okafor and W.E.B. Du Bois wrote to Prof. Ansari.",
        "“Who gave the order?” she asked.",
        "“Stop!” cried the judge, Lt. Col. Aziz.",
        "It “appears to be a jab at Mir-Hossein Mousavi… as well as his supporters.”",
        "The U.N. Security Council met Sen. Obi at 5 p.m. Tuesday.",
        "Barisha Steel Corp. Director Leyla Korkmaz left.",
        "See example.org for Art. 5 of the pact, p. 12.",
        "He paid Rs. 500 to Brig. Khan.",
        "NATO - the alliance - said no.",
        "THE END - or so it seemed.",
    ],
)
def test_sentences_one(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["He left.", "She stayed."],
        ["“No one was charged.”", "The files were burnt."],
        ['"No one was charged."', "The files were burnt."],
        ["He said so.", "“It is over.”", "Then he left."],
        ["He said so.", '"It is over," she replied.'],
        ["(He left in May.)", "She stayed."],
        ["They live in the U.S.", "The visas came late."],
        ["It began at 5 p.m.", "He was late."],
        ["The war ended in 1945.", "In 1946 he returned."],
        ["Was it true?", "Nobody knew!", "Nobody asked…", "Years passed."],
        ["He fought in World War I.", "His son did not."],
        ["Iran: what happened", "The minister spoke.", "- first point", "- second point"],
        ["He saw 15.", "15 people died."],
        ["GENEVA, 3 May (AP) -", "The minister resigned."],
        ["OSTREA \u2014", "Ana Vell resigned on Friday."],
    ],
)
def test_sentences_many(parts: list[str]) -> None:
    joint = "\n" if parts[0].startswith("Iran") else " "
    assert split(joint.join(parts)) == parts


@pytest.mark.parametrize("line", ["\n", "\n\n", "\r\n", " \n", "\n \n\t"])
def test_sentences_line_break_always_ends(line: str) -> None:
    assert split(f"Minister of the{line}interior Karim") == ["Minister of the", "interior Karim"]


@settings(deadline=None)
@given(st.text(alphabet=' .!?\n"”)(aA1U.S', max_size=60))
def test_sentences_cover_any_text(text: str) -> None:
    doc = TOKENS.make_doc(text)
    starts = sentence_starts(doc)
    assert len(starts) == len(doc)
    assert not len(doc) or starts[0]

"""A small invented affair as a case: documents and readings by hand, hostile ones too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from corpus import Document, read_bytes, sha256_text
from graph.case import Case
from graph.derive import refresh
from graph.extract.chains import coreference
from graph.model import (
    EndSpan,
    FoundMention,
    FoundSpeaker,
    Modality,
    Polarity,
    Reading,
    Span,
    Spans,
    Statement,
    Value,
)

SCRIPT = "<script>window.pwned=1</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
LINK = "[press](javascript:alert(1)) ![x](http://evil.example/x.png) `tick` **bold** | cell"
OVERRIDE = "annual\u202efdp.exe"
LONG = "Office for the Reconstruction and Explanation of the Customs House " * 6

LEDGER = (
    "Papers give a list of the men who decided.\n\n"
    "Viktor Maranov was deputy prosecutor of Karsk from 1979 to 1983. "
    "Viktor Maranov and Orest Dane sat in the customs house. "
    "Ilse Tarn said that Viktor Maranov was a member of the Harbour Panel."
)
WIRE = (
    "“I was never a member of the Harbour Panel,” Viktor Maranov told reporters. "
    "Viktor Maranov is alleged to have been director of Dane Shipping."
)
ANNALS = "In those years Viktor Maranov was deputy prosecutor of Karsk, and nobody doubted it."
LETTER = (
    f"We ask {SCRIPT} again. Viktor Maranov met <b onclick=alert(2)>Bobby</b> and {IMAGE} there. "
    "Viktor Maranov wrote:\n- one\n# two\n1. three\n"
)
PERSIAN = "پروانه رستگار met Viktor Maranov in Karsk."


class Read:
    """Makes the reading of one document: mentions by their words, statements by their sentences."""

    def __init__(self, document: Document, sentences: tuple[str, ...]) -> None:
        self.document = document
        text = document.text
        self.sentences = tuple(Span(text.index(s), text.index(s) + len(s)) for s in sentences)
        self.mentions: list[FoundMention] = []
        self.statements: list[Statement] = []

    def name(self, text: str, kind: str = "PERSON", *, sentence: int) -> int:
        """Note a name that stands in a sentence; return its index."""
        span = self.sentences[sentence]
        start = self.document.text.index(text, span.start, span.end)
        self.mentions.append(
            FoundMention(
                start=start,
                end=start + len(text),
                text=text,
                type=kind,
                form="named",
                score=0.9,
                component="hand",
            )
        )
        return len(self.mentions) - 1

    def position(
        self,
        subject: int,
        value: str,
        object: int | None,
        *,
        sentence: int,
        when: str | None = None,
        polarity: Polarity = "affirmed",
        modality: Modality = "asserted",
        speakers: tuple[FoundSpeaker, ...] = (),
    ) -> None:
        """Note that a sentence gives a position to somebody."""
        span = self.sentences[sentence]
        start = self.document.text.index(value, span.start, span.end)
        self.statements.append(
            Statement(
                subject=subject,
                predicate="position-held",
                role=None,
                object=object,
                value=Value(kind="position", text=value),
                when=when,
                polarity=polarity,
                modality=modality,
                passage=span,
                spans=Spans(
                    subject=self._end(subject),
                    object=None if object is None else self._end(object),
                    value=EndSpan(start=start, end=start + len(value)),
                ),
                speakers=speakers,
                score=0.9,
                component="hand",
                rule="by-hand",
            )
        )

    def _end(self, index: int) -> EndSpan:
        return EndSpan(start=self.mentions[index].start, end=self.mentions[index].end)

    def reading(self) -> Reading:
        """Return the reading, mentions in the order in which they were noted."""
        return Reading(
            text_sha256=self.document.text_sha256,
            set_aside_sha256=sha256_text(""),
            pipeline="hand-1",
            sentences=self.sentences,
            mentions=tuple(self.mentions),
            chains=coreference(self.mentions, ()),
            statements=tuple(self.statements),
        )


def document(
    name: str,
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    authors: tuple[str, ...] = (),
    published: str | None = None,
    pages: tuple[int, ...] = (),
) -> Document:
    """Return a document with metadata of our choosing."""
    return replace(
        read_bytes(text.encode("utf-8"), name),
        title=title,
        publisher=publisher,
        authors=authors,
        published=published,
        language="en",
        pages=pages,
    )


def ledger(
    name: str = "ledger.txt",
    *,
    text: str = LEDGER,
    publisher: str = "The Karsk Ledger",
    published: str = "2016-04-12",
) -> Read:
    """Return the newspaper's list, or a reprint of it."""
    read = Read(
        document(
            name,
            text,
            title="Minister sat on harbour panel, files show",
            publisher=publisher,
            authors=("Nadia Ferrim",),
            published=published,
            pages=(0, text.index("Ilse Tarn")),
        ),
        (
            "Papers give a list of the men who decided.",
            "Viktor Maranov was deputy prosecutor of Karsk from 1979 to 1983.",
            "Viktor Maranov and Orest Dane sat in the customs house.",
            "Ilse Tarn said that Viktor Maranov was a member of the Harbour Panel.",
        ),
    )
    who = read.name("Viktor Maranov", sentence=1)
    read.position(
        who,
        "deputy prosecutor",
        read.name("Karsk", "GPE", sentence=1),
        sentence=1,
        when="1979/1983",
    )
    read.name("Viktor Maranov", sentence=2)
    read.name("Orest Dane", sentence=2)
    tarn = read.name("Ilse Tarn", sentence=3)
    said = read.document.text.index("said that")
    read.position(
        read.name("Viktor Maranov", sentence=3),
        "member",
        read.name("Harbour Panel", "ORG", sentence=3),
        sentence=3,
        speakers=(FoundSpeaker(mention=tarn, how="indirect", cue=Span(said, said + 4)),),
    )
    return read


def wire() -> Read:
    """Return the minister's denial, and an allegation, in a file that names no author."""
    first, _, second = WIRE.partition(" Viktor Maranov is")
    read = Read(document("wire.txt", WIRE), (first, f"Viktor Maranov is{second}"))
    panel = read.name("Harbour Panel", "ORG", sentence=0)
    who = read.name("Viktor Maranov", sentence=0)
    told = WIRE.index("told")
    read.position(
        who,
        "member",
        panel,
        sentence=0,
        polarity="denied",
        speakers=(FoundSpeaker(mention=who, how="direct", cue=Span(told, told + 4)),),
    )
    who = read.name("Viktor Maranov", sentence=1)
    firm = read.name("Dane Shipping", "ORG", sentence=1)
    read.position(who, "director", firm, sentence=1, modality="alleged")
    return read


def annals() -> Read:
    """Return a second, independent source for the position in Karsk."""
    read = Read(
        document("annals.txt", ANNALS, title="Annals of Karsk", publisher="City Archive"), (ANNALS,)
    )
    who = read.name("Viktor Maranov", sentence=0)
    karsk = read.name("Karsk", "GPE", sentence=0)
    read.position(who, "deputy prosecutor", karsk, sentence=0, when="1979/1983")
    return read


def letter() -> Read:
    """Return a letter in which everything that can be hostile is so."""
    first, second = f"We ask {SCRIPT} again.", LETTER.index("Viktor Maranov met")
    third = LETTER.index("Viktor Maranov wrote")
    made = document(
        f"letters/{OVERRIDE}.txt",
        LETTER,
        title=f"{SCRIPT} {LINK}",
        publisher=f"{IMAGE} # Families | of <i>Karsk</i>",
        authors=(LONG.strip(), "</blockquote></li>"),
        published="2018-01",
    )
    read = Read(made, (first, made.text[second:third].rstrip(), made.text[third:].rstrip()))
    read.name(SCRIPT, "ORG", sentence=0)
    read.name("Viktor Maranov", sentence=1)
    read.name("<b onclick=alert(2)>Bobby</b>", sentence=1)
    read.name(IMAGE, sentence=1)
    read.name("Viktor Maranov", sentence=2)
    return read


def persian() -> Read:
    """Return a note with a name in Persian."""
    read = Read(document("note.txt", PERSIAN, title="یادداشت", published="2019"), (PERSIAN,))
    read.name("پروانه رستگار", sentence=0)
    read.name("Viktor Maranov", sentence=0)
    read.name("Karsk", "GPE", sentence=0)
    return read


VELL = (
    "Ana Vell was rumoured to be abroad. Ana Vell slept. Ana Vell was president of Zhelin Maritime."
    " Ilo Vell was there too. Then Vell left. Vell came back."
)


def vell() -> Read:
    """Return a page on two people of one surname, with an author in its metadata."""
    made = document("vell.txt", VELL, title="About me", authors=("me",))
    sentences = tuple(f"{part}." for part in VELL.rstrip(".").split(". "))
    read = Read(made, sentences)
    read.name("Ana Vell", sentence=0)
    read.name("Ana Vell", sentence=1)
    who = read.name("Ana Vell", sentence=2)
    firm = read.name("Zhelin Maritime", "ORG", sentence=2)
    read.position(who, "president", firm, sentence=2)
    read.name("Ilo Vell", sentence=3)
    read.name("Vell", sentence=4)
    read.name("Vell", sentence=5)
    return read


def reads() -> list[Read]:
    """Return all of the affair's documents with their readings, the reprint among them."""
    reprint = ledger(
        "mirror.txt",
        text=LEDGER.replace("Papers give", "Papers give"[:6] + " now give").replace(
            "Papers now give a list of the men who decided.",
            "Papers give a list of the men who decided.  ",
        ),
        publisher="Mirror of Varenia",
        published="2016-04-13",
    )
    return [ledger(), reprint, wire(), annals(), letter(), persian()]


def make(path: Path, *, leave_out: str = "", backwards: bool = False) -> Case:
    """Return the affair as an open case."""
    case = Case.open(path, create=True)
    for read in reversed(reads()) if backwards else reads():
        if read.document.paths[0] != leave_out:
            case.recorded.add(
                read.document, read.reading(), root="/affair", path=read.document.paths[0]
            )
    refresh(case)
    return case

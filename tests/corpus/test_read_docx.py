from __future__ import annotations

import io
import zipfile

import docx
import pytest

from corpus import (
    Limits,
    LockedFile,
    TooLarge,
    UnreadableFile,
    UnsupportedFormat,
    read_bytes,
)
from tests.corpus.builders import W, saved, with_part, word


def body(markup: str) -> bytes:
    """A Word document with this markup between its body's tags."""
    xml = (
        f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006" xmlns:wps="urn:shape"><w:body>'
        f"{markup}</w:body></w:document>"
    )
    return with_part(word("x"), "word/document.xml", xml.encode())


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def text_of(data: bytes) -> str:
    return read_bytes(data, "a.docx").text


def test_docx_paragraphs_headings_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_heading("The fire and its witnesses", 0)
    document.add_paragraph("Harbour, 21 September 2017")
    document.add_heading("Names", 1)
    document.add_paragraph("Two men are named.")
    table = document.add_table(2, 2)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ("Name", "Born", "Emin", "1963"), strict=True
    ):
        cell.text = words
    document.add_paragraph("That is all.")
    found = read_bytes(saved(document), "a.docx")
    assert found.text == (
        "The fire and its witnesses\n\nHarbour, 21 September 2017\n\nNames\n\n"
        "Two men are named.\n\nName | Born\nEmin | 1963\n\nThat is all.\n"
    )
    assert (found.title, found.published) == ("The fire and its witnesses", "2017-09-21")


def test_docx_properties_help_where_the_text_says_nothing() -> None:
    found = read_bytes(word("he left.", title="Minutes of May", author="Ana Bell"), "a.docx")
    assert (found.title, found.authors, found.published) == ("Minutes of May", ("Ana Bell",), None)
    junk = read_bytes(word("he left.", title="Document1.docx", author="python-docx"), "a.docx")
    assert (junk.title, junk.authors) == (None, ())


def test_docx_takes_tracked_changes_as_accepted() -> None:
    markup = (
        f"<w:p>{run('The judge ')}<w:ins>{run('signed')}</w:ins>"
        "<w:del><w:r><w:delText>denied</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run(' yesterday')}</w:moveFrom>{run(' it.')}</w:p>"
    )
    assert text_of(body(markup)) == "The judge signed it.\n"


def test_docx_reads_links_controls_breaks_and_nested_tables() -> None:
    inner = f"<w:tbl><w:tr><w:tc><w:p>{run('inner')}</w:p></w:tc></w:tr></w:tbl>"
    markup = (
        f"<w:p><w:hyperlink>{run('Ana')}</w:hyperlink><w:r><w:tab/><w:t>Bell</w:t><w:br/>"
        f"<w:t>left</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('in a control')}</w:p></w:sdtContent></w:sdt>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('outer')}</w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    )
    assert text_of(body(markup)) == "Ana Bell left\n\nin a control\n\nouter inner\n"


def test_docx_reads_a_text_box_once() -> None:
    box = f"<w:txbxContent><w:p>{run('in a box')}</w:p></w:txbxContent>"
    markup = (
        f"<w:p>{run('Around it.')}<w:r><mc:AlternateContent><mc:Choice><wps:x>{box}</wps:x>"
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )
    assert text_of(body(markup)) == "Around it.\n\nin a box\n"


def test_docx_reads_footnotes_after_the_body() -> None:
    data = word("He signed.")
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator"><w:p>{run("-")}</w:p>'
        f"</w:footnote><w:footnote><w:p>{run('Interview, May 2019.')}</w:p></w:footnote>"
        "</w:footnotes>"
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        links = archive.read("word/_rels/document.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    links = links.replace("</Relationships>", link)
    data = with_part(data, "word/_rels/document.xml.rels", links.encode())
    data = with_part(data, "word/footnotes.xml", notes.encode())
    assert text_of(data) == "He signed.\n\nInterview, May 2019.\n"


def test_docx_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 20_000_000)
    with pytest.raises(TooLarge, match="unpacks to more than 10 MB"):
        read_bytes(file.getvalue(), "a.docx", limits=Limits(max_unpacked_bytes=10_000_000))
    with pytest.raises(TooLarge, match="more than 3 parts"):
        read_bytes(word("x"), "a.docx", limits=Limits(max_parts=3))


def test_docx_with_entities_of_its_own_is_refused() -> None:
    xml = (
        '<!DOCTYPE d [<!ENTITY e "lol"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p>{run("The judge &e; &f; left.")}</w:p></w:body>'
        "</w:document>"
    )
    with pytest.raises(UnreadableFile, match="document type of its own"):
        text_of(with_part(word("x"), "word/document.xml", xml.encode()))


def test_docx_nested_deeply_fails_cleanly() -> None:
    open_, close = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    with pytest.raises(UnreadableFile):
        text_of(body(open_ * 2_000 + f"<w:p>{run('x')}</w:p>" + close * 2_000))


def test_docx_broken_or_locked_fails_with_a_remedy() -> None:
    data = word("He signed the order.")
    with pytest.raises(UnreadableFile, match="W102"):
        read_bytes(data[: len(data) // 2], "a.docx")
    with pytest.raises(UnreadableFile, match="W102"):
        text_of(with_part(data, "word/document.xml", b"<not closed"))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(LockedFile, match="password"):
        text_of(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnsupportedFormat, match="old office format"):
        read_bytes(ole, "a.doc")


def test_other_zip_files_are_told_by_what_they_are() -> None:
    for part, what in (
        ("xl/workbook.xml", "spreadsheet"),
        ("ppt/x.xml", "slide show"),
        ("a.txt", "zip"),
    ):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(part, "x")
        with pytest.raises(UnsupportedFormat, match=what):
            read_bytes(file.getvalue(), "a.docx")

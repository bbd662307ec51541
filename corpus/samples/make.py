"""Make the sample PDFs and DOCX files from the gold texts (needs typst and python-docx).

Run as ``python corpus/samples/make.py``. The finished files are kept in ``documents``; running
it again is only needed when a text changes, and the hashes in manifest.toml must then be set anew.
The same versions of typst and python-docx write the same bytes.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent
MARK = re.compile(r"\[\[([^|\]]+)\|[^\]]+\]\]")

# stem: author, running header, columns, font size in points
PDFS = {
    "marell-report-summary": (
        "Independent Commission on the Events of 1987",
        "ICE-87 · Final Report · Executive Summary",
        1,
        11,
    ),
    "lantern-watch-names": ("Lantern Watch", "Lantern Watch briefing LW 19/07", 2, 10),
    "stenhavn-judgment": ("District Court of Stenhavn", "Case B 2214-21", 1, 11),
}
DOCX = {
    "families-letter": ("Committee of the Families of Dovrek", datetime(2017, 9, 21)),
    "assembly-minutes": ("National Assembly of Veshtan", datetime(2020, 3, 17)),
}


def text_of(stem: str) -> str:
    """Return the text of a gold file without its marks."""
    return MARK.sub(r"\1", (HERE / "gold" / f"{stem}.txt").read_text(encoding="utf-8"))


def blocks(text: str) -> list[str]:
    """Return the paragraphs, headings and tables of a text."""
    return [block for block in text.strip().split("\n\n") if block]


def typst_source(stem: str) -> str:
    """Return the document in Typst's language; all words go in as string literals."""
    author, header, columns, size = PDFS[stem]
    text = text_of(stem)

    def quoted(words: str) -> str:
        return json.dumps(words, ensure_ascii=False)

    out = [
        f"#set document(title: {quoted(blocks(text)[0].lstrip('# '))}, author: {quoted(author)},"
        " date: none)",
        f'#set page(paper: "a5", margin: 16mm, columns: {columns}, header: align(right,'
        f" text(8pt, {quoted(header)})), footer: context align(center, text(8pt,"
        ' "Page " + str(here().page()) + " of " + str(counter(page).final().first()))))',
        f'#set text({size}pt, lang: "en", region: "GB", hyphenate: true)',
        "#set par(justify: true)",
    ]
    for block in blocks(text):
        level = len(block) - len(block.lstrip("#"))
        lines = [f"#{quoted(line)}" for line in block.lstrip("# ").split("\n")]
        if level:
            out.append(f"#heading(level: {level}, {lines[0][1:]})")
        else:
            out.append(" \\\n".join(lines))
    return "\n\n".join(out) + "\n"


def docx_bytes(stem: str) -> bytes:
    """Return the document as DOCX, with fixed times inside."""
    from docx import Document

    author, when = DOCX[stem]
    document = Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = author
    properties.created = properties.modified = when
    properties.title = blocks(text_of(stem))[0].lstrip("# ")
    for block in blocks(text_of(stem)):
        lines = block.split("\n")
        if block.startswith("#"):
            document.add_heading(block.lstrip("# "), len(block) - len(block.lstrip("#")))
        elif block.startswith("|"):
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
            table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
        else:
            for line in lines:
                document.add_paragraph(line)
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            new.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED
            )
    return fixed.getvalue()


def main() -> int:
    """Write every file."""
    import typst

    for stem in PDFS:
        source = HERE / f"{stem}.typ"
        source.write_text(typst_source(stem), encoding="utf-8")
        try:
            (HERE / "documents" / f"{stem}.pdf").write_bytes(typst.compile(str(source)))
        finally:
            source.unlink()
    for stem in DOCX:
        (HERE / "documents" / f"{stem}.docx").write_bytes(docx_bytes(stem))
    return 0


if __name__ == "__main__":
    sys.exit(main())

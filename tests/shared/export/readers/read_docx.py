"""Reads a Word document from standard input with python-docx, and prints what it finds as JSON."""

import io
import json
import sys

import docx
from docx.oxml.ns import qn
from docx.text.run import Run

file = docx.Document(io.BytesIO(sys.stdin.buffer.read()))


def run_facts(run: Run) -> dict[str, object]:
    """Text and what says how it is written: language by kind of script, East Asian font, direction."""
    properties = run._r.rPr
    language = None if properties is None else properties.find(qn("w:lang"))
    fonts = None if properties is None else properties.find(qn("w:rFonts"))
    return {
        "text": run.text,
        "language": None if language is None else language.get(qn("w:val")),
        "eastAsia": None if language is None else language.get(qn("w:eastAsia")),
        "bidirectional": None if language is None else language.get(qn("w:bidi")),
        "eastAsianFont": None if fonts is None else fonts.get(qn("w:eastAsia")),
        "isHighlighted": run.bold is True and run.font.highlight_color is not None,
        "isRightToLeft": properties is not None and properties.find(qn("w:rtl")) is not None,
    }


rows = [[cell for cell in row.cells] for table in file.tables for row in table.rows]
said = [paragraph for row in rows for paragraph in row[-1].paragraphs]
json.dump(
    {
        "properties": {
            "title": file.core_properties.title,
            "author": file.core_properties.author,
            "comments": file.core_properties.comments,
        },
        "paragraphs": [[p.style.name if p.style else None, p.text] for p in file.paragraphs],
        "rows": [[cell.text for cell in row] for row in rows],
        "said": [
            {
                "isRightToLeft": paragraph._p.pPr is not None
                and paragraph._p.pPr.find(qn("w:bidi")) is not None,
                "runs": [run_facts(run) for run in paragraph.runs],
            }
            for paragraph in said
        ],
    },
    sys.stdout,
)

"""Reads printed pages from standard input with PDFium; prints their words and where lines stand, as JSON."""

import json
import sys

import pypdfium2

pages: list[dict[str, object]] = []
with pypdfium2.PdfDocument(sys.stdin.buffer.read()) as document:
    for page in document:
        text = page.get_textpage()
        # Left, bottom, right, top in points, counted from the page's lower left corner.
        lines = [text.get_rect(index) for index in range(text.count_rects())]
        words = text.get_text_range().replace("\r\n", "\n")
        pages.append({"width": page.get_width(), "height": page.get_height(), "text": words, "lines": lines})
json.dump(pages, sys.stdout)

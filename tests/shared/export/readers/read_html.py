"""Reads a page from standard input with Python's own parser, and prints its tags and texts as JSON."""

import json
import sys
from html.parser import HTMLParser


class Page(HTMLParser):
    """Collects tags, and the text of each heading and paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in {"h1", "h2", "p"}:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts and data.strip():
            self.texts[-1] += data


page = Page()
page.feed(sys.stdin.buffer.read().decode())
json.dump({"tags": sorted(page.tags), "texts": page.texts}, sys.stdout)

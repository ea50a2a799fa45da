"""Reads Markdown with YAML front matter from standard input, and prints both as JSON."""

import json
import sys

import yaml
from markdown_it import MarkdownIt

_PLAIN = {"text", "softbreak", "strong_open", "strong_close", "em_open", "em_close"}

source = sys.stdin.buffer.read().decode()
_, head, body = source.split("---\n", 2)

blocks: list[dict[str, object]] = []
other: set[str] = set()
for token in MarkdownIt("commonmark").parse(body):
    if token.type.endswith(("_open", "_close")) and token.tag in {"p", "h1"}:
        continue
    if token.type != "inline":
        other.add(token.type)
        continue
    children = token.children or []
    other |= {child.type for child in children} - _PLAIN
    text = "".join("\n" if child.type == "softbreak" else child.content for child in children)
    blocks.append({"text": text, "marks": [child.type for child in children if child.type.endswith("_open")]})
json.dump({"front": yaml.safe_load(head), "blocks": blocks, "other": sorted(other)}, sys.stdout, default=str)

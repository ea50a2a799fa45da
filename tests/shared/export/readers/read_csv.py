"""Reads comma-separated values from standard input with Python's own reader, and prints the rows as JSON."""

import csv
import io
import json
import sys

text = sys.stdin.buffer.read().decode("utf-8-sig")
json.dump(list(csv.DictReader(io.StringIO(text, newline=""), strict=True)), sys.stdout)

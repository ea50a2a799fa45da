"""Reads SubRip from standard input as players do, with libavcodec, and prints its cues' texts as JSON."""

import io
import json
import sys

import av

_FIELDS_BEFORE_TEXT = 8
"""Of an event in libavcodec's Advanced SubStation Alpha: order, layer, style, name, three margins, effect."""

with av.open(io.BytesIO(sys.stdin.buffer.read()), format="srt") as file:
    rects = [rect for packet in file.demux(subtitles=0) for rect in packet.decode() or []]
json.dump([rect.ass.decode().split(",", _FIELDS_BEFORE_TEXT)[-1] for rect in rects], sys.stdout)

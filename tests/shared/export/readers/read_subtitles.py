"""Reads SubRip or WebVTT from standard input as players do, with libavcodec, and prints its cues as JSON."""

import io
import json
import sys

import av

_FIELDS_BEFORE_TEXT = 8
"""Of an event in libavcodec's Advanced SubStation Alpha: order, layer, style, name, three margins, effect."""

source = sys.stdin.buffer.read()
kind = "webvtt" if source.startswith(b"WEBVTT") else "srt"
cues: list[dict[str, object]] = []
with av.open(io.BytesIO(source), format=kind) as file:
    for packet in file.demux(subtitles=0):
        for rect in packet.decode() or []:
            ms = packet.time_base * 1000
            start = packet.pts
            text = rect.ass.decode().split(",", _FIELDS_BEFORE_TEXT)[-1].replace("\\N", "\n")
            if kind == "webvtt":
                # How its decoder writes what would be formatting in its own format.
                text = text.replace("\\{{}", "{").replace("\\\u2060", "\\")
            cues.append(
                {"startMs": float(start * ms), "endMs": float((start + packet.duration) * ms), "text": text}
            )
json.dump(cues, sys.stdout)

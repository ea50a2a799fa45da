"""The line that comes twenty times a second, read at one go: no check is left out, but most of their cost.

It is the line as the host writes it. Any other spelling of the message goes the long way through `parse`.
"""

import binascii
import re
from typing import cast

import numpy as np

from earshot_stt.wire.audio import (
    FRAME_BASE64_LENGTH,
    FRAME_BYTES,
    FRAME_SAMPLES,
    MAX_SESSION_SAMPLES,
    SOURCES,
    Source,
)
from earshot_stt.wire.protocol import UUID_PATTERN
from earshot_stt.wire.requests import AudioFrame
from earshot_stt.wire.version import PROTOCOL_VERSION

_UUID = f"(?:{UUID_PATTERN})"
_COUNT = "0|[1-9][0-9]{0,14}"
_COMPATIBLE = rf"{PROTOCOL_VERSION.split('.', maxsplit=1)[0]}(?:\.[0-9]{{1,4}}){{0,2}}"
_HEAD = re.compile(
    rf'{{"id":"{_UUID}","type":"request","version":"{_COMPATIBLE}",'
    rf'"method":"process_audio_stream","params":{{"session":"({_UUID})","source":"({"|".join(SOURCES)})",'
    rf'"seq":({_COUNT}),"first_sample":({_COUNT}),"pcm":"'.encode()
)
_TAIL = b'"}}'


def parse_frame_line(line: bytes) -> AudioFrame | None:
    """The frame in `line`; None for all that is no frame in the host's spelling. Never raises."""
    match = _HEAD.match(line)
    if match is None or not line.endswith(_TAIL):
        return None
    pcm = line[match.end() : -len(_TAIL)]
    if len(pcm) != FRAME_BASE64_LENGTH:
        return None
    try:
        # Strict: it takes nothing but base64, so nothing of a line that goes on otherwise.
        raw = binascii.a2b_base64(pcm, strict_mode=True)
    except binascii.Error:
        return None
    if len(raw) != FRAME_BYTES:
        return None
    session, source = match[1].decode(), cast("Source", match[2].decode())
    seq, first_sample = int(match[3]), int(match[4])
    if seq > MAX_SESSION_SAMPLES // FRAME_SAMPLES or first_sample > MAX_SESSION_SAMPLES:
        return None
    samples = np.frombuffer(raw, "<i2").astype(np.int16, copy=False)
    return AudioFrame(session, source, seq, first_sample, samples)

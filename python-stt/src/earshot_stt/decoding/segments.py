"""Segments with their timestamps, out of a model's tokens (Radford et al. 2022, section 2.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from faster_whisper.tokenizer import Tokenizer

from earshot_stt.wire.audio import milliseconds

_TIMESTAMP_STEP = milliseconds(20)
_EXACT_TO = milliseconds(100)
"""A segment that begins nearer to the end of the speech than this may still be of it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Text tokens said in [start, end), in samples of the window; `end` is None where the model gave none."""

    start: int
    end: int | None
    tokens: tuple[int, ...]


def to_segments(tokenizer: Tokenizer, tokens: Sequence[int]) -> list[Segment]:
    """The segments of one generation that hold text. Control tokens are left out."""
    segments: list[Segment] = []
    start, text = 0, list[int]()
    for token in tokens:
        if token < tokenizer.eot:
            text.append(token)
        elif token >= tokenizer.timestamp_begin:
            at = (token - tokenizer.timestamp_begin) * _TIMESTAMP_STEP
            if text:
                segments.append(Segment(start, at, tuple(text)))
            start, text = at, []
    if text:
        segments.append(Segment(start, None, tuple(text)))
    return segments


def split_at(speech: int, segments: Iterable[Segment]) -> tuple[list[int], list[int]]:
    """Text tokens of the segments within `speech` samples, and of those in the padding after them."""
    spoken: list[int] = []
    in_padding: list[int] = []
    for segment in segments:
        (spoken if segment.start < speech - _EXACT_TO or not spoken else in_padding).extend(segment.tokens)
    return spoken, in_padding

"""From espeak-ng's events to the bounds of each word's audible part (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_AUDIBLE = 0.01
"""Of full scale, where the sentence's loudest sample is 1: 40 dB below it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its punctuation, in samples from its sentence's start."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phoneme:
    """A sound or, with an underscore, a pause; `start` counts samples of the library's own rate."""

    name: str
    start: int

    @property
    def is_pause(self) -> bool:
        return self.name.startswith("_")


def word_starts(text: str, events: Sequence[tuple[int, int]], phonemes: Sequence[Phoneme]) -> list[int]:
    """The sample at which each word of `text` starts, pauses before it included.

    `events` are pairs of a character's position and a sample. Words that the library speaks as one
    ("did not") have one event; they share its phonemes by their letters.
    """
    positions = [match.start() for match in re.finditer(r"\S+", text)]
    words = text.split()
    starts = {_word_at(positions, position): sample for position, sample in reversed(events)}
    heard = sorted(starts)
    found: list[int] = []
    for index, first in enumerate(heard):
        following = heard[index + 1] if index + 1 < len(heard) else len(words)
        end = starts[following] if following < len(words) else phonemes[-1].start
        sounds = [p.start for p in phonemes if starts[first] <= p.start < end and not p.is_pause]
        letters = [len(re.sub(r"\W", "", word)) for word in words[first:following]]
        found.append(starts[first])
        for word in range(1, following - first):
            found.append(sounds[round(len(sounds) * sum(letters[:word]) / sum(letters))])
    return found


def audible(sound: npt.NDArray[np.float32], start: int, end: int) -> tuple[int, int]:
    """The part of `start` to `end` without the quiet at both ends; all of it if nothing is loud."""
    loud = np.flatnonzero(np.abs(sound[start:end]) > _AUDIBLE)
    return (start, end) if loud.size == 0 else (start + int(loud[0]), start + int(loud[-1]) + 1)


def _word_at(positions: Sequence[int], position: int) -> int:
    return max((index for index, start in enumerate(positions) if start <= position), default=0)

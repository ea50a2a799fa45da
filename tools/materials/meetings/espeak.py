"""Sentences of libespeak-ng with the time of every word."""

import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from word_times import Phoneme, Word, audible, word_starts

sys.path.append(str(Path(__file__).resolve().parents[3] / "demo"))
from espeak_library import EspeakLibrary, Voice, resampled

SAMPLE_RATE = 16_000

Sound = npt.NDArray[np.float32]
"""Samples from -1 to 1 at SAMPLE_RATE."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that starts and ends with its first and last audible sample; its loudest is 1."""

    sound: Sound
    words: tuple[Word, ...]


class Espeak:
    """There can be only one in a process. Raises OSError where libespeak-ng is not installed."""

    def __init__(self) -> None:
        self._library = EspeakLibrary()

    def say(self, text: str, voice: Voice) -> Spoken:
        """One ASCII sentence whose words stand between single spaces."""
        speech = self._library.say(text.encode("ascii"), voice)
        rate = self._library.sample_rate
        starts = word_starts(text, speech.words, [Phoneme(name, start) for name, start in speech.phonemes])
        wave = resampled(speech.samples, rate, SAMPLE_RATE)
        sound = wave / np.abs(wave).max()
        bounds = [*(start * SAMPLE_RATE // rate for start in starts), len(sound)]
        spans = [audible(sound, start, end) for start, end in pairwise(bounds)]
        first, last = spans[0][0], spans[-1][1]
        words = zip(text.split(), spans, strict=True)
        return Spoken(
            sound[first:last], tuple(Word(word, start - first, end - first) for word, (start, end) in words)
        )

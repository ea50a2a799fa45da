"""Speech of libespeak-ng with the time of every word, called directly so that no sound device is needed."""

import ctypes
from dataclasses import dataclass
from itertools import pairwise

import av
import numpy as np
import numpy.typing as npt
from word_times import Phoneme, Word, audible, word_starts

SAMPLE_RATE = 16_000

Sound = npt.NDArray[np.float32]
"""Samples from -1 to 1 at SAMPLE_RATE."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How somebody sounds."""

    name: str
    words_per_minute: int
    pitch: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that starts and ends with its first and last audible sample; its loudest is 1."""

    sound: Sound
    words: tuple[Word, ...]


class _Event(ctypes.Structure):
    """`espeak_EVENT`; `id` of a phoneme is its name."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_SynthCallback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Espeak:
    """The library; there can be only one in a process. Raises OSError where it is not installed."""

    _AUDIO_OUTPUT_RETRIEVAL = 1
    _INITIALIZE_PHONEME_EVENTS = 1
    _CHARS_UTF8 = 1
    _PARAMETER_RATE = 1
    _PARAMETER_PITCH = 3
    _EVENT_LIST_TERMINATED = 0
    _EVENT_WORD = 1
    _EVENT_PHONEME = 7

    def __init__(self) -> None:
        self._library = ctypes.CDLL("libespeak-ng.so.1")
        self._sample_rate: int = self._library.espeak_Initialize(
            self._AUDIO_OUTPUT_RETRIEVAL, 0, None, self._INITIALIZE_PHONEME_EVENTS
        )
        self._chunks: list[npt.NDArray[np.int16]] = []
        self._words: list[tuple[int, int]] = []
        self._phonemes: list[Phoneme] = []
        # Held for the library's lifetime: ctypes does not keep callbacks alive.
        self._callback = _SynthCallback(self._receive)
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, text: str, voice: Voice) -> Spoken:
        """One ASCII sentence whose words stand between single spaces."""
        self._chunks.clear()
        self._words.clear()
        self._phonemes.clear()
        self._library.espeak_SetVoiceByName(voice.name.encode())
        self._library.espeak_SetParameter(self._PARAMETER_RATE, voice.words_per_minute, 0)
        self._library.espeak_SetParameter(self._PARAMETER_PITCH, voice.pitch, 0)
        line = text.encode("ascii") + b"\0"
        self._library.espeak_Synth(line, len(line), 0, 1, 0, self._CHARS_UTF8, None, None)
        self._library.espeak_Synchronize()
        raw = np.concatenate(self._chunks)
        starts = word_starts(text, self._words, self._phonemes)
        sound = _resampled(raw, self._sample_rate)
        bounds = [*(start * SAMPLE_RATE // self._sample_rate for start in starts), len(sound)]
        spans = [audible(sound, start, end) for start, end in pairwise(bounds)]
        first, last = spans[0][0], spans[-1][1]
        words = zip(text.split(), spans, strict=True)
        return Spoken(
            sound[first:last], tuple(Word(word, start - first, end - first) for word, (start, end) in words)
        )

    def _receive(
        self, samples: "ctypes._Pointer[ctypes.c_short]", count: int, events: "ctypes._Pointer[_Event]"
    ) -> int:
        if count > 0 and samples:
            self._chunks.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while (event := events[index]).type != self._EVENT_LIST_TERMINATED:
            if event.type == self._EVENT_WORD:
                self._words.append((event.text_position - 1, event.sample))
            elif event.type == self._EVENT_PHONEME:
                self._phonemes.append(Phoneme(event.id.decode(), event.sample))
            index += 1
        return 0


def _resampled(samples: npt.NDArray[np.int16], rate: int) -> Sound:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
    frame = av.AudioFrame.from_ndarray(samples[np.newaxis, :], format="s16", layout="mono")
    frame.sample_rate = rate
    frames = [*resampler.resample(frame), *resampler.resample(None)]
    wave = np.concatenate([part.to_ndarray()[0] for part in frames]).astype(np.float32)
    return wave / np.abs(wave).max()

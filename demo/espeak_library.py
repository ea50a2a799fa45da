"""Speech of libespeak-ng, called directly so that no sound device is needed; it speaks the demo meeting."""

import ctypes
from dataclasses import dataclass

import av
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Voice:
    """How somebody sounds."""

    name: str
    words_per_minute: int
    pitch: int


@dataclass(frozen=True, slots=True)
class Speech:
    """What was said, with silence around it; all samples are counted at the library's rate."""

    samples: NDArray[np.int16]
    words: tuple[tuple[int, int], ...]
    """Position of the first character, from 0, and sample. Words spoken as one have one entry."""
    phonemes: tuple[tuple[str, int], ...]
    """Name and sample."""


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


class EspeakLibrary:
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
        self.sample_rate: int = self._library.espeak_Initialize(
            self._AUDIO_OUTPUT_RETRIEVAL, 0, None, self._INITIALIZE_PHONEME_EVENTS
        )
        self._chunks: list[NDArray[np.int16]] = []
        self._words: list[tuple[int, int]] = []
        self._phonemes: list[tuple[str, int]] = []
        # Held for the library's lifetime: ctypes does not keep callbacks alive.
        self._callback = _SynthCallback(self._receive)
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, text: bytes, voice: Voice) -> Speech:
        """`text` is UTF-8."""
        self._chunks.clear()
        self._words.clear()
        self._phonemes.clear()
        self._library.espeak_SetVoiceByName(voice.name.encode())
        self._library.espeak_SetParameter(self._PARAMETER_RATE, voice.words_per_minute, 0)
        self._library.espeak_SetParameter(self._PARAMETER_PITCH, voice.pitch, 0)
        line = text + b"\0"
        self._library.espeak_Synth(line, len(line), 0, 1, 0, self._CHARS_UTF8, None, None)
        self._library.espeak_Synchronize()
        return Speech(np.concatenate(self._chunks), tuple(self._words), tuple(self._phonemes))

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
                self._phonemes.append((event.id.decode(), event.sample))
            index += 1
        return 0


def resampled(samples: NDArray[np.int16], rate: int, wanted_rate: int) -> NDArray[np.float32]:
    """`samples` of `rate` at `wanted_rate`, from -1 to 1."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=wanted_rate)
    frame = av.AudioFrame.from_ndarray(samples[np.newaxis, :], format="s16", layout="mono")
    frame.sample_rate = rate
    frames = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([part.to_ndarray()[0] for part in frames]).astype(np.float32)

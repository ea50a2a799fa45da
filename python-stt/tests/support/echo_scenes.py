"""Twenty seconds of a room with loudspeakers, from human voices and a seed."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from faster_whisper.audio import decode_audio

from earshot_stt.wire.audio import FRAME_SAMPLES, SAMPLE_RATE, Samples

_CLIPS = Path(__file__).resolve().parents[3] / "speech" / "clips"
_FAR = ("en_libri_5703_47212_0000", "en_libri_1995_1837_0001")
_NEAR = ("en_ljspeech_050_0131",)
_LEVEL = 0.06
_NOISE = 10 ** (-60 / 20)
_REVERBERATION_SECONDS = 0.3
SECONDS = 20
NEAR_FROM = 12
"""Second from which the user speaks, while the others go on."""

Audio = npt.NDArray[np.float64]


@dataclass(frozen=True)
class EchoScene:
    """int16[20 s] of both sources, and what the microphone is made of."""

    tab: Samples
    mic: Samples
    echo: Audio
    near: Audio

    def residue(self, cleaned: Samples) -> Audio:
        """What `cleaned` has that the user did not say."""
        return cleaned / 32_768 - self.near


def echo_scene(
    seed: int, *, echo_db: float | None = -10, delays_ms: tuple[int, ...] = (60,), near_from: int = NEAR_FROM
) -> EchoScene:
    """`echo_db` beside the user's voice, None: a headset; the delay changes in equal parts of the scene."""
    dice = np.random.default_rng(seed)
    length = SECONDS * SAMPLE_RATE
    far, near = np.zeros(length), np.zeros(length)
    _lay(far, _FAR, SAMPLE_RATE // 2)
    _lay(near, _NEAR, near_from * SAMPLE_RATE)
    echo = np.zeros(length)
    if echo_db is not None:
        room = _room(dice)
        returned = np.fft.irfft(np.fft.rfft(far, 2 * length) * np.fft.rfft(room, 2 * length))[:length]
        part = length // len(delays_ms)
        for index, delay in enumerate(delays_ms):
            start = index * part
            late = np.roll(returned, delay * SAMPLE_RATE // 1000)
            echo[start : start + part] = late[start : start + part]
        echo *= _LEVEL * 10 ** (echo_db / 20) / np.sqrt(np.mean(echo[np.abs(echo) > 1e-3] ** 2))
    noise = dice.standard_normal(length) * _NOISE
    return EchoScene(_int16(far), _int16(near + echo + noise), echo, near)


def decibels(audio: Audio, start: int, end: int) -> float:
    """Level between two seconds."""
    return float(10 * np.log10(np.mean(np.square(audio[start * SAMPLE_RATE : end * SAMPLE_RATE]))))


def frames_of(samples: Samples) -> list[Samples]:
    """The whole frames."""
    return np.split(samples, len(samples) // FRAME_SAMPLES)


def _lay(track: Audio, names: tuple[str, ...], start: int) -> None:
    """Puts the clips one after the other on `track`, again and again up to its end."""
    clips = [_clip(name) for name in names]
    at, index = start, 0
    while at < len(track):
        clip = clips[index % len(clips)]
        fitting = clip[: len(track) - at]
        track[at : at + len(fitting)] = fitting
        at, index = at + len(clip), index + 1


@cache
def _clip(name: str) -> Audio:
    clip = decode_audio(str(_CLIPS / f"{name}.flac"), SAMPLE_RATE).astype(np.float64)
    return clip * (_LEVEL / np.sqrt(np.mean(clip[np.abs(clip) > 0.01] ** 2)))


def _room(dice: np.random.Generator) -> Audio:
    """An impulse response: what comes straight, and a tail of 3 dB less."""
    length = int(_REVERBERATION_SECONDS * SAMPLE_RATE)
    decay = np.exp(-6.9 * np.arange(length) / length)
    tail = dice.standard_normal(length) * decay
    tail[:16] = 0
    tail *= 10 ** (-3 / 20) / np.sqrt(np.sum(tail**2))
    tail[0] = 1
    return tail


def _int16(audio: Audio) -> Samples:
    return np.clip(np.rint(audio * 32_768), -32_768, 32_767).astype(np.int16)

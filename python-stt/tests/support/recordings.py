"""Recorded sentences with their exact words, and the measure of how well they were understood."""

import re
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from faster_whisper.audio import decode_audio

from earshot_stt.wire.audio import FRAME_SAMPLES, SAMPLE_RATE, Samples, Source

_AUDIO = Path(__file__).parent / "audio"
_DEMO = Path(__file__).resolve().parents[3] / "demo" / "audio"
SENTENCES = ("good-morning", "five-questions", "review-budget")


def recording(name: str) -> tuple[Samples, str]:
    """int16[n] at 16 kHz and what is said in it."""
    with wave.open(str(_AUDIO / f"{name}.wav")) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (SAMPLE_RATE, 1, 2)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return samples, (_AUDIO / f"{name}.txt").read_text("utf-8").strip()


def seconds_of_silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * SAMPLE_RATE), np.int16)


def spoken(names: Sequence[str], pause_seconds: float = 0.9) -> tuple[Samples, str]:
    """The sentences one after the other, each after a pause, in whole frames; and their text."""
    parts: list[Samples] = []
    texts: list[str] = []
    for name in names:
        samples, text = recording(name)
        parts += [seconds_of_silence(pause_seconds), samples]
        texts.append(text)
    parts.append(seconds_of_silence(pause_seconds))
    return whole_frames(np.concatenate(parts)), " ".join(texts)


def meeting() -> dict[Source, Samples]:
    """The minute of the demo meeting as both sources have it, in whole frames."""
    alice, bob, you = (
        decode_audio(str(_DEMO / f"{name}.opus"), SAMPLE_RATE) for name in ("alice", "bob", "you")
    )
    tracks: dict[Source, npt.NDArray[np.float32]] = {"tab": alice + bob, "mic": you}
    return {
        source: whole_frames((track * 32767).clip(-32768, 32767).astype(np.int16))
        for source, track in tracks.items()
    }


def whole_frames(samples: Samples) -> Samples:
    """`samples` with silence up to the end of the last frame."""
    return np.pad(samples, (0, -len(samples) % FRAME_SAMPLES))


def word_error_rate(reference: str, hypothesis: str) -> float:
    """Word edits over words said; case and punctuation do not count."""
    said, recognised = _words(reference), _words(hypothesis)
    row = list(range(len(recognised) + 1))
    for index, word in enumerate(said, 1):
        diagonal, row[0] = row[0], index
        for column, other in enumerate(recognised, 1):
            substitution = diagonal + (word != other)
            diagonal = row[column]
            row[column] = min(row[column] + 1, row[column - 1] + 1, substitution)
    return row[-1] / len(said)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())

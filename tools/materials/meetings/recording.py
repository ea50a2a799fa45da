"""A meeting as it is made: two tracks, and who says what and when on each of them."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
from espeak import SAMPLE_RATE, Sound, Spoken

Source = Literal["tab", "mic"]
SOURCES: tuple[Source, Source] = ("tab", "mic")


@dataclass(slots=True)
class Recording:
    """Two silent tracks of equal length to which sounds are added."""

    seconds: int
    tracks: dict[Source, Sound] = field(init=False)
    utterances: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    non_speech: list[dict[str, object]] = field(default_factory=list[dict[str, object]])

    def __post_init__(self) -> None:
        self.tracks = {source: np.zeros(self.samples, np.float32) for source in SOURCES}

    @property
    def samples(self) -> int:
        return self.seconds * SAMPLE_RATE

    def say(self, source: Source, speaker: str, spoken: Spoken, start: int, level: float) -> int:
        """Adds a sentence that fits, its loudest sample at `level`; returns the sample after it."""
        end = start + len(spoken.sound)
        self.tracks[source][start:end] += np.float32(level) * spoken.sound
        words = [{"text": word.text, **_times(start + word.start, start + word.end)} for word in spoken.words]
        self.utterances.append({"source": source, "speaker": speaker, **_times(start, end), "words": words})
        return end

    def add(self, source: Source, start: int, sound: Sound) -> None:
        """Adds a sound that fits and is no speech."""
        self.tracks[source][start : start + len(sound)] += sound

    def mark(self, source: Source, start: int, end: int, kind: str) -> None:
        """Notes that nobody speaks into `source` from `start` to `end`."""
        self.non_speech.append({"source": source, **_times(start, end), "kind": kind})

    def write(self, directory: Path, scenario: str, seed: int) -> None:
        """Writes `tab.pcm`, `mic.pcm` and `meeting.json`."""
        directory.mkdir(parents=True, exist_ok=True)
        for source, track in self.tracks.items():
            (directory / f"{source}.pcm").write_bytes(_pcm(track).tobytes())
        meeting = {
            "seconds": self.seconds,
            "seed": seed,
            "scenario": scenario,
            "utterances": sorted(self.utterances, key=lambda utterance: str(utterance["startMs"]).zfill(9)),
            "nonSpeech": self.non_speech,
        }
        (directory / "meeting.json").write_text(json.dumps(meeting, indent=1) + "\n")


def _pcm(track: Sound) -> npt.NDArray[np.int16]:
    return np.rint(np.clip(track * 32767, -32768, 32767)).astype("<i2")


def _times(start: int, end: int) -> dict[str, int]:
    return {"startMs": round(start * 1000 / SAMPLE_RATE), "endMs": round(end * 1000 / SAMPLE_RATE)}

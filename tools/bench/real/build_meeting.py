"""Builds a two-source meeting (tab = the others, mic = you) from recorded clips.

    python build_meeting.py --corpus DIRECTORY --name NAME --out DIRECTORY

The plan is the entry of that name in `meetings.json` of the corpus; all else follows from its seed. Writes
`tab.wav`, `mic.wav` (16 kHz, int16, equally long) and `reference.json`, a list of `{"source", "startMs",
"endMs", "text", "language", "speaker", "clip"}` with the bounds of the audible speech.
"""

import argparse
import json
import random
import wave
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from faster_whisper.audio import decode_audio

RATE = 16_000
Track = npt.NDArray[np.float32]

_FRAME = 320
"""20 ms, over which loudness is measured."""
_BELOW_LOUDEST_DB = 32.0
_PAD = RATE * 60 // 1000
_GAP_SECONDS = (0.3, 1.8)
_OVERLAP_SECONDS = (0.3, 1.5)
_SPEECH_DB = (-27.0, -19.0)
_EVENT_DB = (-36.0, -24.0)
_LONGEST_EVENT_SECONDS = 8.0
_LAST_SECONDS = 1.0


@dataclass(frozen=True)
class Plan:
    """`tab`, `mic`: patterns of the names of clips; `events`: of sounds without speech."""

    name: str
    seed: int
    seconds: float
    tab: Sequence[str]
    mic: Sequence[str]
    events: Sequence[str]
    events_per_minute: float
    double_talk: float
    """Chance that a turn begins before the other source has ended."""
    noise_db: float
    """Of the microphone's room, dBFS."""


def read_plan(corpus: Path, name: str) -> Plan:
    """Raises StopIteration when there is no such plan."""
    plans: list[dict[str, Any]] = json.loads((corpus / "meetings.json").read_text("utf-8"))
    return Plan(**next(plan for plan in plans if plan["name"] == name))


def picked(items: Iterable[dict[str, Any]], patterns: Sequence[str]) -> list[dict[str, Any]]:
    """Those whose name fits a pattern, in the order of the patterns."""
    all_items = list(items)
    found = [item for pattern in patterns for item in all_items if fnmatchcase(item["name"], pattern)]
    return list({item["name"]: item for item in found}.values())


def loudness_db(sound: Track) -> npt.NDArray[np.float32]:
    """float32[frames], dBFS."""
    frames = sound[: len(sound) // _FRAME * _FRAME].reshape(-1, _FRAME)
    return 10 * np.log10(np.mean(frames**2, axis=1) + 1e-12)


def trimmed(sound: Track) -> tuple[Track, int, int]:
    """Without silence at either end, and where the audible part of that begins and ends, in samples."""
    loud = loudness_db(sound)
    audible = np.flatnonzero(loud > np.percentile(loud, 95) - _BELOW_LOUDEST_DB)
    begin, end = int(audible[0]) * _FRAME, (int(audible[-1]) + 1) * _FRAME
    first, last = max(0, begin - _PAD), min(len(sound), end + _PAD)
    return sound[first:last].copy(), begin - first, end - first


def at_level(sound: Track, level_db: float) -> Track:
    """So loud that its louder frames are at that level, and never clipped."""
    loud = loudness_db(sound)
    active = loud[loud > np.percentile(loud, 95) - 25]
    scaled = sound * np.float32(10 ** ((level_db - float(np.mean(active))) / 20))
    return scaled * np.float32(min(1.0, 0.89 / max(1e-9, float(np.max(np.abs(scaled))))))


def pink_noise(samples: int, seed: int) -> Track:
    """float32[samples] of RMS 1."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(samples))
    spectrum /= np.sqrt(np.maximum(1, np.arange(len(spectrum))))
    noise = np.fft.irfft(spectrum, samples)
    return (noise / np.sqrt(np.mean(noise**2))).astype(np.float32)


class Builder:
    """Lays clips and sounds on two tracks."""

    def __init__(self, corpus: Path, plan: Plan) -> None:
        self._corpus = corpus
        self._plan = plan
        # Not for secrets: the same each time.
        self._random = random.Random(plan.seed)  # noqa: S311
        samples = int(plan.seconds * RATE)
        self.tracks: dict[str, Track] = {source: np.zeros(samples, np.float32) for source in ("tab", "mic")}
        self.reference: list[dict[str, object]] = []

    def lay_speech(self) -> None:
        """Turn by turn, until the meeting is full or everything has been said."""
        clips = json.loads((self._corpus / "clips.json").read_text("utf-8"))
        waiting = {"tab": picked(clips, self._plan.tab), "mic": picked(clips, self._plan.mic)}
        for turns in waiting.values():
            self._random.shuffle(turns)
        free_from = {"tab": 0, "mic": 0}
        ended, source = self._seconds(_GAP_SECONDS), "tab"
        while any(waiting.values()):
            other = "mic" if source == "tab" else "tab"
            if waiting[other] and (not waiting[source] or self._random.random() < 0.5):
                source = other
            clip = waiting[source].pop(0)
            sound, begin, end = trimmed(self._sound("clips", clip["name"]))
            sound = at_level(sound, self._random.uniform(*_SPEECH_DB))
            is_over = self.reference and self._random.random() < self._plan.double_talk
            start = ended + (-self._seconds(_OVERLAP_SECONDS) if is_over else self._seconds(_GAP_SECONDS))
            start = max(0, start, free_from[source])
            if start + len(sound) > len(self.tracks[source]) - _LAST_SECONDS * RATE:
                continue
            self.tracks[source][start : start + len(sound)] += sound
            free_from[source] = start + len(sound) + RATE // 4
            ended = max(ended, start + len(sound))
            bounds = {"startMs": (start + begin) // 16, "endMs": (start + end) // 16}
            said = {key: clip[key] for key in ("text", "language", "speaker")}
            self.reference.append({"source": source, **bounds, **said, "clip": clip["name"]})

    def lay_sounds(self) -> None:
        """Sounds that are no speech, anywhere on either track."""
        sounds = json.loads((self._corpus / "nonspeech.json").read_text("utf-8"))
        choices = picked(sounds, self._plan.events)
        count = round(self._plan.events_per_minute * self._plan.seconds / 60) if choices else 0
        for index in range(count):
            track = self.tracks["mic" if index % 2 == 0 else "tab"]
            sound = self._sound("nonspeech", self._random.choice(choices)["name"])
            sound = at_level(sound[: int(_LONGEST_EVENT_SECONDS * RATE)], self._random.uniform(*_EVENT_DB))
            start = self._random.randrange(len(track) - len(sound))
            track[start : start + len(sound)] += sound

    def lay_noise(self) -> None:
        """The microphone's room."""
        gain = np.float32(10 ** (self._plan.noise_db / 20))
        self.tracks["mic"] += pink_noise(len(self.tracks["mic"]), self._plan.seed) * gain

    def write(self, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        for source, track in self.tracks.items():
            with wave.open(str(out / f"{source}.wav"), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(RATE)
                file.writeframes(np.round(np.clip(track, -1, 1) * 32767).astype("<i2").tobytes())
        ordered = sorted(self.reference, key=lambda said: (said["startMs"], said["source"]))
        (out / "reference.json").write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def _sound(self, kind: str, name: str) -> Track:
        sound: Track = decode_audio(str(self._corpus / kind / f"{name}.flac"), sampling_rate=RATE)
        return sound

    def _seconds(self, bounds: tuple[float, float]) -> int:
        return int(self._random.uniform(*bounds) * RATE)


def main() -> None:
    """Runs the command line; see the module's docstring."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    builder = Builder(given.corpus, read_plan(given.corpus, given.name))
    builder.lay_speech()
    builder.lay_sounds()
    builder.lay_noise()
    builder.write(given.out)


if __name__ == "__main__":
    main()

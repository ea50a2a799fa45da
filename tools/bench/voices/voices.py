"""Whose voice is told apart how well: meetings of 2 to 8 human voices, as the sidecar cuts and clusters them.

    python voices.py --corpus DIRECTORY [--corpus DIRECTORY] [--meetings N] [--seed N] --out FILE

Clips of `clips.json` are cut into turns and laid one after the other by the seed; recorded meetings of a
corpus (`meetings/*/reference.json` with a `speaker` for each utterance) are taken as they are. The tab goes
through the sidecar's own voice detector, endpointer, embedder and clusters. Nothing is recognised: at the end
of a turn the words count as a whole sentence, at any other pause as unknown. A line is right if its voice is
the one that most of that person's speech was given, wrong if it is another, by the seconds of speech; the CPU
is that of embedding and clustering.
"""

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from faster_whisper.audio import decode_audio

from earshot_stt.speech.endpointer import SpeechBegan, SpeechEnded, SpeechEvent
from earshot_stt.speech.limits import WHISPER_LIMITS
from earshot_stt.speech.speech_track import SpeechTrack
from earshot_stt.speech.vad import SileroFactory
from earshot_stt.voices.embedder import CampPlusEmbedder, SpeakerEmbedder
from earshot_stt.voices.voice_clusters import LEAST_SECONDS, Spoken, VoiceClusters
from earshot_stt.voices.voiced_samples import voiced_samples
from earshot_stt.wire.audio import FRAME_SAMPLES, SAMPLE_RATE, Samples

_DISGUISED = {"multi-speaker", "whisper", "falsetto", "breath", "cold"}
"""Clips of several people, or of one whose voice is another than usual."""
_VOICES = (2, 3, 4, 6, 8)
_LEAST_MATERIAL_SECONDS = 6.0
_MOST_MATERIAL_SECONDS = 60.0
"""Of one person in one meeting: who has more would be most of it."""
_TURN_SECONDS = (0.6, 9.0)
_GAP_SECONDS = (0.3, 1.5)
_LEVELS_DB = (-30.0, -18.0)
_NOISE_DB = -62.0
_NEAR_THE_END = SAMPLE_RATE * 2 // 5


@dataclass(frozen=True)
class Turn:
    """Samples [start, end) in which `speaker` speaks."""

    speaker: str
    start: int
    end: int


@dataclass(frozen=True)
class Meeting:
    name: str
    planned_voices: int | None
    samples: Samples
    turns: Sequence[Turn]


@dataclass(frozen=True)
class Line:
    """An utterance with who speaks most of it, and whose voice was found in it."""

    speaker: str
    voice: str | None
    seconds: float
    shared_seconds: float = 0.0


@dataclass(frozen=True)
class Result:
    """Seconds of speech; `shared`: of others than who speaks most, within lines of several."""

    name: str
    planned_voices: int | None
    found_voices: int
    lines: int
    right_seconds: float
    wrong_seconds: float
    unknown_seconds: float
    shared_seconds: float
    audio_seconds: float
    cpu_seconds: float


def clips_of(corpora: Iterable[Path]) -> dict[str, list[tuple[Path, dict[str, Any]]]]:
    """Clips of one human voice each, by the speaker; a name that was there before is passed over."""
    known: dict[str, tuple[Path, dict[str, Any]]] = {}
    for corpus in corpora:
        for clip in json.loads((corpus / "clips.json").read_text("utf-8")):
            if clip["human"] and clip.get("speaker") and not _DISGUISED & set(clip["tags"]):
                known.setdefault(clip["name"], (corpus / "clips" / f"{clip['name']}.flac", clip))
    by_speaker: dict[str, list[tuple[Path, dict[str, Any]]]] = defaultdict(list)
    for name, (file, clip) in known.items():
        # A part of another clip would be the same speech twice.
        if name.rpartition("_p")[0] not in known:
            by_speaker[clip["speaker"]].append((file, clip))
    return {
        speaker: clips
        for speaker, clips in sorted(by_speaker.items())
        if sum(clip["seconds"] for _, clip in clips) >= _LEAST_MATERIAL_SECONDS
    }


class Builder:
    """Lays out meetings by a seed."""

    def __init__(self, corpora: Iterable[Path], seed: int) -> None:
        # Not for secrets: the same each time.
        self._random = random.Random(seed)  # noqa: S311
        self._clips = clips_of(corpora)
        self._sounds: dict[Path, npt.NDArray[np.float32]] = {}

    def meeting(self, voices: int, number: int) -> Meeting:
        speakers = self._random.sample(sorted(self._clips), voices)
        pieces = [(speaker, piece) for speaker in speakers for piece in self._pieces(speaker)]
        self._random.shuffle(pieces)
        parts: list[npt.NDArray[np.float32]] = []
        turns: list[Turn] = []
        at = 0
        for speaker, piece in pieces:
            gap = int(self._random.uniform(*_GAP_SECONDS) * SAMPLE_RATE)
            parts += [np.zeros(gap, np.float32), piece]
            turns.append(Turn(speaker, at + gap, at + gap + len(piece)))
            at += gap + len(piece)
        noise = np.random.default_rng(number).standard_normal(at + SAMPLE_RATE) * 10 ** (_NOISE_DB / 20)
        track = np.concatenate([*parts, np.zeros(SAMPLE_RATE, np.float32)]) + noise
        samples = (np.clip(track, -1, 1) * 32767).astype(np.int16)
        return Meeting(f"{voices} voices, {number + 1}", voices, samples, turns)

    def _pieces(self, speaker: str) -> list[npt.NDArray[np.float32]]:
        level = self._random.uniform(*_LEVELS_DB)
        clips = self._random.sample(self._clips[speaker], len(self._clips[speaker]))
        pieces: list[npt.NDArray[np.float32]] = []
        total = 0.0
        for file, _ in clips:
            sound = self._sound(file)
            loudness = np.sqrt(np.mean(sound**2)) + 1e-9
            sound = sound * np.float32(10 ** (level / 20) / loudness)
            at = 0
            while at < len(sound) and total < _MOST_MATERIAL_SECONDS:
                length = int(self._random.triangular(*_TURN_SECONDS, 2.5) * SAMPLE_RATE)
                pieces.append(sound[at : at + length])
                total += len(pieces[-1]) / SAMPLE_RATE
                at += length
        return pieces

    def _sound(self, file: Path) -> npt.NDArray[np.float32]:
        if file not in self._sounds:
            self._sounds[file] = decode_audio(str(file))
        return self._sounds[file]


def recorded_meetings(corpora: Iterable[Path]) -> list[Meeting]:
    """Those whose tab has two voices or more, by their names."""
    meetings: list[Meeting] = []
    for reference in sorted(file for corpus in corpora for file in corpus.glob("meetings/*/reference.json")):
        said = [each for each in json.loads(reference.read_text("utf-8")) if each["source"] == "tab"]
        turns = [
            Turn(each["speaker"], each["startMs"] * 16, each["endMs"] * 16)
            for each in said
            if each.get("speaker")
        ]
        if len({turn.speaker for turn in turns}) >= 2:
            track = decode_audio(str(reference.parent / "tab.flac"))
            samples = (np.clip(track, -1, 1) * 32767).astype(np.int16)
            meetings.append(Meeting(reference.parent.name, None, samples, turns))
    return meetings


def utterances(meeting: Meeting) -> Iterable[tuple[int, int, Samples]]:
    """Start and end of each utterance, and what of it is voice."""
    ends = [turn.end for turn in meeting.turns]
    track = SpeechTrack(_new_detector, 0, 0)
    start = 0
    for at in range(0, len(meeting.samples), FRAME_SAMPLES):
        events: list[SpeechEvent] = track.append(meeting.samples[at : at + FRAME_SAMPLES], WHISPER_LIMITS)
        while track.is_paused:
            is_over = any(abs(end - track.voiced_until) < _NEAR_THE_END for end in ends)
            events += track.go_on("finished" if is_over else "unknown", WHISPER_LIMITS)
        events += track.finish() if at + FRAME_SAMPLES >= len(meeting.samples) else []
        for event in events:
            if isinstance(event, SpeechBegan):
                start = event.start
            elif isinstance(event, SpeechEnded):
                yield start, event.end, voiced_samples(track.audio(start, event.end), start)
        track.forget()


def measured(meeting: Meeting, embedder: SpeakerEmbedder) -> Result:
    clusters = VoiceClusters()
    voices: dict[int, str] = {}
    spans: list[tuple[int, int]] = []
    cpu_seconds = 0.0
    for start, end, voiced in utterances(meeting):
        spans.append((start, end))
        seconds = len(voiced) / SAMPLE_RATE
        if seconds < LEAST_SECONDS:
            continue
        before = time.process_time()
        labels = clusters.observe(Spoken(start, embedder.embed(voiced), seconds))
        cpu_seconds += time.process_time() - before
        voices.update({label.utterance: label.speaker for label in labels})
    lines = [line for start, end in spans if (line := _line(meeting.turns, start, end, voices.get(start)))]
    whose = _owners(lines)
    known = [line for line in lines if line.voice is not None]
    right = sum(line.seconds for line in known if whose.get(line.voice or "") == line.speaker)
    return Result(
        meeting.name,
        meeting.planned_voices,
        len(set(voices.values())),
        len(lines),
        right,
        sum(line.seconds for line in known) - right,
        sum(line.seconds for line in lines if line.voice is None),
        sum(line.shared_seconds for line in lines),
        len(meeting.samples) / SAMPLE_RATE,
        cpu_seconds,
    )


def _line(turns: Sequence[Turn], start: int, end: int, voice: str | None) -> Line | None:
    seconds: dict[str, float] = defaultdict(float)
    for turn in turns:
        seconds[turn.speaker] += max(0, min(end, turn.end) - max(start, turn.start)) / SAMPLE_RATE
    speaker = max(seconds, key=lambda each: seconds[each])
    most = seconds[speaker]
    return Line(speaker, voice, most, sum(seconds.values()) - most) if most > 0 else None


def _owners(lines: Iterable[Line]) -> Mapping[str, str]:
    """The person of each voice, one voice for one person: the pairs with most speech first.

    A second voice of a person counts as wrong, as would one that two people share for the second of them.
    """
    shared: dict[tuple[str, str], float] = defaultdict(float)
    for line in lines:
        if line.voice is not None:
            shared[line.voice, line.speaker] += line.seconds
    owners: dict[str, str] = {}
    for voice, speaker in sorted(shared, key=lambda pair: -shared[pair]):
        if voice not in owners and speaker not in owners.values():
            owners[voice] = speaker
    return owners


_new_detector = SileroFactory()


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument("--meetings", type=int, default=4, help="of each number of voices")
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    builder, embedder = Builder(given.corpus, given.seed), CampPlusEmbedder()
    results: list[Result] = []
    planned = (builder.meeting(voices, number) for voices in _VOICES for number in range(given.meetings))
    for kind in (recorded_meetings(given.corpus), planned):
        for meeting in kind:
            results.append(measured(meeting, embedder))
            print(results[-1].name, file=sys.stderr, flush=True)
    given.out.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

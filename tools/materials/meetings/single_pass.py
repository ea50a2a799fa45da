"""What a model makes of a meeting when it need not hurry: the reference that streaming is compared with.

    python single_pass.py --model DIRECTORY --meeting DIRECTORY --cuts {found,told} --out FILE

Decodes a whole track by `WhisperModel.transcribe`, beam 5, without fallback and without context, stretch by
stretch because the demo model's weights hold only about 6 s. Where to cut, a single pass must find for itself
as any engine must (`found`, by faster-whisper's own voice detection); with `told` it is cut where the
utterances truly end, which nobody can know, so that it bounds what the weights could do. Writes
`{"tab": [...], "mic": [...]}` with `{"startMs", "endMs", "text"}` for each stretch.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from faster_whisper import WhisperModel
from faster_whisper.vad import VadOptions, get_speech_timestamps
from stretches import Span, stretches

_SAMPLES_PER_MS = 16
_BEAM = 5
_FOUND = VadOptions(min_silence_duration_ms=300, speech_pad_ms=200, max_speech_duration_s=6)
"""Fewest errors of those tried: 100/30, 100/100, 160/30, 160/200, 300/200, 500/200 ms of silence, padding."""

Track = npt.NDArray[np.float32]


def read_track(path: Path) -> Track:
    """float32[n] at 16 kHz, of int16 PCM."""
    return np.frombuffer(path.read_bytes(), "<i2").astype(np.float32) / np.float32(32768)


def told_cuts(utterances: Sequence[dict[str, list[dict[str, int]]]], track_ms: int) -> list[Span]:
    """Where a source's utterances, as the meeting has them, begin and end."""
    said = [[Span(word["startMs"], word["endMs"]) for word in utterance["words"]] for utterance in utterances]
    return stretches(said, track_ms)


def found_cuts(track: Track) -> list[Span]:
    """Where voice was detected in float32[n]."""
    return [
        Span(found["start"] // _SAMPLES_PER_MS, found["end"] // _SAMPLES_PER_MS)
        for found in get_speech_timestamps(track, _FOUND)
    ]


def transcript(model: WhisperModel, track: Track, stretch: Span) -> str:
    """What the model hears in a stretch of float32[n]."""
    segments, _ = model.transcribe(
        track[stretch.start_ms * _SAMPLES_PER_MS : stretch.end_ms * _SAMPLES_PER_MS],
        language="en",
        beam_size=_BEAM,
        temperature=0.0,
        condition_on_previous_text=False,
    )
    return "".join(segment.text for segment in segments).strip()


def main() -> None:
    """Runs the command line; see the module's docstring."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--meeting", type=Path, required=True)
    parser.add_argument("--cuts", choices=["found", "told"], required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    model = WhisperModel(str(given.model), device="cpu", compute_type="int8", cpu_threads=1)
    meeting = json.loads((given.meeting / "meeting.json").read_text())
    heard: dict[str, list[dict[str, object]]] = {}
    for source in ("tab", "mic"):
        track = read_track(given.meeting / f"{source}.pcm")
        utterances = [said for said in meeting["utterances"] if said["source"] == source]
        is_told = given.cuts == "told"
        cuts = told_cuts(utterances, meeting["seconds"] * 1000) if is_told else found_cuts(track)
        heard[source] = [
            {"startMs": part.start_ms, "endMs": part.end_ms, "text": transcript(model, track, part)}
            for part in cuts
        ]
    given.out.write_text(json.dumps(heard, indent=1) + "\n")


if __name__ == "__main__":
    main()

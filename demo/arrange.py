"""Makes the demo meeting of people: `people/*.opus`, one file per participant, and `people.json`.

    .venv/bin/python demo/arrange.py

The clips are of `speech/` (its ATTRIBUTIONS.md says of whom, and under which licence): colleagues of the AMI
Meeting Corpus, who never said this to each other. A real model knows voices like these, and not those of
`synthesise.py`.
"""

import json
from dataclasses import dataclass

import av
import numpy as np
from meeting_files import DEMO, PEAK, SAMPLE_RATE, Samples, SpokenLine, write_meeting

SPEECH = DEMO.parent / "speech"
FADE_SECONDS = 0.02
"""So that a cut is no click."""

SOURCES = {"Alice": "tab", "Bob": "tab", "Carol": "tab", "You": "mic"}


@dataclass(frozen=True)
class Line:
    """Who says which clip, how many seconds after the line before; `until_seconds` cuts it behind `text`."""

    speaker: str
    clip: str
    pause_seconds: float
    text: str | None = None
    until_seconds: float | None = None


LINES = [
    Line("You", "en_ami_dev00_013", 0.0, "Okay, well I think we're ready to begin.", 2.55),
    Line("Alice", "en_ami_tst00_120", 0.6),
    Line("Bob", "en_ami_trn03_009", 0.8),
    Line("You", "en_ami_dev01_069", 0.9),
    Line("Carol", "en_ami_trn09_049", 0.9),
    Line("Bob", "en_ami_trn03_226", 0.8),
    Line("Carol", "en_ami_trn06_223", 0.6),
    Line("Alice", "en_ami_tst01_241", 0.8),
]


def clip_samples(name: str, until_seconds: float | None) -> Samples:
    """The clip at SAMPLE_RATE, with PEAK as its loudest sample."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
    with av.open(str(SPEECH / "clips" / f"{name}.flac")) as container:
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
        frames += resampler.resample(None)
    wave = np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(np.float32)
    if until_seconds is not None:
        wave = wave[: round(until_seconds * SAMPLE_RATE)]
    fade = np.linspace(0, 1, round(FADE_SECONDS * SAMPLE_RATE), dtype=np.float32)
    wave[: len(fade)] *= fade
    wave[-len(fade) :] *= fade[::-1]
    return wave * np.float32(PEAK / np.abs(wave).max())


def main() -> None:
    """Takes the clips and writes the files."""
    texts = {clip["name"]: clip["text"] for clip in json.loads((SPEECH / "clips.json").read_text())}
    lines = (
        SpokenLine(
            line.speaker,
            line.pause_seconds,
            line.text or texts[line.clip],
            clip_samples(line.clip, line.until_seconds),
        )
        for line in LINES
    )
    write_meeting("people.json", "people", SOURCES, lines)


if __name__ == "__main__":
    main()

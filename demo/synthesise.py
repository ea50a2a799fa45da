"""Makes the demo meeting: `audio/*.opus`, one file per participant, and `script.json` with the true times.

    apt-get install espeak-ng && .venv/bin/python demo/synthesise.py

Needs libespeak-ng, NumPy and PyAV. The same libraries give the same bytes. Every word stands in
`demo-model/words.txt`, no line is longer than 5 s, and the voices are ones that the demo model knows
(Alice, Bob) or has never heard (You).
"""

from dataclasses import dataclass

import numpy as np
from espeak_library import EspeakLibrary, Voice, resampled
from meeting_files import PEAK, SAMPLE_RATE, Samples, SpokenLine, write_meeting
from numpy.typing import NDArray

QUIET = 50
"""Samples below this (of 32,768) at a line's ends are silence."""


@dataclass(frozen=True)
class Participant:
    """Who speaks, through which source Earshot hears them, and how they sound."""

    source: str
    voice: Voice


PARTICIPANTS = {
    "Alice": Participant("tab", Voice("en-us+Annie", 145, 55)),
    "Bob": Participant("tab", Voice("en-us+m3", 155, 45)),
    "You": Participant("mic", Voice("en-gb+david", 160, 50)),
}

# Who says what, and the pause before it in seconds; a negative pause is an overlap.
LINES = [
    ("Alice", 0.0, "Good morning everyone."),
    ("Bob", 0.9, "Good morning Alice."),
    ("You", 0.8, "Good morning team."),
    ("Alice", 1.1, "Okay, the main question is the budget."),
    ("Bob", 1.1, "I think the budget report is almost ready."),
    ("You", 0.9, "When can we review the report?"),
    ("Bob", 1.1, "Let's review the report on Thursday."),
    ("Alice", 1.4, "The next question is about our product design."),
    ("You", 1.0, "I think the new design is almost ready."),
    ("Alice", 1.0, "Can you present the design today?"),
    ("You", 0.9, "Yes, I can present the design."),
    ("Bob", 1.5, "We have three problems today."),
    ("You", -0.5, "What is the urgent problem?"),
    ("Bob", 1.1, "The database server is not ready."),
    ("You", 0.9, "Let's fix the server this afternoon."),
    ("Alice", 1.2, "Who will test the server?"),
    ("Bob", 0.9, "Let's test the server on Friday."),
    ("Alice", 1.2, "Bob, please test the server before the release."),
    ("Bob", 0.9, "Yes, we can test the server."),
    ("You", 1.4, "Let's write the summary today."),
    ("Alice", 1.0, "Thanks everyone."),
    ("You", 0.8, "Thank you Alice."),
]


def trimmed(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    """`samples` without the silence at either end."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > QUIET)
    return samples[loud[0] : loud[-1] + 1]


def spoken_line(library: EspeakLibrary, text: str, voice: Voice) -> Samples:
    """`text` from its first sound to its last, at SAMPLE_RATE, with PEAK as the loudest sample."""
    speech = library.say(text.encode(), voice)
    wave = resampled(trimmed(speech.samples), library.sample_rate, SAMPLE_RATE)
    return wave * np.float32(PEAK / np.abs(wave).max())


def main() -> None:
    """Speaks the lines and writes the files."""
    library = EspeakLibrary()
    lines = (
        SpokenLine(speaker, pause, text, spoken_line(library, text, PARTICIPANTS[speaker].voice))
        for speaker, pause, text in LINES
    )
    sources = {name: participant.source for name, participant in PARTICIPANTS.items()}
    write_meeting("script.json", "audio", sources, lines)


if __name__ == "__main__":
    main()

"""The recordings that the benchmark feeds to an engine, by name."""

import random
from collections.abc import Callable

import numpy as np
from cast import Cast
from espeak import SAMPLE_RATE, Espeak
from meeting_scenario import MeetingScenario
from recording import SOURCES, Recording
from sounds import KINDS, room


def scenario(name: str, seconds: int, seed: int) -> Recording:
    """The recording `name`, one of SCENARIOS. Raises OSError where espeak-ng is missing and needed."""
    recording = Recording(seconds)
    SCENARIOS[name](recording, seed)
    generator = np.random.default_rng(seed)
    for source in SOURCES:
        recording.add(source, 0, room(generator, recording.samples))
    return recording


def _meeting(recording: Recording, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    MeetingScenario(recording, Cast(Espeak(), chance), chance).play()


def _monologue(recording: Recording, seed: int) -> None:
    """One voice of the tab with pauses of 100 to 250 ms; nobody at the microphone."""
    chance = random.Random(seed)  # noqa: S311
    cast = Cast(Espeak(), chance)
    speaker = cast.tab[0]
    position = 0
    while True:
        position += chance.randint(100, 250) * SAMPLE_RATE // 1000
        spoken = cast.sentence(speaker)
        if position + len(spoken.sound) > recording.samples:
            break
        position = recording.say("tab", speaker.name, spoken, position, speaker.level)
    recording.mark("mic", 0, recording.samples, "silence")


def _nothing(recording: Recording, seed: int) -> None:
    """A quarter each of silence, noise, music and typing, in another order at either source."""
    generator = np.random.default_rng(seed)
    order = [str(kind) for kind in generator.permutation(list(KINDS))]
    quarter = recording.samples // len(order)
    for shift, source in enumerate(SOURCES):
        for index in range(len(order)):
            kind = order[(index + shift) % len(order)]
            start = index * quarter
            recording.add(source, start, KINDS[kind](generator, quarter))
            recording.mark(source, start, start + quarter, kind)


def _silence(recording: Recording, _seed: int) -> None:
    for source in SOURCES:
        recording.mark(source, 0, recording.samples, "silence")


SCENARIOS: dict[str, Callable[[Recording, int], None]] = {
    "meeting": _meeting,
    "monologue": _monologue,
    "nothing": _nothing,
    "silence": _silence,
}

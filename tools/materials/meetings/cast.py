"""Who takes part: voices that the demo model was trained on, and one it never heard at the microphone."""

import random
from dataclasses import dataclass

from espeak import SAMPLE_RATE, Espeak, Spoken, Voice
from recording import Source
from sentences import backchannel, sentence

_LONGEST = 55 * SAMPLE_RATE // 10
"""Samples of a sentence; the demo model follows about 6 s."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """`level` is the loudest sample of each sentence, of full scale."""

    name: str
    source: Source
    voice: Voice
    level: float


_TAB = (
    Speaker("Alice", "tab", Voice("en-us+Annie", 150, 52), 0.45),
    Speaker("Bob", "tab", Voice("en-us+m3", 160, 45), 0.5),
    Speaker("Carol", "tab", Voice("en-gb+f2", 145, 50), 0.35),
    Speaker("Peter", "tab", Voice("en-gb-x-rp", 170, 48), 0.5),
    Speaker("Emma", "tab", Voice("en-us+linda", 155, 55), 0.4),
    Speaker("Frank", "tab", Voice("en-us+m7", 165, 42), 0.3),
)
YOU = Speaker("You", "mic", Voice("en-gb+david", 155, 50), 0.4)


class Cast:
    """Lets the participants of one meeting speak; the same chance and library give the same sounds."""

    def __init__(self, espeak: Espeak, chance: random.Random) -> None:
        self._espeak = espeak
        self._chance = chance
        self.tab = chance.sample(_TAB, chance.randint(4, 6))

    def sentence(self, speaker: Speaker) -> Spoken:
        """A sentence that is not too long for the demo model."""
        while True:
            spoken = self._espeak.say(sentence(self._chance), speaker.voice)
            if len(spoken.sound) <= _LONGEST:
                return spoken

    def backchannel(self, speaker: Speaker) -> Spoken:
        return self._espeak.say(backchannel(self._chance), speaker.voice)

"""A meeting: several voices in the tab, one at the microphone, and what makes meetings hard for an engine.

Besides the turns there are double-talk, backchannels, a monologue, a silence, and a stretch in which the
microphone hears the tab. Each has its share of short meetings, too.
"""

import random

import numpy as np
from cast import YOU, Cast, Speaker
from espeak import SAMPLE_RATE, Spoken
from recording import Recording

_TAB_SHARE = 0.75
_MIC_SHARE = 0.15
_DOUBLE_SHARE = 0.1
_BACKCHANNELS = 0.3
"""Of what is said over the tab."""
_LEAD = SAMPLE_RATE // 2
_TAIL = SAMPLE_RATE
_ECHO_GAIN = np.float32(0.1)
_ECHO_DELAY = SAMPLE_RATE * 40 // 1000


class MeetingScenario:
    """Fills a recording from its start to its end."""

    def __init__(self, recording: Recording, cast: Cast, chance: random.Random) -> None:
        self._recording = recording
        self._cast = cast
        self._chance = chance
        self._end = recording.samples - _TAIL
        self._monologue = _share_of(recording, 0.25, 30)
        self._echo = _share_of(recording, 1 / 6, 20)
        self._silence = _share_of(recording, 1 / 12, 5)
        self._spoken = {"tab": 0, "mic": 0, "both": 0}
        self._mic_end = 0

    def play(self) -> None:
        """Turns, with the special stretches one after the other between them."""
        total = self._recording.samples
        position = self._turns(_LEAD, round(0.3 * total))
        position = self._monologue_from(position)
        position = self._turns(position, round(0.6 * total))
        position = self._silence_from(position)
        position = self._echo_from(position)
        self._turns(position, self._end)

    def _turns(self, position: int, until: int) -> int:
        """Turn-taking up to the end of the first turn behind `until`, or of the last that fits."""
        speaker = self._chance.choice(self._cast.tab)
        while position < until:
            speaker = self._chance.choice([other for other in self._cast.tab if other is not speaker])
            start = position + self._gap(position)
            end = self._turn(speaker, start)
            if end is None:
                break
            position = max(end, self._answer(start, end))
        return position

    def _gap(self, position: int) -> int:
        """Up to 1.5 s; shorter while the tab has spoken too little."""
        longest = 1.5 if self._spoken["tab"] > _TAB_SHARE * position else 0.4
        return round(self._chance.uniform(0, longest) * SAMPLE_RATE)

    def _turn(self, speaker: Speaker, start: int) -> int | None:
        """One to three sentences of the tab; None if not even one fits."""
        end = None
        for _ in range(self._chance.randint(1, 3)):
            spoken = self._cast.sentence(speaker)
            if start + len(spoken.sound) > self._end:
                break
            end = self._say(speaker, spoken, start)
            start = end + self._pause(150, 500)
        return end

    def _answer(self, turn_start: int, turn_end: int) -> int:
        """What the microphone says while or after the tab speaks; returns the end of it, or 0."""
        if self._spoken["mic"] > _MIC_SHARE * turn_end:
            return 0
        over = self._spoken["both"] < _DOUBLE_SHARE * turn_end
        if over and self._chance.random() < _BACKCHANNELS:
            spoken = self._cast.backchannel(YOU)
        else:
            spoken = self._cast.sentence(YOU)
        latest = turn_end - len(spoken.sound) if over else turn_end
        start = latest if not over else max(turn_start, round(self._chance.uniform(turn_start, latest)))
        start = max(start, self._mic_end) + (self._pause(200, 600) if not over else self._pause(50, 300))
        if start + len(spoken.sound) > self._end:
            return 0
        self._spoken["both"] += max(0, min(turn_end, start + len(spoken.sound)) - start)
        self._mic_end = self._say(YOU, spoken, start) + self._pause(150, 500)
        return self._mic_end

    def _monologue_from(self, position: int) -> int:
        """One voice with hardly a pause."""
        speaker = self._chance.choice(self._cast.tab)
        start = position + self._pause(300, 600)
        end = start
        while end - start < self._monologue:
            spoken = self._cast.sentence(speaker)
            following = end + self._pause(100, 250)
            if following + len(spoken.sound) > self._end:
                break
            end = self._say(speaker, spoken, following)
        return end

    def _silence_from(self, position: int) -> int:
        end = min(position + self._silence, self._recording.samples)
        for source in ("tab", "mic"):
            self._recording.mark(source, position, end, "silence")
        return end

    def _echo_from(self, position: int) -> int:
        """Turns of the tab that the silent microphone hears 20 dB lower."""
        start, end = position, position + self._echo
        while position < end:
            turn_end = self._turn(self._chance.choice(self._cast.tab), position + self._pause(100, 500))
            if turn_end is None:
                break
            position = turn_end
        end = min(end, self._recording.samples)
        heard = self._recording.tracks["tab"][start : end - _ECHO_DELAY]
        self._recording.add("mic", start + _ECHO_DELAY, _ECHO_GAIN * heard)
        self._recording.mark("mic", start, end, "echo")
        return position

    def _say(self, speaker: Speaker, spoken: Spoken, start: int) -> int:
        self._spoken[speaker.source] += len(spoken.sound)
        return self._recording.say(speaker.source, speaker.name, spoken, start, speaker.level)

    def _pause(self, shortest_ms: int, longest_ms: int) -> int:
        return self._chance.randint(shortest_ms, longest_ms) * SAMPLE_RATE // 1000


def _share_of(recording: Recording, share: float, most_seconds: int) -> int:
    return min(round(share * recording.samples), most_seconds * SAMPLE_RATE)

"""Whose voice each utterance is, as far as the voices so far say (pure): online clustering of embeddings.

Unknown rather than wrong: what is not clearly one of the voices stays unknown, and a voice of which there was
little is not shown. What was unknown is looked at again as the voices become better known (ADR-050).
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from earshot_stt.voices.embedder import Embedding, unit

LEAST_SECONDS = 0.8
"""Less speech says nothing about its voice."""
_ALIKE = 0.45
"""Similarity from which an utterance is a voice's: the equal error rate's on meeting rooms (AMI)."""
_LONG_ALIKE = 0.55
"""As `_ALIKE`, of four seconds: long speech is more like its own voice, and no less like others. It rises in
proportion; what is between the two limits makes no new voice either."""
_ALIKE_UNTIL_SECONDS, _LONG_ALIKE_FROM_SECONDS = 2.0, 4.0
_LEAD = 0.10
"""How much more alike short speech has to be to one voice than to every other."""
_NEW_FROM_SECONDS = 1.5
_LEARNT_FROM_SECONDS = 1.2
_LEARNT_AT_MOST_SECONDS = 5.0
"""Of one utterance."""
_CONFIRMED_FROM_SECONDS = 3.0
"""Of voice, without the pauses: some four seconds of talk."""
_SAME_VOICE = 0.60
_MOST_VOICES = 32
_MOST_UNKNOWN = 64
"""Unknown utterances that are looked at again."""


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """An utterance by the sample at which it starts, with its voice; `seconds`: of speech."""

    utterance: int
    embedding: Embedding
    seconds: float


@dataclass(frozen=True, slots=True)
class Label:
    """Who said an utterance, by the name of the voice (`s1`)."""

    utterance: int
    speaker: str


@dataclass(slots=True, eq=False)
class _Voice:
    total: Embedding
    """Sum of the embeddings it learnt from, weighed by their length."""
    seconds: float
    utterances: list[int]
    speaker: str | None = None
    """None for a candidate: there was too little of it to be shown."""

    @property
    def centroid(self) -> Embedding:
        return unit(self.total)

    def learn(self, spoken: Spoken) -> None:
        self.utterances.append(spoken.utterance)
        self.seconds += spoken.seconds
        if spoken.seconds >= _LEARNT_FROM_SECONDS:
            self.total = self.total + _weighed(spoken)


def _least_similarity(seconds: float) -> float:
    limits = (_ALIKE_UNTIL_SECONDS, _LONG_ALIKE_FROM_SECONDS)
    return float(np.interp(seconds, limits, (_ALIKE, _LONG_ALIKE)))


def _weighed(spoken: Spoken) -> Embedding:
    return spoken.embedding * np.float32(min(spoken.seconds, _LEARNT_AT_MOST_SECONDS))


class VoiceClusters:
    """The voices of one source of one session."""

    def __init__(self, used: int = 0) -> None:
        self._voices: list[_Voice] = []
        self._unknown: deque[Spoken] = deque(maxlen=_MOST_UNKNOWN)
        self._named = used
        """So many names are used; none is given twice."""

    def observe(self, spoken: Spoken) -> Sequence[Label]:
        """Whose the utterance is, and those before of which another voice is known by now."""
        if spoken.seconds < LEAST_SECONDS:
            return []
        labels: list[Label] = []
        voice = self._place(spoken)
        if voice is None:
            self._unknown.append(spoken)
            return labels
        labels += self._confirmed(voice, spoken.utterance)
        labels += self._merged(voice)
        labels += self._placed_again()
        # Of two labels of one utterance the last counts.
        return list({label.utterance: label for label in labels}.values())

    def _place(self, spoken: Spoken) -> _Voice | None:
        """The voice that it is, which has learnt from it; a new one, or None."""
        voice = self._voice_of(spoken)
        if voice is not None:
            voice.learn(spoken)
            return voice
        is_new = all(float(voice.centroid @ spoken.embedding) < _ALIKE for voice in self._voices)
        if not is_new or spoken.seconds < _NEW_FROM_SECONDS or len(self._voices) >= _MOST_VOICES:
            return None
        voice = _Voice(_weighed(spoken), spoken.seconds, [spoken.utterance])
        self._voices.append(voice)
        return voice

    def _voice_of(self, spoken: Spoken) -> _Voice | None:
        alike = sorted(
            ((float(voice.centroid @ spoken.embedding), -at) for at, voice in enumerate(self._voices)),
            reverse=True,
        )
        if not alike or alike[0][0] < _least_similarity(spoken.seconds):
            return None
        is_short = spoken.seconds < _NEW_FROM_SECONDS
        if is_short and len(alike) > 1 and alike[0][0] - alike[1][0] < _LEAD:
            return None
        return self._voices[-alike[0][1]]

    def _confirmed(self, voice: _Voice, utterance: int) -> list[Label]:
        """What a voice says of `utterance`, and of all its others if it is shown from now on."""
        if voice.speaker is not None:
            return [Label(utterance, voice.speaker)]
        if len(voice.utterances) < 2 and voice.seconds < _CONFIRMED_FROM_SECONDS:
            return []
        self._named += 1
        voice.speaker = f"s{self._named}"
        return [Label(each, voice.speaker) for each in voice.utterances]

    def _merged(self, voice: _Voice) -> list[Label]:
        """Voices that turn out to be one: the name given first stays."""
        labels: list[Label] = []
        for other in [each for each in self._voices if each is not voice]:
            if float(other.centroid @ voice.centroid) < _SAME_VOICE:
                continue
            named = [each for each in (voice, other) if each.speaker is not None]
            remaining = min(named, key=lambda each: int((each.speaker or "s0")[1:]), default=voice)
            gone = other if remaining is voice else voice
            remaining.total = remaining.total + gone.total
            remaining.seconds += gone.seconds
            remaining.utterances += gone.utterances
            self._voices.remove(gone)
            labels += (
                [Label(each, remaining.speaker) for each in gone.utterances]
                if remaining.speaker is not None
                else self._confirmed(remaining, remaining.utterances[-1])
            )
            voice = remaining
        return labels

    def _placed_again(self) -> list[Label]:
        """Of the unknown, those that are clearly one of the voices by now. No voice learns from them."""
        labels: list[Label] = []
        for spoken in list(self._unknown):
            voice = self._voice_of(spoken)
            if voice is None or voice.speaker is None:
                continue
            self._unknown.remove(spoken)
            voice.utterances.append(spoken.utterance)
            labels.append(Label(spoken.utterance, voice.speaker))
        return labels

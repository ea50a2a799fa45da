"""Whose voice an utterance is, by embeddings that are made up (WHO-2)."""

import numpy as np

from earshot_stt.voices.embedder import EMBEDDING_SIZE, Embedding, unit
from earshot_stt.voices.voice_clusters import Spoken, VoiceClusters


def _mixed(*shares: float) -> Embedding:
    """A voice that is as like each of the first axes as its share says; the rest is its own."""
    embedding = np.zeros(EMBEDDING_SIZE, np.float32)
    embedding[: len(shares)] = shares
    embedding[-1] = np.sqrt(max(0.0, 1 - float(np.square(embedding).sum())))
    return unit(embedding)


_ANNA, _BEN = _mixed(1), _mixed(0, 1)


class _Meeting:
    """Utterances are numbered from 1."""

    def __init__(self) -> None:
        self.clusters = VoiceClusters()
        self.labels: dict[int, str] = {}
        self._count = 0

    def say(self, embedding: Embedding, seconds: float = 2.5) -> dict[int, str]:
        """All labels so far."""
        self._count += 1
        for label in self.clusters.observe(Spoken(self._count, embedding, seconds)):
            self.labels[label.utterance] = label.speaker
        return self.labels


def test_a_voice_is_shown_from_its_second_utterance_on_and_names_the_first() -> None:
    """WHO-2: a cough, or a word of a video, is nobody."""
    meeting = _Meeting()

    assert meeting.say(_ANNA) == {}
    assert meeting.say(_BEN) == {}
    assert meeting.say(_ANNA) == {1: "s1", 3: "s1"}
    assert meeting.say(_BEN) == {1: "s1", 2: "s2", 3: "s1", 4: "s2"}


def test_three_seconds_of_voice_are_shown_at_once() -> None:
    assert _Meeting().say(_ANNA, seconds=3.0) == {1: "s1"}


def test_what_is_not_clearly_a_voice_stays_unknown() -> None:
    """WHO-2: unknown rather than wrong."""
    meeting = _Meeting()
    for embedding in (_ANNA, _ANNA, _BEN, _BEN):
        meeting.say(embedding)

    # Too short to be a voice of its own, and too little like either of them.
    assert 5 not in meeting.say(_mixed(0.38, 0.1), seconds=1.2)
    assert 6 not in meeting.say(_ANNA, seconds=0.7)
    # Long speech that is half like a voice: neither that voice nor one of its own.
    assert 7 not in meeting.say(_mixed(0.5), seconds=4.0)
    # As much like the one as like the other.
    assert 8 not in meeting.say(_mixed(0.6, 0.6), seconds=1.0)


def test_short_speech_is_named_and_not_learnt_from() -> None:
    meeting = _Meeting()
    for embedding in (_ANNA, _ANNA, _BEN, _BEN):
        meeting.say(embedding)
    like_ben = _mixed(0.3, 0.62)

    for _ in range(20):
        meeting.say(like_ben, seconds=1.0)

    assert {meeting.labels[number] for number in range(5, 25)} == {"s2"}
    assert meeting.say(_BEN)[25] == "s2"


def test_what_was_unknown_is_named_once_its_voice_is_known() -> None:
    """WHO-2: labels reach backwards as the evidence grows."""
    meeting = _Meeting()
    short = _mixed(0.9)
    assert meeting.say(short, seconds=1.0) == {}
    meeting.say(_ANNA)

    assert meeting.say(_ANNA) == {1: "s1", 2: "s1", 3: "s1"}


def test_two_voices_that_turn_out_to_be_one_are_merged_under_the_first_name() -> None:
    meeting = _Meeting()
    one, other = _mixed(1.0), _mixed(0.40)
    for embedding in (one, one, other, other):
        meeting.say(embedding)
    assert set(meeting.labels.values()) == {"s1", "s2"}

    for _ in range(12):
        meeting.say(_mixed(0.75))

    assert set(meeting.labels.values()) == {"s1"}
    assert len(meeting.labels) == 16


def test_another_process_has_used_names() -> None:
    """WHO-2: its voices are not known, so none of them is taken for one of these."""
    labels = VoiceClusters(used=4).observe(Spoken(1, _ANNA, 5.0))

    assert [label.speaker for label in labels] == ["s5"]


def test_a_name_is_used_once() -> None:
    meeting = _Meeting()
    voices = [_mixed(*([0.0] * at), 1.0) for at in range(40)]
    for voice in (*voices, *voices):
        meeting.say(voice)

    # More voices than anybody follows are a film, and unknown.
    assert sorted(set(meeting.labels.values())) == sorted(f"s{number}" for number in range(1, 33))
    assert all(meeting.labels.get(number) == meeting.labels.get(number + 40) for number in range(1, 41))

"""From finals to labels, behind everything live (WHO-2)."""

import weakref
from queue import SimpleQueue
from threading import Event

import numpy as np
import pytest
from msgspec import UNSET

from earshot_stt.voices.embedder import EMBEDDING_SIZE, Embedding
from earshot_stt.voices.embedding_thread import EmbeddingThread, SpeechEmbedded
from earshot_stt.voices.session_voices import SessionVoices
from earshot_stt.wire.audio import SAMPLE_RATE, Samples
from earshot_stt.wire.events import OfUtterance, SpeakerData
from earshot_stt.wire.page_evidence import PageInterval, PageNoteParams, PagePerson

_HUNG_SECONDS = 60.0


class _ByLevel:
    """A voice for each level of the samples."""

    def embed(self, samples: Samples) -> Embedding:
        if samples[0] == 0:
            raise RuntimeError("no voice")
        embedding = np.zeros(EMBEDDING_SIZE, np.float32)
        embedding[samples[0]] = 1
        return embedding


class _Setting:
    def __init__(self) -> None:
        self.results: SimpleQueue[SpeechEmbedded] = SimpleQueue()
        self.opened = 0
        self.thread = EmbeddingThread(self._open, self.results.put)
        self.thread.start()
        self.labels: list[SpeakerData] = []
        self.voices = SessionVoices(self.thread, self.labels.append)

    def _open(self) -> _ByLevel:
        self.opened += 1
        return _ByLevel()

    def take(self) -> None:
        """What the thread delivers next."""
        self.voices.embedded(self.results.get(timeout=_HUNG_SECONDS))

    def say(self, at: int, samples: Samples) -> None:
        said = OfUtterance("one", "tab", at, 7, at + 100, at + 100 + len(samples))
        self.voices.observe(said, samples)


def _speech(voice: int, seconds: float = 4.0) -> Samples:
    return np.full(int(seconds * SAMPLE_RATE), voice, np.int16)


def test_nothing_is_embedded_before_it_is_allowed() -> None:
    """WHO-2, STT-3: voices wait for everything that is live."""
    setting = _Setting()
    setting.say(16_000, _speech(1))
    assert setting.opened == 0

    setting.thread.allow(is_allowed=True)
    setting.take()

    assert setting.labels == [SpeakerData("one", "tab", 16_000, 0, 16_100, 16_100 + 64_000, "s1")]
    assert setting.opened == 1


def test_the_end_waits_for_the_labels_of_all_that_was_said() -> None:
    setting = _Setting()
    done: list[str] = []
    setting.say(0, _speech(1))
    setting.say(100_000, _speech(2))
    setting.voices.finish(lambda: done.append("done"))
    assert setting.voices.is_finishing

    setting.thread.allow(is_allowed=True)
    setting.take()
    assert done == []
    setting.take()

    assert done == ["done"]
    assert [label.speaker for label in setting.labels] == ["s1", "s2"]


def test_the_end_waits_five_seconds_at_most() -> None:
    """WHO-2: on a busy machine the last lines stay unknown."""
    setting = _Setting()
    done: list[str] = []
    setting.say(0, _speech(1))
    setting.voices.end_if_late(90.0)
    setting.voices.finish(lambda: done.append("done"))

    setting.voices.end_if_late(100.0)
    setting.voices.end_if_late(104.9)
    assert done == []
    setting.voices.end_if_late(105.0)

    assert done == ["done"]
    assert not setting.voices.is_finishing


def test_a_moment_of_speech_is_not_waited_for() -> None:
    setting = _Setting()
    done: list[str] = []
    setting.say(0, _speech(1, seconds=0.5))
    setting.voices.finish(lambda: done.append("done"))

    assert done == ["done"]


def test_a_model_that_fails_leaves_every_voice_unknown() -> None:
    """WHO-2: words never depend on voices."""
    setting = _Setting()
    setting.thread.allow(is_allowed=True)
    for at in (0, 100_000, 200_000):
        setting.say(at, _speech(0 if at == 0 else 1))
        setting.take()

    assert setting.labels == []


def test_embeddings_become_urgent_before_any_is_lost() -> None:
    """WHO-2: while an engine catches up it is never idle."""
    setting = _Setting()
    for at in range(31):
        setting.say(at * 100_000, _speech(1))
    assert not setting.voices.is_urgent

    setting.say(3_100_000, _speech(1))
    assert setting.voices.is_urgent
    setting.thread.allow(is_allowed=True)
    setting.take()

    assert not setting.voices.is_urgent


@pytest.mark.parametrize("count", [80])
def test_what_waits_is_bounded(count: int) -> None:
    setting = _Setting()
    for at in range(count):
        setting.say(at * 100_000, _speech(1))
    setting.thread.allow(is_allowed=True)
    for _ in range(64):
        setting.take()

    assert len(setting.labels) == 64
    done: list[str] = []
    setting.voices.finish(lambda: done.append("done"))
    assert done == ["done"]


@pytest.mark.parametrize("voice", [0, 1])
def test_a_session_that_is_taken_up_again_gets_nothing_of_before(voice: int) -> None:
    """WHO-2, IPC-10: it has the same name, and its end waits for its own utterances, with or without one."""
    setting = _Setting()
    setting.say(0, _speech(voice))
    again = SessionVoices(setting.thread, setting.labels.append)
    said = OfUtterance("one", "tab", 100_000, 7, 100_000, 164_000)
    again.observe(said, _speech(2))
    setting.thread.allow(is_allowed=True)
    done: list[str] = []

    again.embedded(setting.results.get(timeout=_HUNG_SECONDS))
    again.finish(lambda: done.append("done"))
    assert (done, setting.labels) == ([], [])
    again.embedded(setting.results.get(timeout=_HUNG_SECONDS))

    assert done == ["done"]
    assert [label.utterance for label in setting.labels] == ([100_000] if voice else [])


def _note(setting: _Setting, *shown: int, name: str | None = "Aki", lag: int = 16_000) -> None:
    """The page shows one person as audible while each of these utterances is said."""
    intervals = (PageInterval("p1", at + 100 + lag, at + 64_100 + lag, "meet_meter") for at in shown)
    people = (PagePerson("p1", name, is_self=False, is_share=False),)
    setting.voices.note(PageNoteParams("one", people, tuple(intervals)))


def test_a_voice_is_named_by_the_page_with_the_next_label_of_it() -> None:
    """WHO-2: the name goes with the label, and what was labelled before is that voice's already."""
    setting = _Setting()
    setting.thread.allow(is_allowed=True)
    for at in (0, 100_000, 200_000):
        _note(setting, at)
        setting.say(at, _speech(1))
        setting.take()

    assert [label.name for label in setting.labels] == [UNSET, "Aki", "Aki"]


def test_a_voice_that_is_named_while_others_speak_is_said_again_by_its_last_utterance() -> None:
    setting = _Setting()
    setting.thread.allow(is_allowed=True)
    for at, voice in ((0, 1), (100_000, 1), (200_000, 2)):
        if voice == 2:
            _note(setting, 0, 100_000)
        setting.say(at, _speech(voice))
        setting.take()

    assert [(label.utterance, label.revision, label.speaker, label.name) for label in setting.labels] == [
        (0, 0, "s1", UNSET),
        (100_000, 0, "s1", UNSET),
        (200_000, 0, "s2", UNSET),
        (100_000, 1, "s1", "Aki"),
    ]


def test_the_end_says_what_the_page_showed_last_and_a_name_that_is_none_any_more_goes() -> None:
    setting = _Setting()
    setting.thread.allow(is_allowed=True)
    for at in (0, 100_000):
        setting.say(at, _speech(1))
        setting.take()
    _note(setting, 0, 100_000)
    setting.voices.finish(lambda: None)
    _note(setting, name=None)
    setting.voices.finish(lambda: None)

    assert [(label.revision, label.name) for label in setting.labels[2:]] == [(1, "Aki"), (2, UNSET)]


def test_audio_goes_with_its_embedding() -> None:
    """WHO-2: while the thread waits for more, it holds none."""
    setting = _Setting()
    setting.thread.allow(is_allowed=True)
    is_gone = _say_something(setting, 0)
    setting.take()

    assert is_gone.wait(_HUNG_SECONDS)


def test_what_waits_goes_with_its_session() -> None:
    """WHO-2: all but one that may have been begun."""
    setting = _Setting()
    are_gone = [_say_something(setting, at) for at in (0, 100_000, 200_000)]

    setting.thread.release()

    assert all(each.is_set() for each in are_gone[1:])


def _say_something(setting: _Setting, at: int) -> Event:
    """Set when nothing holds its audio any more."""
    samples, is_gone = _speech(1), Event()
    weakref.finalize(samples, is_gone.set)
    setting.say(at, samples)
    return is_gone


def test_the_first_of_two_short_utterances_is_named_by_the_second() -> None:
    """WHO-2."""
    setting = _Setting()
    setting.thread.allow(is_allowed=True)
    for at in (0, 100_000, 200_000):
        setting.say(at, _speech(1, seconds=2.0))
        setting.take()

    assert [(label.utterance, label.revision) for label in setting.labels] == [
        (0, 0),
        (100_000, 0),
        (200_000, 0),
    ]

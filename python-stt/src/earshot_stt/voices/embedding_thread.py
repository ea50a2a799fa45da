"""Embeddings behind everything live: one utterance at a time, on a thread of the lowest priority."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event
from typing import TypeAlias

from earshot_stt.runtime.log import log, place_of
from earshot_stt.runtime.memory import release_memory
from earshot_stt.runtime.threads import CriticalThread, lower_priority
from earshot_stt.voices.embedder import Embedding, SpeakerEmbedder
from earshot_stt.wire.audio import SAMPLE_RATE, Samples


@dataclass(frozen=True, slots=True, eq=False)
class VoicedSpeech:
    """`samples`: int16[n], what is voice in an utterance.

    `owner` asked for its embedding. It is compared by identity: a session that is taken up again has the same
    name, and other utterances.
    """

    owner: object
    utterance: int
    samples: Samples

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE_RATE


@dataclass(frozen=True, slots=True, eq=False)
class SpeechEmbedded:
    """`embedding` is None where none could be made."""

    speech: VoicedSpeech
    embedding: Embedding | None


class _Release:
    """Nothing more comes for now: the model leaves the memory."""


_Item: TypeAlias = VoicedSpeech | _Release


class EmbeddingThread(CriticalThread):
    """Any thread adds; what becomes of it is delivered in the same order, unless it is released before.

    Runs only while it is `allowed`.

    Words do not depend on it: where the model cannot be opened, or fails, every voice is unknown.
    """

    def __init__(
        self, open_embedder: Callable[[], SpeakerEmbedder], deliver: Callable[[SpeechEmbedded], None]
    ) -> None:
        super().__init__(name="voices", daemon=True)
        self._open_embedder = open_embedder
        self._deliver = deliver
        self._waiting: SimpleQueue[_Item] = SimpleQueue()
        self._is_allowed = Event()
        self._embedder: SpeakerEmbedder | None = None
        self._has_failed = False

    def add(self, speech: VoicedSpeech) -> None:
        self._waiting.put(speech)

    def allow(self, *, is_allowed: bool) -> None:
        """Whether the next utterance may be begun; one that is begun takes a tenth of a second more."""
        if is_allowed:
            self._is_allowed.set()
        else:
            self._is_allowed.clear()

    def release(self) -> None:
        """Forgets what waits and frees the model; the next utterance opens it again."""
        with suppress(Empty):
            while True:
                self._waiting.get_nowait()
        self._waiting.put(_Release())

    def work(self) -> None:
        lower_priority()
        while True:
            self._work_on_next()

    def _work_on_next(self) -> None:
        """In a call of its own: its variables, and with them the audio, do not outlive it."""
        match self._waiting.get():
            case VoicedSpeech() as speech:
                self._is_allowed.wait()
                self._deliver(SpeechEmbedded(speech, self._embed(speech)))
            case _Release():
                self._embedder = None
                self._has_failed = False
                release_memory()

    def _embed(self, speech: VoicedSpeech) -> Embedding | None:
        if self._has_failed:
            return None
        try:
            self._embedder = self._embedder or self._open_embedder()
            return self._embedder.embed(speech.samples)
        except Exception as defect:  # noqa: BLE001 - ONNX Runtime's errors have no other base
            self._has_failed = True
            log("voices_unavailable", kind=type(defect).__name__, place=place_of(defect.__traceback__))
            return None

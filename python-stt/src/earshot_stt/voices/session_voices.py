"""The voices of one session's tab: finals in, labels out; the engine thread's."""

from collections.abc import Callable

from msgspec.structs import replace

from earshot_stt.voices.embedding_thread import EmbeddingThread, SpeechEmbedded, VoicedSpeech
from earshot_stt.voices.voice_clusters import LEAST_SECONDS, Label, Spoken, VoiceClusters
from earshot_stt.wire.audio import SAMPLE_RATE, Samples
from earshot_stt.wire.events import OfUtterance, SpeakerData

_MOST_WAITING = 64
"""Utterances, of six seconds at most; those beyond stay unknown."""


class SessionVoices:
    """`labelled` is called with each utterance whose speaker is known, again when another is known to be.

    `used`: so many ids are those of other voices.
    """

    def __init__(
        self,
        session: str,
        thread: EmbeddingThread,
        labelled: Callable[[SpeakerData], None],
        used: int = 0,
    ) -> None:
        self._session = session
        self._thread = thread
        self._labelled = labelled
        self._clusters = VoiceClusters(used)
        self._said: dict[int, OfUtterance] = {}
        """Every utterance observed, with the revision that its next label has."""
        self._waiting = 0
        self._finished: Callable[[], None] | None = None

    def observe(self, said: OfUtterance, samples: Samples) -> None:
        """The final of an utterance was sent; `samples`: what in it is voice."""
        is_enough = len(samples) >= LEAST_SECONDS * SAMPLE_RATE
        if is_enough and self._waiting < _MOST_WAITING:
            self._waiting += 1
            self._said[said.utterance] = replace(said, revision=0)
            self._thread.add(VoicedSpeech(self._session, said.utterance, samples))

    def embedded(self, result: SpeechEmbedded) -> None:
        """Takes in what an utterance's voice is like; of another session it changes nothing."""
        if result.speech.session != self._session:
            return
        self._waiting -= 1
        if result.embedding is not None:
            speech = result.speech
            for label in self._clusters.observe(Spoken(speech.utterance, result.embedding, speech.seconds)):
                self._send(label)
        self._end_if_finished()

    @property
    def is_finishing(self) -> bool:
        """Whether what waits is all that the session's end waits for."""
        return self._finished is not None

    def finish(self, done: Callable[[], None]) -> None:
        """Calls `done` once every utterance observed so far is labelled, or is not going to be."""
        self._finished = done
        self._end_if_finished()

    def _send(self, label: Label) -> None:
        said = self._said[label.utterance]
        self._said[label.utterance] = replace(said, revision=said.revision + 1)
        about = (said.session, said.source, said.utterance, said.revision, said.start_sample, said.end_sample)
        self._labelled(SpeakerData(*about, label.speaker))

    def _end_if_finished(self) -> None:
        if self._waiting == 0 and self._finished is not None:
            done, self._finished = self._finished, None
            done()

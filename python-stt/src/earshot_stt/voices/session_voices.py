"""The voices of one session's tab: finals and the page's evidence in, labels out; the engine thread's."""

from collections.abc import Callable, Sequence

from msgspec import UNSET
from msgspec.structs import replace

from earshot_stt.voices.embedding_thread import EmbeddingThread, SpeechEmbedded, VoicedSpeech
from earshot_stt.voices.name_vote import LabelledSpan, NameVote
from earshot_stt.voices.page_timeline import PageTimeline
from earshot_stt.voices.voice_clusters import LEAST_SECONDS, Label, Spoken, VoiceClusters
from earshot_stt.wire.audio import SAMPLE_RATE, Samples
from earshot_stt.wire.events import OfUtterance, SpeakerData
from earshot_stt.wire.page_evidence import PageNoteParams

_MOST_WAITING = 64
"""Utterances, of six seconds at most; those beyond stay unknown."""
_MANY_WAITING = _MOST_WAITING // 2
_LONGEST_FINISH_SECONDS = 5.0
"""The session's end waits no longer; what is left then stays unknown."""


class SessionVoices:
    """`labelled` is called with each utterance whose speaker is known, again when another is known to be.

    It is called again with the last utterance of a voice that gets a name, or loses it.

    `used`: so many ids are those of other voices.
    """

    def __init__(
        self,
        thread: EmbeddingThread,
        labelled: Callable[[SpeakerData], None],
        used: int = 0,
    ) -> None:
        self._thread = thread
        self._labelled = labelled
        self._clusters = VoiceClusters(used)
        self._said: dict[int, OfUtterance] = {}
        """Every utterance observed, with the revision that its next label has."""
        self._labels: dict[int, str] = {}
        """The voice of each utterance that has one."""
        self._page = PageTimeline()
        self._vote = NameVote()
        self._waiting = 0
        self._finished: Callable[[], None] | None = None
        self._late_at: float | None = None

    def observe(self, said: OfUtterance, samples: Samples) -> None:
        """The final of an utterance was sent; `samples`: what in it is voice."""
        is_enough = len(samples) >= LEAST_SECONDS * SAMPLE_RATE
        if is_enough and self._waiting < _MOST_WAITING:
            self._waiting += 1
            self._said[said.utterance] = replace(said, revision=0)
            self._thread.add(VoicedSpeech(self, said.utterance, samples))

    def embedded(self, result: SpeechEmbedded) -> None:
        """Takes in what an utterance's voice is like; asked for by another session it changes nothing."""
        if result.speech.owner is not self:
            return
        self._waiting -= 1
        if result.embedding is not None:
            speech = result.speech
            labels = self._clusters.observe(Spoken(speech.utterance, result.embedding, speech.seconds))
            self._labels |= {label.utterance: label.speaker for label in labels}
            self._name(labels)
        self._end_if_finished()

    def note(self, page: PageNoteParams) -> None:
        """What the meeting's page shows; it counts from the next label on, and at the end."""
        self._page.take(page)

    @property
    def is_finishing(self) -> bool:
        """Whether what waits is all that the session's end waits for."""
        return self._finished is not None

    @property
    def is_urgent(self) -> bool:
        """Whether embeddings may not wait for an idle engine: the end waits for them, or many wait already.

        An engine that catches up is never idle, and what does not fit among the waiting stays unknown.
        """
        return self.is_finishing or self._waiting >= _MANY_WAITING

    def finish(self, done: Callable[[], None]) -> None:
        """Calls `done` once every utterance observed so far is labelled, or is not going to be."""
        self._finished = done
        self._end_if_finished()

    def end_if_late(self, now: float) -> None:
        """Ends the wait of `finish` five seconds after the first call since; `now` is the engine's clock."""
        if not self.is_finishing:
            return
        if self._late_at is None:
            self._late_at = now + _LONGEST_FINISH_SECONDS
        elif now >= self._late_at:
            self._waiting = 0
            self._end_if_finished()

    def _name(self, labels: Sequence[Label]) -> None:
        """Sends the labels, and the voices that are called otherwise now, by the last utterance of each."""
        before = self._vote.names
        labelled = sorted(self._labels.items())
        # Without evidence of the page no vote changes a name.
        if audible := self._page.audible_spans():
            spans = [
                LabelledSpan(speaker, self._said[utterance].start_sample, self._said[utterance].end_sample)
                for utterance, speaker in labelled
            ]
            self._vote.count(spans, audible)
        for label in labels:
            self._send(label)
        sent = {label.speaker for label in labels}
        last = {speaker: utterance for utterance, speaker in labelled}
        for speaker, utterance in last.items():
            if speaker not in sent and before.get(speaker) != self._vote.names.get(speaker):
                self._send(Label(utterance, speaker))

    def _send(self, label: Label) -> None:
        said = self._said[label.utterance]
        self._said[label.utterance] = replace(said, revision=said.revision + 1)
        about = (said.session, said.source, said.utterance, said.revision, said.start_sample, said.end_sample)
        self._labelled(SpeakerData(*about, label.speaker, self._vote.names.get(label.speaker, UNSET)))

    def _end_if_finished(self) -> None:
        if self._waiting == 0 and self._finished is not None:
            done, self._finished = self._finished, None
            self._name([])
            done()

"""One session: its two sources, never mixed, and the requests that wait for their audio (CAP-2)."""

from collections.abc import Callable, Mapping

from earshot_stt.captions.caption_decoder import CaptionDecoder
from earshot_stt.captions.captioner import Captioner
from earshot_stt.echo.cancelled_audio import CancelledAudio
from earshot_stt.echo.echo_canceller import EchoCanceller
from earshot_stt.voices.session_voices import SessionVoices
from earshot_stt.wire.audio import SAMPLE_RATE, Source
from earshot_stt.wire.fields import PerSource
from earshot_stt.wire.reports import EchoReport, SourceCoverage
from earshot_stt.wire.results import NextFrames


class Session:
    """`id` names it on the wire; `waiting` are the ids of the requests that have no answer yet."""

    def __init__(
        self,
        identity: str,
        decoders: Mapping[Source, CaptionDecoder],
        canceller: EchoCanceller,
        cancelled: CancelledAudio,
        voices: SessionVoices,
    ) -> None:
        self.id = identity
        self.decoders = decoders
        self.cancelled = cancelled
        self._canceller = canceller
        self.voices = voices
        self.waiting: list[str] = []
        self.is_stopping = False

    @property
    def captioners(self) -> Mapping[Source, Captioner]:
        """Where the audio goes in."""
        return {source: decoder.captioner for source, decoder in self.decoders.items()}

    @property
    def coverage(self) -> PerSource[SourceCoverage]:
        """Where every sample is, per source."""
        captioners = self.captioners
        return PerSource(captioners["tab"].coverage, captioners["mic"].coverage)

    @property
    def echo(self) -> EchoReport:
        """Whether the microphone repeats the tab."""
        delay = self._canceller.delay_samples
        return EchoReport(None if delay is None else round(1_000 * delay / SAMPLE_RATE))

    @property
    def next_frames(self) -> NextFrames:
        """Per source, the frame expected next."""
        captioners = self.captioners
        return NextFrames(self.id, PerSource(captioners["tab"].next_seq, captioners["mic"].next_seq))

    def finish(self, request: str, sources: tuple[Source, ...], answer: Callable[[], None]) -> None:
        """Calls `answer` once everything received from all of `sources` has been reported."""
        left = set(sources)
        self.waiting.append(request)

        def finished(source: Source) -> None:
            left.discard(source)
            if not left and request in self.waiting:
                self.waiting.remove(request)
                answer()

        for source in sources:
            self.captioners[source].finish(lambda source=source: finished(source))

    def finish_voices(self, request: str, answer: Callable[[], None]) -> None:
        """Calls `answer` once the labels of the finals that were sent are, too."""
        self.waiting.append(request)

        def finished() -> None:
            self.waiting.remove(request)
            answer()

        self.voices.finish(finished)

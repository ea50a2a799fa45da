"""The running session and the answer to every request about it. Used by the engine thread only."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from functools import partial

from msgspec import UNSET
from msgspec.structs import replace

from earshot_stt.captions.benchmark_switches import EngineSwitches
from earshot_stt.captions.caption_decoder import CaptionDecoder
from earshot_stt.captions.captioner import Captioner
from earshot_stt.captions.source_events import SourceEvents
from earshot_stt.captions.source_memory import SourceMemory
from earshot_stt.captions.utterance import Utterance
from earshot_stt.echo.cancelled_audio import CancelledAudio
from earshot_stt.echo.echo_canceller import EchoCanceller
from earshot_stt.echo.intakes import echo_cancelled_intakes
from earshot_stt.echo.repeated_lines import MicrophoneLines, SourceLines, TabLines
from earshot_stt.engine.corrector import Corrector
from earshot_stt.engine.inbox import Item
from earshot_stt.engine.session import Session
from earshot_stt.loading.active_model import ActiveModel
from earshot_stt.loading.loader import (
    CorrectionFailed,
    CorrectionReady,
    ModelFailed,
    ModelReady,
)
from earshot_stt.runtime.errors import ErrorCode
from earshot_stt.speech.intake import FrameIntake
from earshot_stt.speech.vad import VoiceDetector
from earshot_stt.speech.voice_trace import SpanAudio
from earshot_stt.voices.embedding_thread import EmbeddingThread, SpeechEmbedded
from earshot_stt.voices.session_voices import SessionVoices
from earshot_stt.voices.voiced_samples import voiced_samples
from earshot_stt.wire.audio import SOURCES, Source
from earshot_stt.wire.events import OfUtterance, Speaker
from earshot_stt.wire.health import HealthState
from earshot_stt.wire.outbox import Outbox
from earshot_stt.wire.reports import EngineReport, LadderStep
from earshot_stt.wire.requests import (
    AbandonSession,
    AudioFrame,
    CorrectStretch,
    EndOfSource,
    PageNote,
    ResumeSession,
    StartSession,
    StartSessionParams,
    StopSession,
    UpdateSettings,
)
from earshot_stt.wire.results import Done, SessionAbandoned, SessionStopped, SourceEnded

_MOST_REMEMBERED = 64
"""Unknown sessions that are remembered as already complained about."""


class SessionService:
    """One session at a time; `new_detector` opens a voice detector for one source."""

    def __init__(
        self,
        outbox: Outbox,
        health: HealthState,
        model: ActiveModel,
        corrector: Corrector,
        new_detector: Callable[[], VoiceDetector],
        embeddings: EmbeddingThread,
        switches: EngineSwitches,
    ) -> None:
        self._outbox = outbox
        self._health = health
        self._model = model
        self.corrector = corrector
        self._new_detector = new_detector
        self._embeddings = embeddings
        self._switches = switches
        self._session: Session | None = None
        self._unknown_reported: OrderedDict[str, None] = OrderedDict()

    @property
    def decoders(self) -> Collection[CaptionDecoder]:
        """Those of the running session."""
        return self._session.decoders.values() if self._session else ()

    def quiet_below(self, source: Source) -> int | None:
        """Audio of `source` of a smaller peak-to-peak may wait; 0: none may; None: none has come."""
        return self._session.captioners[source].quiet_below if self._session else None

    def take_in(self, now: float) -> None:
        """Lets both sources take in the audio that waits."""
        for decoder in self.decoders:
            decoder.captioner.take_in(self._model.session_model, now)
        self._end_without_model()

    def allow_voices(self, now: float, *, is_allowed: bool) -> None:
        """Whether an embedding may be made now; those that are urgent may in any case."""
        if self._session is not None:
            is_allowed = is_allowed or self._session.voices.is_urgent
            self._session.voices.end_if_late(now)
        self._embeddings.allow(is_allowed=is_allowed)

    def report(self, step: LadderStep, partial_interval_seconds: float) -> None:
        """Publishes the state of the engine for `get_health`."""
        has_room = all(decoder.captioner.has_room for decoder in self.decoders)
        engine = EngineReport(
            step if has_room else "catching_up",
            round(partial_interval_seconds * 1000),
            sum(decoder.redone for decoder in self.decoders),
            sum(decoder.suppressed for decoder in self.decoders),
        )
        session = self._session
        self._health.publish(
            engine,
            session.coverage if session else UNSET,
            session.echo if session else UNSET,
        )

    def answer(self, request: Item) -> None:
        """Does what is asked, or takes in that a model is ready or has failed."""
        match request:
            case ModelReady() | ModelFailed():
                self._model.changed(request)
            case SpeechEmbedded():
                if self._session is not None:
                    self._session.voices.embedded(request)
            case CorrectionReady(model=model, transcriber=transcriber):
                self.corrector.model_ready(model, transcriber)
            case CorrectionFailed(model=model, error=error):
                self.corrector.model_failed(model, error)
            case StartSession():
                self._start(request)
            case ResumeSession(id=identity, params=params):
                if (session := self._known(params.session, identity)) is not None:
                    self._outbox.respond(identity, session.next_frames)
            case AudioFrame(session=name, source=source):
                if (session := self._known(name)) is not None:
                    session.captioners[source].receive(request)
            case EndOfSource(id=identity, params=params):
                session = self._known(params.session, identity)
                if session is not None and self._has_all(session, identity, {params.source: params.next_seq}):
                    result = SourceEnded(session.id, params.source)
                    session.finish(identity, (params.source,), lambda: self._outbox.respond(identity, result))
            case StopSession(id=identity, params=params):
                session = self._known(params.session, identity)
                if session is not None and self._has_all(session, identity, params.next.by_source()):
                    session.is_stopping = True
                    stopped = partial(self._stopped, identity, params.session)
                    session.finish(identity, SOURCES, lambda: session.finish_voices(identity, stopped))
            case AbandonSession(id=identity, params=params):
                if (session := self._known(params.session, identity)) is not None:
                    self._abandon(session, identity)
            case CorrectStretch():
                self.corrector.add(self._without_echo(request))
            case PageNote(params=params):
                # Of a session that is over it is no evidence any more.
                if self._session is not None and self._session.id == params.session:
                    self._session.voices.note(params)
            case UpdateSettings(id=identity, params=params):
                self._model.change_to(params.settings)
                if self._session is not None:
                    self._session.cancelled.want(is_wanted=params.settings.correction_model is not None)
                self._outbox.respond(identity, Done())

    def unload_if_idle(self, now: float) -> float | None:
        """Frees models that were not needed for long; seconds until that is to be asked again."""
        waits = (
            self._model.unload_if_idle(now, is_busy=self._session is not None),
            self.corrector.unload_if_idle(now),
        )
        return min((seconds for seconds in waits if seconds is not None), default=None)

    def _start(self, request: StartSession) -> None:
        params = request.params
        if self._session is not None:
            message = f"session {self._session.id} is running"
            self._outbox.error(
                "session_already_running", message, identity=request.id, session=params.session
            )
            return
        self._model.start_with(params.settings)
        # The first one loads the network that all share: now, and not while the first words wait.
        self._new_detector()
        self._health.begin(params.session, params.settled.by_source())
        canceller = EchoCanceller()
        cancelled = CancelledAudio(is_wanted=params.settings.correction_model is not None)
        tab_lines = TabLines()
        lines: dict[Source, SourceLines] = {
            "tab": tab_lines,
            "mic": MicrophoneLines(tab_lines, canceller, cancelled.put),
        }
        voices = SessionVoices(
            self._embeddings,
            lambda label: self._outbox.events(Speaker(label)),
            params.voices_used,
        )
        decoders: dict[Source, CaptionDecoder] = {
            source: self._new_decoder(params, source, intake, lines[source], voices)
            for source, intake in echo_cancelled_intakes(params.settled.by_source(), canceller).items()
        }
        self._session = Session(params.session, decoders, canceller, cancelled, voices)
        self._outbox.respond(request.id, self._session.next_frames)

    def _new_decoder(
        self,
        params: StartSessionParams,
        source: Source,
        intake: FrameIntake,
        lines: SourceLines,
        voices: SessionVoices,
    ) -> CaptionDecoder:
        events = SourceEvents(self._outbox, params.session, source)
        captioner = Captioner(
            self._new_detector,
            events,
            lambda end: self._health.cover(params.session, source, end),
            params.settled.by_source()[source],
            intake,
        )
        memory = SourceMemory.after(params.recent.by_source()[source], params.settings.task)
        if source == "mic":
            return CaptionDecoder(captioner, events, memory, lines, self._switches)

        def final_sent(utterance: Utterance, end: int, audio: SpanAudio) -> None:
            if utterance.session_model.settings.voices:
                until = utterance.voiced_until or end
                about = (params.session, source, utterance.start, 0, utterance.voiced_from, until)
                voices.observe(OfUtterance(*about), voiced_samples(audio, utterance.start))

        return CaptionDecoder(captioner, events, memory, lines, self._switches, final_sent)

    def _without_echo(self, request: CorrectStretch) -> CorrectStretch:
        """The utterance as it was decoded live; what the host has of the microphone is as it was captured."""
        params, session = request.params, self._session
        if session is None or session.id != params.session or params.source != "mic":
            return request
        cancelled = session.cancelled.take(params.utterance, len(params.samples))
        if cancelled is None:
            return request
        return replace(request, params=replace(params, samples=cancelled))

    def _abandon(self, session: Session, request: str) -> None:
        """Drops the session with all its audio; frames of it that are still on their way are not reported."""
        self._end_without_result(session, "session_unknown", "the session was abandoned")
        self.corrector.abandon(session.id)
        self._unknown_reported[session.id] = None
        self._outbox.respond(request, SessionAbandoned(session.id))

    def _end_without_result(self, session: Session, code: ErrorCode, message: str) -> None:
        for identity in session.waiting:
            self._outbox.error(code, message, identity=identity, session=session.id)
        self._close()

    def _close(self) -> None:
        self._session = None
        self._embeddings.release()
        self._health.end()

    def _has_all(self, session: Session, request: str, next_seqs: Mapping[Source, int]) -> bool:
        """Whether every frame came that the host counts; else the request fails."""
        for source, next_seq in next_seqs.items():
            captioner = session.captioners[source]
            if captioner.misses(next_seq):
                message = f"frames {captioner.next_seq} to {next_seq - 1} of {source} never came"
                self._outbox.error("audio_lost", message, identity=request, session=session.id, source=source)
                return False
        return True

    def _stopped(self, request: str, name: str) -> None:
        coverage = self._session.coverage if self._session else UNSET
        self._outbox.respond(request, SessionStopped(name, coverage))
        self._close()

    def _end_without_model(self) -> None:
        """A session that is to stop but has no model to finish with ends with the model's error."""
        session, failure = self._session, self._model.failure
        if (
            session is None
            or not session.is_stopping
            or failure is None
            or self._model.session_model is not None
        ):
            return
        self._end_without_result(session, failure.code, str(failure))

    def _known(self, name: str, identity: str | None = None) -> Session | None:
        """The running session if it is called `name`; else says so, once per session for frames."""
        if self._session is not None and self._session.id == name:
            return self._session
        if identity is not None or name not in self._unknown_reported:
            self._outbox.error(
                "session_unknown", "no such session is running", identity=identity, session=name
            )
        self._unknown_reported[name] = None
        if len(self._unknown_reported) > _MOST_REMEMBERED:
            self._unknown_reported.popitem(last=False)
        return None

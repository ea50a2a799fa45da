"""One source of one session: frames in, caption events out, in order (IPC-7); the engine thread's."""

from collections.abc import Callable

from msgspec.structs import replace

from earshot_stt.captions.coverage import Coverage
from earshot_stt.captions.source_events import SourceEvents
from earshot_stt.captions.utterance import Pause, Utterance
from earshot_stt.captions.utterance_queue import UtteranceQueue
from earshot_stt.decoding.session_model import SessionModel
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.speech.endpointer import NonSpeechPassed, SpeechBegan, SpeechEnded, SpeechEvent, SpeechPaused
from earshot_stt.speech.intake import EndOfAudio, FrameIntake, Gap, Intake
from earshot_stt.speech.line_end import PauseHint
from earshot_stt.speech.speech_track import SpeechTrack
from earshot_stt.speech.vad import VoiceDetector
from earshot_stt.wire.audio import Samples, milliseconds, silence
from earshot_stt.wire.fields import SHORTEST_OVERLOAD_GAP
from earshot_stt.wire.requests import AudioFrame

_MOST_PENDING = milliseconds(30_000)
"""Speech waiting for its final beyond which no more audio is taken in; the host's journal keeps it."""


class Captioner:
    """Takes audio in and knows what is to be decoded next; `CaptionDecoder` decodes it."""

    def __init__(
        self,
        new_detector: Callable[[], VoiceDetector],
        events: SourceEvents,
        covered: Callable[[int], None],
        settled: int = 0,
        intake: FrameIntake | None = None,
    ) -> None:
        self._new_detector = new_detector
        self._events = events
        self._settled = settled
        """An earlier process has reported everything below it."""
        self._intake = FrameIntake(settled) if intake is None else intake
        self._announced_seq = 0
        self._has_complained = False
        self._counted = Coverage()
        self._bridged = 0
        self.track: SpeechTrack | None = None
        self.queue = UtteranceQueue(events, self._counted, covered)
        self.open: Utterance | None = None
        """The utterance that has not ended."""
        self.spoke_at = 0.0
        """Clock time at which its last voice came."""

    @property
    def next_seq(self) -> int:
        """Frame expected next from the host."""
        return self._intake.next_seq

    @property
    def coverage(self) -> Coverage:
        """Where every sample is at present."""
        unsettled = max(0, self.track.end - self.track.settled) if self.track else 0
        waiting = self._intake.waiting_samples + unsettled + self.queue.settled_samples
        return replace(self._counted, received=self._intake.received_samples + self._bridged, open=waiting)

    @property
    def backlog_samples(self) -> int:
        """Audio that has come and could not be taken in yet."""
        return self._intake.waiting_samples

    @property
    def has_room(self) -> bool:
        """Whether more audio may be taken in: not while a pause is decoded, nor far beyond the last final."""
        return not self.is_paused and self.queue.waiting_samples < _MOST_PENDING

    @property
    def is_paused(self) -> bool:
        """Whether the open utterance has paused, and nothing is judged until its words are known."""
        return self.track is not None and self.track.is_paused

    @property
    def is_talking(self) -> bool:
        """Whether an utterance is open."""
        return self.open is not None

    @property
    def quiet_below(self) -> int | None:
        """Audio of a smaller peak-to-peak may wait a moment; 0: none may; None: none has come."""
        return self.track.quiet_below if self.track else None

    @property
    def final_due_since(self) -> float | None:
        """Clock time at which the head utterance ended; None when no final is due."""
        head = self.queue.head
        return None if head is None or head.end is None else head.ended_at

    @property
    def pause_due_since(self) -> float | None:
        """Clock time at which the head utterance paused, to be decoded as if it had ended; None when not."""
        head = self.queue.head
        return head.pause.since if self.is_paused and head is not None and head.pause is not None else None

    def partial_due_at(self, interval: float) -> float | None:
        """Clock time from which the head utterance's next partial is due; None when none is."""
        head, track = self.queue.head, self.track
        # Falling silent is decoded as a pause in a moment, or goes on.
        if head is None or head.end is not None or track is None or track.is_falling_silent:
            return None
        return head.partial_due_at(track.voiced_until, interval)

    def receive(self, frame: AudioFrame) -> None:
        """Keeps a frame until there is room for it; one that came before is only confirmed again.

        One that came too early is refused, with one complaint until the one that is due has come.
        """
        match self._intake.receive(frame):
            case "queued":
                self._has_complained = False
            case "known":
                self._announced_seq = 0
            case "refused" if not self._has_complained:
                self._has_complained = True
                message = f"frame {frame.seq} came too early, {self.next_seq} is due"
                self._events.failed(EarshotError("internal_error", message))
            case "refused":
                pass

    def misses(self, next_seq: int) -> bool:
        """Whether the source cannot end before `next_seq`, because frames below it never came."""
        return self._intake.misses(next_seq)

    def finish(self, done: Callable[[], None]) -> None:
        """Ends the source after the frames received so far; `done` is called after its last event."""
        self._intake.finish(done)

    def take_in(self, session_model: SessionModel | None, now: float) -> None:
        """Moves frames from the intake into the track while there is room, and says how far it came."""
        while self.has_room and (session_model is not None or not self._intake.has_audio):
            items = self._intake.take()
            if not items:
                break
            for item in items:
                self._take(item, session_model, now)
        if self.track is not None:
            self.track.forget()
        if self._intake.taken_seq != self._announced_seq:
            self._announced_seq = self._intake.taken_seq
            self._events.audio_consumed(self._announced_seq)
        self.settle()

    def go_on(self, hint: PauseHint, now: float) -> None:
        """Judges what follows a pause, of which the words say `hint`."""
        if self.track is not None and self.open is not None and self.track.is_paused:
            session_model = self.open.session_model
            self._place_all(self.track.go_on(hint, session_model.transcriber.limits), session_model, now)
            self.settle()

    def cut(self, position: int, now: float) -> None:
        """Ends the open utterance at `position`; what was said after it is the next one's."""
        if self.track is not None and self.open is not None and self.open.start < position < self.track.end:
            session_model = self.open.session_model
            self._place_all(self.track.cut(position, session_model.transcriber.limits), session_model, now)
            self.settle()

    def settle(self) -> None:
        """Sends what can be sent without a decode."""
        self.queue.settle(self.track.end if self.track else 0)

    def _take(self, item: Intake, session_model: SessionModel | None, now: float) -> None:
        if isinstance(item, EndOfAudio):
            self._close_track(session_model, now)
            self.queue.put(item)
            return
        if session_model is None:
            raise EarshotError("internal_error", "audio was taken in without a model")
        if self.track is None:
            self._begin_track(self._intake.start or 0)
        if not isinstance(item, Gap):
            self._append(item, session_model, now)
        # Taken for silence it cuts no word in two: a clock's jitter, or a moment that was never rendered.
        elif item.end - item.start < SHORTEST_OVERLOAD_GAP:
            self._bridged += max(0, item.end - max(item.start, self._settled))
            self._append(silence(item.end - item.start), session_model, now)
        else:
            # There is no audio between, so no span may cover it and no utterance go on after it.
            self._close_track(session_model, now)
            self._begin_track(item.end)

    def _begin_track(self, start: int) -> None:
        self.track = SpeechTrack(self._new_detector, start, self._settled)

    def _close_track(self, session_model: SessionModel | None, now: float) -> None:
        self._place_all(self.track.finish() if self.track else [], session_model, now)

    def _append(self, samples: Samples, session_model: SessionModel, now: float) -> None:
        if self.track is None:
            return
        before = self.track.voiced_until
        self._place_all(self.track.append(samples, session_model.transcriber.limits), session_model, now)
        if self.open is not None and self.track.voiced_until > before:
            self.spoke_at = now

    def _place_all(self, events: list[SpeechEvent], session_model: SessionModel | None, now: float) -> None:
        for event in events:
            self._place(event, session_model, now)

    def _place(self, event: SpeechEvent, session_model: SessionModel | None, now: float) -> None:
        match event:
            case NonSpeechPassed():
                self.queue.put(event)
            case SpeechBegan(start=start, voiced_from=voiced_from) if session_model is not None:
                self.open = Utterance(start, voiced_from, session_model)
                self.queue.put(self.open)
            case SpeechPaused(end=end, voiced_until=voiced_until) if self.open is not None:
                self.open.pause = Pause(end, voiced_until, voiced_until < end, now)
            case SpeechEnded(end=end, voiced_until=voiced_until) if self.open and self.track:
                self.open.audio = self.track.audio(self.open.start, end)
                self.open.end, self.open.voiced_until, self.open.ended_at = end, voiced_until, now
                self.open = None
            case SpeechBegan() | SpeechPaused() | SpeechEnded():
                raise EarshotError("internal_error", f"{event} is out of order")

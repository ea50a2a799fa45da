"""One source of one session: frames in, caption events out, in order (IPC-7); the engine thread's."""

from collections import deque
from collections.abc import Callable
from typing import TypeAlias

from earshot_stt.agreement import agree
from earshot_stt.audio import FRAME_SAMPLES, Samples, milliseconds, silence
from earshot_stt.endpointer import SilencePassed, SpeechBegan, SpeechEnded, Stretch
from earshot_stt.errors import EarshotError
from earshot_stt.intake import EndOfAudio, FrameIntake, Gap, Intake
from earshot_stt.language_lock import LanguageLock
from earshot_stt.recogniser import Recogniser
from earshot_stt.requests import AudioFrame
from earshot_stt.source_events import SourceEvents
from earshot_stt.speech_track import SpeechTrack
from earshot_stt.transcriber import Hypothesis
from earshot_stt.utterance import Utterance
from earshot_stt.vad import VoiceDetector

_MOST_PENDING = milliseconds(30_000)
"""Speech waiting for its final beyond which no more audio is taken in; the host's journal keeps it."""

_BRIDGED = FRAME_SAMPLES
"""A gap shorter than this is the jitter of a clock: it is taken for silence and cuts no word in two."""

_Pending: TypeAlias = Utterance | SilencePassed | EndOfAudio


class Captioner:
    """Stretches wait in one queue; only its head sends events, so their order is the audio's."""

    def __init__(
        self,
        new_detector: Callable[[], VoiceDetector],
        events: SourceEvents,
        covered: Callable[[int], None],
        settled: int = 0,
    ) -> None:
        self._new_detector = new_detector
        self._events = events
        self._covered = covered
        self._settled = settled
        """Everything below it was told of by a process before this one."""
        self._intake = FrameIntake()
        self._announced_seq = 0
        self._has_complained = False
        self._track: SpeechTrack | None = None
        self._pending: deque[_Pending] = deque()
        self._open: Utterance | None = None
        self._language = LanguageLock()

    @property
    def next_seq(self) -> int:
        """Frame expected next from the host."""
        return self._intake.next_seq

    @property
    def final_due_since(self) -> float | None:
        """Clock time at which the head utterance ended; None when no final is due."""
        head = self._head
        return None if head is None or head.end is None else head.ended_at

    @property
    def is_talking(self) -> bool:
        """Whether an utterance is open."""
        return self._open is not None

    def partial_due_at(self, interval: float) -> float | None:
        """Clock time from which the head utterance's next partial is due; None when none is."""
        head = self._head
        if head is None or head.end is not None or self._track is None:
            return None
        return head.partial_due_at(self._track.end, interval)

    def receive(self, frame: AudioFrame) -> None:
        """Keeps a frame until there is room for it; one that came before is only confirmed again.

        One that came too early is refused, with one complaint until the one that is due has come.
        """
        match self._intake.receive(frame):
            case "kept":
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
        """Ends the source behind the frames received so far; `done` is called behind its last event."""
        self._intake.finish(done)

    def take_in(self, recogniser: Recogniser | None, now: float) -> None:
        """Moves frames from the intake into stretches while there is room, and says how far it came."""
        while self._has_room and (recogniser is not None or not self._intake.has_audio):
            items = self._intake.take()
            if not items:
                break
            for item in items:
                self._take(item, recogniser, now)
        if self._track is not None:
            self._track.forget()
        if self._intake.taken_seq != self._announced_seq:
            self._announced_seq = self._intake.taken_seq
            self._events.audio_consumed(self._announced_seq)
        self._settle()

    def decode_partial(self, now: float, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Decodes what has been heard of the head utterance so far; tells of it if still wanted then."""
        head, track = self._head, self._track
        if head is None or track is None:
            return
        end = track.end
        head.decoded_at, head.decoded_until = now, end
        try:
            heard = head.recogniser.decode(track.samples(head.start, end), "partial", self._language.language)
        except EarshotError as error:
            if is_wanted():
                self._events.failed(error)
            return
        if heard.pieces and is_wanted():
            head.agreement = agree(head.agreement, heard.pieces)
            self._events.partial_text(head, end, head.recogniser.caption_language(heard.language))

    def decode_final(self, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Decodes the head utterance, which has ended, and goes on to what waits behind it.

        Tells nothing if the session is no longer wanted by then.
        """
        head = self._head
        if head is None or head.end is None or head.samples is None:
            return
        try:
            heard: Hypothesis | EarshotError = head.recogniser.decode(
                head.samples, "final", self._language.language
            )
        except EarshotError as error:
            heard = error
        if not is_wanted():
            return
        if isinstance(heard, EarshotError):
            self._events.failed(heard)
            self._events.speech_end(head, head.end)
        else:
            self._language.observe(heard.language)
            language = head.recogniser.caption_language(heard.language)
            if heard.text:
                self._events.final_text(head, head.end, heard.text, language)
            else:
                self._events.speech_end(head, head.end)
        self._covered(head.end)
        self._pending.popleft()
        self._settle()

    @property
    def _head(self) -> Utterance | None:
        head = self._pending[0] if self._pending else None
        return head if isinstance(head, Utterance) else None

    @property
    def _has_room(self) -> bool:
        waiting = (item.samples for item in self._pending if isinstance(item, Utterance))
        return sum(len(samples) for samples in waiting if samples is not None) < _MOST_PENDING

    def _take(self, item: Intake, recogniser: Recogniser | None, now: float) -> None:
        if isinstance(item, EndOfAudio):
            self._close_track(now)
            self._pending.append(item)
            return
        if recogniser is None:
            raise EarshotError("internal_error", "audio was taken in without a model")
        if self._track is None:
            self._begin_track(self._intake.start or 0)
        if not isinstance(item, Gap):
            self._hear(item, recogniser, now)
        elif item.end - item.start < _BRIDGED:
            self._hear(silence(item.end - item.start), recogniser, now)
        else:
            # Nobody heard what lies between, so no stretch may cover it and no utterance go on behind it.
            self._close_track(now)
            self._begin_track(item.end)

    def _begin_track(self, start: int) -> None:
        self._track = SpeechTrack(self._new_detector(), start, self._settled)

    def _close_track(self, now: float) -> None:
        for stretch in self._track.finish() if self._track else []:
            self._place(stretch, None, now)

    def _hear(self, samples: Samples, recogniser: Recogniser, now: float) -> None:
        for stretch in self._track.append(samples, recogniser.transcriber.limits) if self._track else []:
            self._place(stretch, recogniser, now)

    def _place(self, stretch: Stretch, recogniser: Recogniser | None, now: float) -> None:
        match stretch:
            case SpeechBegan(start=start, voiced_from=voiced_from) if recogniser is not None:
                self._open = Utterance(start, voiced_from, recogniser)
                self._pending.append(self._open)
            case SpeechEnded(end=end, voiced_until=voiced_until) if (
                self._open is not None and self._track is not None
            ):
                self._open.samples = self._track.samples(self._open.start, end)
                self._open.end, self._open.voiced_until, self._open.ended_at = end, voiced_until, now
                self._open = None
            case SilencePassed():
                self._pending.append(stretch)
            case SpeechBegan() | SpeechEnded():
                raise EarshotError("internal_error", f"{stretch} is out of order")

    def _settle(self) -> None:
        """Sends what the head of the queue can send without a decode."""
        while self._pending:
            head = self._pending[0]
            match head:
                case SilencePassed(start=start, end=end):
                    self._events.no_speech(start, end)
                    self._covered(end)
                case EndOfAudio(done=done):
                    done()
                case Utterance():
                    if not head.is_announced:
                        head.is_announced = True
                        heard_until = self._track.end if self._track else head.start
                        self._events.speech_start(head, head.end or heard_until)
                    return
            self._pending.popleft()

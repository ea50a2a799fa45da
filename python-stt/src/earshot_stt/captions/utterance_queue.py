"""One source's spans: only the head of the queue sends events, so their order is the audio's (IPC-7)."""

from collections import deque
from collections.abc import Callable
from typing import TypeAlias

from earshot_stt.captions.coverage import Coverage
from earshot_stt.captions.source_events import SourceEvents
from earshot_stt.captions.utterance import Utterance
from earshot_stt.speech.endpointer import NonSpeechPassed
from earshot_stt.speech.intake import EndOfAudio

_Pending: TypeAlias = Utterance | NonSpeechPassed | EndOfAudio


class UtteranceQueue:
    """Counts in `coverage` what it reports; `covered` is called with how far everything has been reported."""

    def __init__(self, events: SourceEvents, coverage: Coverage, covered: Callable[[int], None]) -> None:
        self._events = events
        self._coverage = coverage
        self._covered = covered
        self._pending: deque[_Pending] = deque()

    @property
    def head(self) -> Utterance | None:
        """The utterance whose events may be sent; None when nothing waits but what needs no decode."""
        head = self._pending[0] if self._pending else None
        return head if isinstance(head, Utterance) else None

    @property
    def waiting_samples(self) -> int:
        """Speech that has ended and waits for its final."""
        return sum(len(item.audio.samples) for item in self._utterances() if item.audio is not None)

    @property
    def settled_samples(self) -> int:
        """Samples of spans that have ended and were not reported yet."""
        silent = sum(item.end - item.start for item in self._pending if isinstance(item, NonSpeechPassed))
        return silent + sum(item.end - item.start for item in self._utterances() if item.end is not None)

    def put(self, item: _Pending) -> None:
        """Adds what follows after everything that waits."""
        self._pending.append(item)

    def finished(self, utterance: Utterance, *, has_failed: bool) -> None:
        """The head's last event has been sent; goes on to what waits after it."""
        if utterance.end is not None:
            length = utterance.end - utterance.start
            if has_failed:
                self._coverage.failed += length
            else:
                self._coverage.final += length
            self._covered(utterance.end)
        self._pending.popleft()

    def settle(self, taken_until: int) -> None:
        """Sends what the head of the queue can send without a decode."""
        while self._pending:
            head = self._pending[0]
            match head:
                case NonSpeechPassed(start=start, end=end):
                    self._events.no_speech(start, end)
                    self._coverage.no_speech += end - start
                    self._covered(end)
                case EndOfAudio(done=done):
                    self._pending.popleft()
                    done()
                    continue
                case Utterance():
                    if not head.is_announced:
                        head.is_announced = True
                        self._events.speech_start(head, head.end or taken_until)
                    return
            self._pending.popleft()

    def _utterances(self) -> list[Utterance]:
        return [item for item in self._pending if isinstance(item, Utterance)]

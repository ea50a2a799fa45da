"""The engine thread: takes audio in, decodes the most urgent stretch, goes on (STT-3).

It alone touches sessions and decodes, so nothing here needs a lock. Every turn is as long as one decode of
one bounded window.
"""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeAlias

from earshot_stt.captioner import Captioner
from earshot_stt.model_loader import ModelFailed, ModelOutcome, ModelReady
from earshot_stt.pacing import Pacing
from earshot_stt.requests import SessionRequest
from earshot_stt.session_desk import SessionDesk
from earshot_stt.vital_thread import VitalThread

Inbox: TypeAlias = "SimpleQueue[SessionRequest | ModelOutcome]"


class Engine(VitalThread):
    """`clock` gives seconds that never go back."""

    def __init__(self, inbox: Inbox, desk: SessionDesk, clock: Callable[[], float]) -> None:
        super().__init__(name="engine", daemon=True)
        self._inbox = inbox
        self._desk = desk
        self._clock = clock
        self._pacing = Pacing()

    def work(self) -> None:
        patience: float | None = None
        while True:
            self._receive(patience)
            self._desk.take_in(self._clock())
            patience = 0.0 if self._decode_most_urgent() else self._until_next_partial()

    def _receive(self, patience: float | None) -> None:
        """Answers everything in the inbox; waits for the first for `patience` seconds, None: for ever."""
        try:
            self._handle(self._inbox.get(timeout=patience) if patience != 0.0 else self._inbox.get_nowait())
            while True:
                self._handle(self._inbox.get_nowait())
        except Empty:
            return

    def _handle(self, item: SessionRequest | ModelOutcome) -> None:
        match item:
            case ModelReady() | ModelFailed():
                self._desk.model_changed(item)
            case request:
                self._desk.answer(request)

    def _decode_most_urgent(self) -> bool:
        """Decodes the final that has waited longest, else the partial that has; False when none is due."""
        captioners = self._desk.captioners
        finals = [
            (since, captioner) for captioner in captioners if (since := captioner.final_due_since) is not None
        ]
        if finals:
            captioner = _earliest(finals)
            self._timed(lambda: captioner.decode_final(lambda: self._is_wanted(captioner)))
            return True
        now = self._clock()
        partials = [(due, captioner) for due, captioner in self._partials() if due <= now]
        if partials:
            captioner = _earliest(partials)
            self._timed(lambda: captioner.decode_partial(now, lambda: self._is_wanted(captioner)))
            return True
        return False

    def _is_wanted(self, captioner: Captioner) -> bool:
        """Answers what came during a decode, and says whether its session still runs."""
        self._receive(0.0)
        return captioner in self._desk.captioners

    def _until_next_partial(self) -> float | None:
        due = [due for due, _ in self._partials()]
        return max(0.001, min(due) - self._clock()) if due else None

    def _partials(self) -> list[tuple[float, Captioner]]:
        captioners = self._desk.captioners
        interval = self._pacing.interval(sum(captioner.is_talking for captioner in captioners))
        due = ((captioner.partial_due_at(interval), captioner) for captioner in captioners)
        return [(at, captioner) for at, captioner in due if at is not None]

    def _timed(self, decode: Callable[[], None]) -> None:
        started = self._clock()
        decode()
        self._pacing.observe(self._clock() - started)


def _earliest(candidates: list[tuple[float, Captioner]]) -> Captioner:
    return min(candidates, key=lambda candidate: candidate[0])[1]

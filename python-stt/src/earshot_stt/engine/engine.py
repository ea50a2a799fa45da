"""The engine thread: takes audio in, decodes what is most urgent, goes on (STT-3).

It alone touches sessions and decodes, so nothing here needs a lock. Every turn is as long as one decode of
one bounded window, or one of each source.
"""

from collections.abc import Callable
from functools import partial

from earshot_stt.captions.benchmark_switches import EngineSwitches
from earshot_stt.captions.caption_decoder import CaptionDecoder
from earshot_stt.engine.inbox import Inbox
from earshot_stt.engine.ladder import Ladder
from earshot_stt.engine.pacing import Pacing
from earshot_stt.engine.schedule import earliest, finals_due, is_quiet, lag_seconds, partials_due, pauses_due
from earshot_stt.engine.session_service import SessionService
from earshot_stt.runtime.threads import CriticalThread
from earshot_stt.wire.audio import SOURCES

_QUIET_POLL_SECONDS = 0.25
_QUIET_WAIT_SECONDS = 1.0
"""Audio that says nothing new waits no longer, even when no more comes."""


class Engine(CriticalThread):
    """`clock` gives seconds that never go back."""

    def __init__(
        self, inbox: Inbox, sessions: SessionService, clock: Callable[[], float], switches: EngineSwitches
    ) -> None:
        super().__init__(name="engine", daemon=True)
        self._inbox = inbox
        self._sessions = sessions
        self._clock = clock
        self._pacing = Pacing(switches.partial_interval_seconds)
        self._ladder = Ladder(degrades=switches.degrades)

    def work(self) -> None:
        patience: float | None = None
        while True:
            self._receive(patience)
            now = self._clock()
            has_worked = self._work_on(now)
            is_idle = not has_worked and not self._ladder.gives_up("rare_partials")
            self._sessions.allow_voices(now, is_allowed=is_idle)
            self._sessions.report(self._ladder.step, self._interval)
            for source in SOURCES:
                self._inbox.expect(source, self._sessions.quiet_below(source))
            patience = 0.0 if has_worked else self._until(self._sessions.unload_if_idle(now))

    def _until(self, idle_seconds: float | None) -> float | None:
        """Seconds to wait at most: for the next partial, for quiet, or until an idle model is unloaded."""
        quiet_seconds = _QUIET_POLL_SECONDS if self._sessions.corrector.is_ready else None
        quiet_wait_seconds = _QUIET_WAIT_SECONDS if self._sessions.decoders else None
        waits = (self._until_next_partial(), quiet_seconds, quiet_wait_seconds, idle_seconds)
        return min((seconds for seconds in waits if seconds is not None), default=None)

    def _receive(self, patience: float | None) -> None:
        """Answers everything in the inbox; waits up to `patience` seconds for more, None: for ever."""
        if patience != 0.0:
            self._inbox.wait(patience)
        while (item := self._inbox.take()) is not None:
            self._sessions.answer(item)

    def _work_on(self, now: float) -> bool:
        """Takes audio in and decodes: finals and pauses of both sources, else a partial, else a correction.

        False when nothing is due.
        """
        begun = [*self._begin_finals(), *self._begin_pauses(now)]
        # Here and not before: the model decodes while this thread listens to what came.
        self._sessions.take_in(now)
        self._ladder.observe(now, lag_seconds(self._sessions.decoders, now))
        for finish in begun:
            finish()
        decoders = self._sessions.decoders
        if begun or finals_due(decoders) or pauses_due(decoders):
            return True
        if talker := earliest((at, each) for at, each in self._partials() if at <= now):
            talker.decode_partial(now, lambda: self._is_wanted(talker))
            self._pacing.observe(self._clock() - now)
            return True
        if self._sessions.corrector.is_ready and is_quiet(decoders, now):
            self._sessions.corrector.work(self._receives)
            return True
        return False

    def _begin_finals(self) -> list[Callable[[], None]]:
        quality = "quick_final" if self._ladder.gives_up("quick_finals") else "final"
        due = finals_due(self._sessions.decoders)
        return [each.begin_final(quality, partial(self._is_wanted, each)) for each in due]

    def _begin_pauses(self, now: float) -> list[Callable[[], None]]:
        due = pauses_due(self._sessions.decoders)
        if self._ladder.gives_up("finals_only"):
            return [partial(self._go_on, each, now) for each in due]
        return [each.begin_pause(now, partial(self._is_wanted, each)) for each in due]

    def _go_on(self, decoder: CaptionDecoder, now: float) -> None:
        """Judges what follows a pause without its words."""
        if self._is_wanted(decoder):
            decoder.captioner.go_on("unknown", now)

    def _receives(self) -> bool:
        """Answers what came during a decode that is no session's."""
        self._receive(0.0)
        return True

    def _is_wanted(self, decoder: CaptionDecoder) -> bool:
        """Answers what came during a decode, and says whether its session still runs."""
        self._receive(0.0)
        return decoder in self._sessions.decoders

    @property
    def _interval(self) -> float:
        talking = sum(each.captioner.is_talking for each in self._sessions.decoders)
        return self._pacing.interval(talking, is_rare=self._ladder.gives_up("rare_partials"))

    def _partials(self) -> list[tuple[float, CaptionDecoder]]:
        if self._ladder.gives_up("finals_only"):
            return []
        only_one = self._ladder.gives_up("one_talker")
        return partials_due(self._sessions.decoders, self._interval, only_one=only_one)

    def _until_next_partial(self) -> float | None:
        due = [at for at, _ in self._partials()]
        return max(0.001, min(due) - self._clock()) if due else None

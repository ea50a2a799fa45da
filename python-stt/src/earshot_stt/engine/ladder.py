"""What gives way when the machine is too slow, and comes back when it is not (pure; STT-3). Never audio.

The steps and their order are `LadderStep` in `wire/reports.py`; `engine.py` asks `gives_up` and does
without. The first step also puts off telling voices apart, until too many wait. The lag is
`lag_seconds` in `schedule.py`. The last step, `catching_up`, is not chosen: `session_service.py` reports it
while a source has no room for more audio (`captions/captioner.py`). People see the step in a notice
(`src/shared/notices/notices.ts`: `late`).
"""

from typing import get_args

from earshot_stt.wire.reports import LadderStep

_STEPS: tuple[LadderStep, ...] = get_args(LadderStep)
_LOWEST = _STEPS.index("quick_finals")
"""The step below it, `catching_up`, happens: audio waits in the journal."""

_TOO_LATE_SECONDS = 1.5
_DOWN_EVERY_SECONDS = 5.0
_IN_TIME_SECONDS = 0.5
_UP_EVERY_SECONDS = 10.0


class Ladder:
    """One step down at once for over 1.5 s of lag, then each five seconds; one up for ten below 0.5 s."""

    def __init__(self, *, degrades: bool = True) -> None:
        self._degrades = degrades
        self._index = 0
        self._lowered_at: float | None = None
        self._in_time_since: float | None = None

    @property
    def step(self) -> LadderStep:
        """How much is given up at present."""
        return _STEPS[self._index]

    def gives_up(self, step: LadderStep) -> bool:
        """Whether what `step` gives up is given up."""
        return self._index >= _STEPS.index(step)

    def observe(self, now: float, lag_seconds: float) -> None:
        """Takes in how long the oldest unfinished work has waited at clock time `now`."""
        if not self._degrades:
            return
        if lag_seconds > _TOO_LATE_SECONDS:
            self._in_time_since = None
            if self._lowered_at is None or now - self._lowered_at >= _DOWN_EVERY_SECONDS:
                self._index, self._lowered_at = min(self._index + 1, _LOWEST), now
            return
        if lag_seconds >= _IN_TIME_SECONDS:
            self._in_time_since = None
        elif self._in_time_since is None:
            self._in_time_since = now
        elif now - self._in_time_since >= _UP_EVERY_SECONDS:
            self._index, self._in_time_since = max(self._index - 1, 0), now

"""When a model that is not used is to leave the memory (pure; STT-5)."""


class IdleTimer:
    """`after_seconds`: of being idle without a break; the clock is the caller's."""

    def __init__(self, after_seconds: float) -> None:
        self._after_seconds = after_seconds
        self._idle_since: float | None = None

    def seconds_left(self, now: float, *, is_busy: bool) -> float | None:
        """Until it is time, 0 at once; None while it is busy. To be asked whenever that may have changed."""
        if is_busy:
            self._idle_since = None
            return None
        if self._idle_since is None:
            self._idle_since = now
        return max(0.0, self._idle_since + self._after_seconds - now)

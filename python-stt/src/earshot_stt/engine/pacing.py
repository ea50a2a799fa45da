"""How often partials may be decoded (pure): the slower the machine, the rarer (STT-3)."""

_FASTEST_SECONDS = 0.5
_SLOWEST_SECONDS = 3.0
_SHARE = 7.0
"""A seventh of the time may go into the partials of one source."""
_SMOOTHING = 0.2
_RARER = 2.0


class Pacing:
    """Learns what a partial costs; `fastest` seconds is the least time between two of one source."""

    def __init__(self, fastest: float | None = None) -> None:
        self._fastest = _FASTEST_SECONDS if fastest is None else fastest
        self._mean_seconds = 0.0

    def observe(self, seconds: float) -> None:
        """Takes in the wall time of one partial."""
        self._mean_seconds += _SMOOTHING * (seconds - self._mean_seconds)

    def interval(self, talking: int, *, is_rare: bool = False) -> float:
        """Seconds between the partials of one source while `talking` sources do."""
        wanted = max(_SHARE * self._mean_seconds * talking, self._fastest)
        return min(wanted * (_RARER if is_rare else 1.0), max(_SLOWEST_SECONDS, self._fastest))

"""How often partials may be decoded (pure): the slower the machine, the rarer (STT-3)."""

_FASTEST_SECONDS = 0.5
_SLOWEST_SECONDS = 3.0
_SHARE = 2.5
"""A partial may take the time of one decode in every 2.5, per source that is talking."""
_SMOOTHING = 0.3


class Pacing:
    """Learns what a decode costs."""

    def __init__(self) -> None:
        self._mean_seconds = 0.0

    def observe(self, seconds: float) -> None:
        """Takes in the wall time of one decode."""
        self._mean_seconds += _SMOOTHING * (seconds - self._mean_seconds)

    def interval(self, talking: int) -> float:
        """Seconds between the partials of one source while `talking` sources do."""
        return min(max(_SHARE * self._mean_seconds * talking, _FASTEST_SECONDS), _SLOWEST_SECONDS)

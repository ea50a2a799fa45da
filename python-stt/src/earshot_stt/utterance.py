"""One stretch of speech on its way to a final caption."""

from dataclasses import dataclass, field

from earshot_stt.agreement import Agreement
from earshot_stt.audio import Samples, milliseconds
from earshot_stt.recogniser import Recogniser

_FRESH_SAMPLES = milliseconds(500)
"""New audio that makes another partial worth a decode."""


@dataclass(slots=True)
class Utterance:
    """Speech in [start, end); `end` and `samples` are None while it goes on.

    `recogniser` is the one in force when it began: settings take effect at the next utterance.
    """

    start: int
    voiced_from: int
    """The speech itself begins here: `start` and the pre-roll."""
    recogniser: Recogniser
    end: int | None = None
    voiced_until: int | None = None
    """The speech itself ended here, before the post-roll."""
    samples: Samples | None = None
    ended_at: float = 0.0
    """Clock time at which its end was found."""
    is_announced: bool = False
    revision: int = 0
    agreement: Agreement = field(default_factory=Agreement)
    decoded_at: float = 0.0
    """Clock time of the last partial."""
    decoded_until: int = field(init=False)
    """Audio below it has been in a partial."""

    def __post_init__(self) -> None:
        self.decoded_until = self.voiced_from

    def partial_due_at(self, heard_until: int, interval: float) -> float | None:
        """Clock time from which a partial is due; None while there is too little new audio."""
        if heard_until - self.decoded_until < _FRESH_SAMPLES:
            return None
        return self.decoded_at + interval

"""One decode of one window, and whether it is to be believed (pure)."""

import zlib
from dataclasses import dataclass

from earshot_stt.decoding.pieces import Piece
from earshot_stt.decoding.transcriber import PieceTime
from earshot_stt.wire.audio import milliseconds

_REPETITIVE = 2.4
_UNLIKELY_WORDS = -1.0
_LIKELY_SILENCE = 0.6
_BARELY = milliseconds(40)
"""Two steps of the encoder."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the decoder said to a window."""

    characters: tuple[Piece, ...]
    mean_log_probability: float
    no_speech_probability: float
    was_looping: bool
    was_cut_off: bool
    """Whether it was stopped while it was still talking."""

    @property
    def is_silence(self) -> bool:
        """Whether the model heard no speech, and believes its words little: either alone is often wrong."""
        return self.no_speech_probability > _LIKELY_SILENCE and self.mean_log_probability < _UNLIKELY_WORDS

    @property
    def is_repetitive(self) -> bool:
        """Whether the text can be written much shorter, as a loop's can that was slow."""
        text = "".join(piece.text for piece in self.characters).encode()
        return len(text) > _REPETITIVE * len(zlib.compress(text))


@dataclass(frozen=True, slots=True)
class Attempt:
    said: Said
    pieces: tuple[Piece, ...]
    times: tuple[PieceTime, ...]
    speech: int
    """Samples of speech in the window; silence was behind it."""

    @property
    def is_doubtful(self) -> bool:
        """Whether it looks like what a truncated window or a misleading prompt does to a model."""
        return (
            not self._is_whole or self.said.mean_log_probability < _UNLIKELY_WORDS or self.said.is_repetitive
        )

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """The better of two has the greater. A loop is sure of itself, so that comes before the probability;
        and nothing said is no better than something doubtful.
        """
        return bool(self.pieces), self._is_whole, self.said.mean_log_probability

    @property
    def _is_whole(self) -> bool:
        is_in_padding = bool(self.times) and self.times[-1].start >= self.speech - _BARELY
        return not (self.said.was_looping or self.said.was_cut_off or is_in_padding)

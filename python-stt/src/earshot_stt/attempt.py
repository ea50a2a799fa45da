"""One decode of one window, and whether it is to be believed."""

import zlib
from dataclasses import dataclass

import ctranslate2

from earshot_stt.pieces import Piece

_REPETITIVE = 2.4
_UNLIKELY_WORDS = -1.0
_LIKELY_SILENCE = 0.6


@dataclass(frozen=True, slots=True)
class Attempt:
    encoded: ctranslate2.StorageView
    """What the model's encoder made of the window."""
    characters: tuple[Piece, ...]
    mean_log_probability: float
    no_speech_probability: float
    was_looping: bool
    was_cut_off: bool
    """Whether it was stopped while it was still talking."""

    @property
    def is_doubtful(self) -> bool:
        """Whether it looks like what a truncated window does to a model trained on 30 s."""
        return (
            self.was_looping
            or self.was_cut_off
            or self.mean_log_probability < _UNLIKELY_WORDS
            or _compression("".join(piece.text for piece in self.characters)) > _REPETITIVE
        )

    @property
    def is_silence(self) -> bool:
        """Whether the model heard no speech, and believes its words little: either alone is often wrong."""
        return self.no_speech_probability > _LIKELY_SILENCE and self.mean_log_probability < _UNLIKELY_WORDS

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """The better of two has the greater. A loop is sure of itself, so that comes first; and no words
        are no better than doubtful ones.
        """
        is_whole = not (self.was_looping or self.was_cut_off)
        return bool(self.characters), is_whole, self.mean_log_probability


def _compression(text: str) -> float:
    """How much shorter the text can be written: more with every repetition."""
    written = text.encode()
    return len(written) / len(zlib.compress(written))

"""One decode of one window, and whether it is to be believed (pure)."""

import zlib
from dataclasses import dataclass, replace

from earshot_stt.decoding.loops import MOST_LETTERS_PER_SECOND, doubled_phrase, letters
from earshot_stt.decoding.pieces import Piece
from earshot_stt.decoding.transcriber import PieceTime
from earshot_stt.wire.audio import SAMPLE_RATE, milliseconds

_REPETITIVE = 2.4
_UNLIKELY_WORDS = -1.0
_SILENCE = ((0.6, _UNLIKELY_WORDS), (0.3, -1.05))
"""(probability of no speech at least, of the words at most): so were coughs, doors and noise, and none of 170
utterances of speech (ADR-034)."""
_USUAL_LETTERS_PER_SECOND = 20
"""More than nearly all speakers say, pauses included."""
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
    had_words_in_padding: bool = False
    """Whether segments in the silence behind the speech were dropped."""

    @property
    def is_silence(self) -> bool:
        """Whether the model heard no speech, and believes its words little: either alone is often wrong."""
        return any(
            self.no_speech_probability > no_speech and self.mean_log_probability < words
            for no_speech, words in _SILENCE
        )

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
    repeats_context: bool = False
    """Whether it begins with the end of the context that it was given."""

    @property
    def is_doubtful(self) -> bool:
        """Whether it looks like what a truncated window or a misleading prompt does to a model."""
        return not self._is_whole or self.said.had_words_in_padding or self.is_misled

    @property
    def is_misled(self) -> bool:
        """Whether it is doubtful for more than its end, where the audio may be cut off within a word."""
        return (
            self.said.was_looping
            or self.said.was_cut_off
            or self._says_again
            or self.said.mean_log_probability < _UNLIKELY_WORDS
            or self.said.is_repetitive
        )

    @property
    def rank(self) -> tuple[bool, bool, bool, float]:
        """The better of two has the greater. A loop is sure of itself, so that comes before the probability;
        and nothing said is no better than something doubtful.
        """
        return bool(self.pieces), self._is_whole, not self._says_again, self.said.mean_log_probability

    @property
    def copies(self) -> range | None:
        """Indexes of the pieces that say again what stands right before them; None when none do."""
        return doubled_phrase([piece.text for piece in self.pieces])

    @property
    def has_time_for_copies(self) -> bool:
        """Whether the copies fit into the time they have: by their times, else by the speech's length."""
        copies = self.copies
        if copies is None:
            return True
        texts = [piece.text for piece in self.pieces]
        if not self.times:
            return letters(texts) * SAMPLE_RATE <= self.speech * _USUAL_LETTERS_PER_SECOND
        first, last = self.times[copies.start], self.times[copies.stop - 1]
        said = letters(texts[copies.start : copies.stop]) * SAMPLE_RATE
        return said <= (last.end - first.start) * MOST_LETTERS_PER_SECOND

    def without_copies(self) -> "Attempt":
        """With the first copy only."""
        copies = self.copies or range(0)
        kept = [at for at in range(len(self.pieces)) if at not in copies]
        return replace(
            self,
            pieces=tuple(self.pieces[at] for at in kept),
            times=tuple(self.times[at] for at in kept) if self.times else (),
        )

    @property
    def _says_again(self) -> bool:
        return self.repeats_context or self.copies is not None

    @property
    def _is_whole(self) -> bool:
        is_in_padding = bool(self.times) and self.times[-1].start >= self.speech - _BARELY
        return not (self.said.was_looping or self.said.was_cut_off or is_in_padding)

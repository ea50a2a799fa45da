"""One decode of one window, and whether it is to be believed (pure)."""

import zlib
from dataclasses import dataclass, replace

from earshot_stt.decoding.pieces import Piece
from earshot_stt.decoding.repetition import MOST_LETTERS_PER_SECOND, doubled_phrase, letters
from earshot_stt.decoding.transcriber import PieceTime
from earshot_stt.wire.audio import SAMPLE_RATE, milliseconds

_REPETITIVE = 2.4
_UNLIKELY_WORDS = -1.0
_SILENCE = ((0.6, _UNLIKELY_WORDS), (0.3, -1.05))
"""(probability of no speech at least, of the words at most): so were coughs, doors and noise, and none of 170
utterances of speech (ADR-034)."""
_USUAL_LETTERS_PER_SECOND = 20
"""More than nearly all speakers say, pauses included."""
_LIKELY = 0.3
"""Of 19 first decodes of two meetings that were taken for silence eleven begin with so likely a word, and ten
of those words were said."""
_BARELY = milliseconds(40)
"""Two steps of the encoder."""


@dataclass(frozen=True, slots=True)
class DecoderOutput:
    """What the decoder wrote for a window."""

    characters: tuple[Piece, ...]
    mean_log_probability: float
    no_speech_probability: float
    was_repeating: bool
    was_cut_off: bool
    """Whether it was stopped while it was still talking."""
    had_words_in_padding: bool = False
    """Whether segments in the silence after the speech were dropped."""

    @property
    def is_silence(self) -> bool:
        """Whether the model found no speech, and its words are improbable: either alone is often wrong."""
        return any(
            self.no_speech_probability > no_speech and self.mean_log_probability < words
            for no_speech, words in _SILENCE
        )

    @property
    def is_repetitive(self) -> bool:
        """Whether the text can be written much shorter, as that of a slow repetition can."""
        text = "".join(piece.text for piece in self.characters).encode()
        return len(text) > _REPETITIVE * len(zlib.compress(text))


@dataclass(frozen=True, slots=True)
class DecodeResult:
    output: DecoderOutput
    pieces: tuple[Piece, ...]
    times: tuple[PieceTime, ...]
    speech: int
    """Samples of speech in the window; silence was after it."""
    repeats_context: bool = False
    """Whether it begins with the end of the context that it was given."""

    @property
    def is_doubtful(self) -> bool:
        """Whether it looks like what a truncated window or a misleading prompt does to a model."""
        return not self._is_whole or self.output.had_words_in_padding or self.is_misled

    @property
    def is_misled(self) -> bool:
        """Whether it is doubtful for more than its end, where the audio may be cut off within a word."""
        return (
            self.output.was_repeating
            or self.output.was_cut_off
            or self._repeats
            or self.output.mean_log_probability < _UNLIKELY_WORDS
            or self.output.is_repetitive
        )

    @property
    def rank(self) -> tuple[bool, bool, bool, float]:
        """The better of two has the greater. A repetition is probable, so that comes before the probability;
        and no text is no better than a doubtful one.
        """
        return bool(self.pieces), self._is_whole, not self._repeats, self.output.mean_log_probability

    @property
    def copies(self) -> range | None:
        """Indexes of the pieces that repeat what stands right before them; None when none do."""
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
        spoken = letters(texts[copies.start : copies.stop]) * SAMPLE_RATE
        return spoken <= (last.end - first.start) * MOST_LETTERS_PER_SECOND

    def without_copies(self) -> "DecodeResult":
        """With the first copy only."""
        copies = self.copies or range(0)
        kept = [at for at in range(len(self.pieces)) if at not in copies]
        return replace(
            self,
            pieces=tuple(self.pieces[at] for at in kept),
            times=tuple(self.times[at] for at in kept) if self.times else (),
        )

    def likely_beginning(self) -> "DecodeResult":
        """Without the first unlikely word and what follows it."""
        unlikely = (at for at, piece in enumerate(self.pieces) if piece.probability < _LIKELY)
        end = next(unlikely, len(self.pieces))
        return replace(self, pieces=self.pieces[:end], times=self.times[:end])

    @property
    def _repeats(self) -> bool:
        return self.repeats_context or self.copies is not None

    @property
    def _is_whole(self) -> bool:
        is_in_padding = bool(self.times) and self.times[-1].start >= self.speech - _BARELY
        return not (self.output.was_repeating or self.output.was_cut_off or is_in_padding)

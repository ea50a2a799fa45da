"""Which language speech is decoded in, where none is fixed (pure; STT-1; ADR 035).

1. A language that the user set is fixed (`session_model.py`). An English-only model takes English whatever
   is set; a model that does not know the language detects one (`whisper_decoder.py`: `_asked`).
2. Else the model detects it (`whisper_decoder.py`: `begin`), and what it finds is weighed here against what
   the user expects and what the source spoke last. A partial of less than 1.5 s, or of an utterance's end
   only, keeps the language of its utterance so far or of its source (`captions/caption_decoder.py`:
   `decode_partial`).
3. What a source spoke last is the language of its last final with words (`captions/source_memory.py`);
   another process goes on by it, too.
4. Where another language is spoken after a pause, the utterance is cut at that pause
   (`captions/caption_decoder.py`: `_cut_at_language`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

_PREFERENCE = 20.0
"""How much likelier a language of the user's is than any other, before any audio."""
_LEAST = 1e-6

_STAYS_BELOW_SECONDS = 1.1
_ODDS_OF_PREFERRED = ((1.7, 10.0), (inf, 3.0))
_ODDS_OF_OTHERS = ((1.7, 50.0), (2.2, 20.0), (inf, 5.0))
"""(up to seconds of audio, times likelier than the present language it must be); the 0.7 s around the speech
included. Whisper was wrong by up to 200 at 1.0 s of speech, by up to 2.4 at 1.5 s, and never from 2 s on."""


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """What is known before speech is decoded."""

    current: str | None = None
    """What the source spoke last; None: nothing yet."""
    preferred: tuple[str, ...] = ()
    """The languages that the user expects; empty: any."""

    def choose(self, probabilities: Mapping[str, float], seconds: float) -> str:
        """The language of `seconds` of audio, given the probability of each; of one at least."""
        weighted = {
            language: probability * (_PREFERENCE if language in self.preferred else 1.0)
            for language, probability in probabilities.items()
        }
        likeliest = max(weighted, key=lambda language: weighted[language])
        if self.current is None or self.current not in weighted:
            return likeliest
        if seconds < _STAYS_BELOW_SECONDS:
            return self.current
        wanted = _ODDS_OF_PREFERRED if likeliest in self.preferred else _ODDS_OF_OTHERS
        odds = next(odds for longest, odds in wanted if seconds < longest)
        is_changed = weighted[likeliest] > odds * max(weighted[self.current], _LEAST)
        return likeliest if is_changed else self.current


NOTHING_KNOWN = LanguageChoice()
"""The likeliest language is chosen."""

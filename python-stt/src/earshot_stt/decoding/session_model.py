"""A model together with the settings it is used with."""

from dataclasses import dataclass

from earshot_stt.decoding.language_choice import LanguageChoice
from earshot_stt.decoding.transcriber import Continuation, DecodeOptions, Decoding, Quality, Transcriber
from earshot_stt.wire.audio import Samples
from earshot_stt.wire.requests import Settings


@dataclass(frozen=True, slots=True)
class SessionModel:
    """`partial_transcriber` does the partials; None when one model does everything."""

    transcriber: Transcriber
    settings: Settings
    partial_transcriber: Transcriber | None = None

    def begin(
        self,
        samples: Samples,
        quality: Quality,
        current: str | None,
        *,
        context: str = "",
        wants_times: bool = False,
        detects: bool = True,
        continuation: Continuation | None = None,
        is_cut_off: bool = False,
        is_voice: bool = False,
    ) -> Decoding:
        """Begins to decode int16[n]; `current` is the language that the source spoke last.

        `detects`: whether the language is listened for, where none is fixed.
        """
        fixed = self.settings.language if self.settings.language != "auto" else None
        options = DecodeOptions(
            quality,
            fixed or (None if detects else current),
            self.settings.task,
            self.settings.vocabulary,
            context,
            wants_times,
            LanguageChoice(None if fixed else current, self.settings.languages),
            continuation,
            is_cut_off,
            is_voice,
        )
        is_partial = quality == "partial" and self.partial_transcriber is not None
        transcriber = self.partial_transcriber if is_partial else None
        return (transcriber or self.transcriber).begin(samples, options)

    def caption_language(self, spoken: str | None) -> str | None:
        """The language of the caption's text: a translation is English."""
        return "en" if self.settings.task == "translate" else spoken

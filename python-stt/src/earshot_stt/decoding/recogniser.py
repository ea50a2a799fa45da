"""A model together with the settings it is used with."""

from dataclasses import dataclass

from earshot_stt.decoding.transcriber import DecodeOptions, Decoding, Quality, Transcriber
from earshot_stt.wire.audio import Samples
from earshot_stt.wire.requests import Settings


@dataclass(frozen=True, slots=True)
class Recogniser:
    """`partial_transcriber` does the partials; None when one model does everything."""

    transcriber: Transcriber
    settings: Settings
    partial_transcriber: Transcriber | None = None

    def begin(
        self,
        samples: Samples,
        quality: Quality,
        detected: str | None,
        *,
        context: str = "",
        wants_times: bool = False,
        detects: bool = False,
    ) -> Decoding:
        """Begins to decode int16[n]; `detected` is the source's language once it is certain."""
        fixed = self.settings.language if self.settings.language != "auto" else detected
        options = DecodeOptions(
            quality,
            fixed,
            self.settings.task,
            self.settings.vocabulary,
            context,
            wants_times,
            detects and self.settings.language == "auto",
        )
        is_partial = quality == "partial" and self.partial_transcriber is not None
        transcriber = self.partial_transcriber if is_partial else None
        return (transcriber or self.transcriber).begin(samples, options)

    def caption_language(self, spoken: str | None) -> str | None:
        """The language of the caption's text: a translation is English."""
        return "en" if self.settings.task == "translate" else spoken

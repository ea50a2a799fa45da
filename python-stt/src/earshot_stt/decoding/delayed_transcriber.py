"""A slow machine, for tests only: every decode takes at least the given time (`--decode-delay-ms`)."""

import time
from dataclasses import dataclass

from earshot_stt.decoding.transcriber import DecodeOptions, Decoding, Hypothesis, Transcriber
from earshot_stt.speech.limits import EngineLimits
from earshot_stt.wire.audio import Samples


@dataclass(frozen=True, slots=True)
class DelayedTranscriber:
    transcriber: Transcriber
    seconds: float

    @property
    def limits(self) -> EngineLimits:
        return self.transcriber.limits

    def decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        return self.begin(samples, options)()

    def begin(self, samples: Samples, options: DecodeOptions) -> Decoding:
        decoding = self.transcriber.begin(samples, options)

        def delayed() -> Hypothesis:
            time.sleep(self.seconds)
            return decoding()

        return delayed

    def close(self) -> None:
        self.transcriber.close()

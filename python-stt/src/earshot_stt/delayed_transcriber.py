"""A slow machine, for tests only: every decode takes at least the given time (`--decode-delay-ms`)."""

import time
from dataclasses import dataclass

from earshot_stt.audio import Samples
from earshot_stt.limits import EngineLimits
from earshot_stt.transcriber import DecodeOptions, Hypothesis, Transcriber


@dataclass(frozen=True, slots=True)
class DelayedTranscriber:
    transcriber: Transcriber
    seconds: float

    @property
    def limits(self) -> EngineLimits:
        return self.transcriber.limits

    def decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        time.sleep(self.seconds)
        return self.transcriber.decode(samples, options)

    def close(self) -> None:
        self.transcriber.close()

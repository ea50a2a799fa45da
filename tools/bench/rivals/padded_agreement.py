"""What most open local captioners do, as a program to compare Earshot's engine with.

    python padded_agreement.py --model DIRECTORY [--gated] [--fallback] [--longest-buffer 15] [--threads 0]

Each source has a buffer that is decoded whole, padded to 30 s, beam 5, with word times, whenever a second of
it is new; what two decodes agree on stays (engine study, row (a)). `--gated` lets faster-whisper's voice
detection cut out silence, `--fallback` retries at higher temperatures. The demo model's weights hold only
about 6 s, for which `--longest-buffer 5` is fairer where words are compared.

Lines in: `{"source", "pcm"}` (base64 of int16 at 16 kHz), at last `{"end": true}`.
Lines out: `{"ready": true}`; `{"source", "caption", "text", "isFinal", "startMs", "endMs"}` for each change;
`{"consumed": {"tab", "mic"}}` in frames; `{"done": true}`.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from frame_queue import FrameQueue, Source, State
from local_agreement import Caption, TimedWord
from padded_source import SAMPLE_RATE, Decode, Decoded, PaddedSource, Sound

_BEAM = 5
_TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def decoder(model: WhisperModel, *, gated: bool, fallback: bool) -> Decode:
    """`WhisperModel.transcribe` with the peers' settings."""

    def decode(sound: Sound) -> Decoded:
        segments, _ = model.transcribe(
            sound,
            language="en",
            beam_size=_BEAM,
            temperature=_TEMPERATURES if fallback else 0.0,
            word_timestamps=True,
            condition_on_previous_text=False,
            vad_filter=gated,
        )
        parts = [[TimedWord(w.word, w.start, w.end) for w in segment.words or ()] for segment in segments]
        return Decoded([word for part in parts for word in part], [part[-1].end for part in parts if part])

    return decode


class Rival:
    """Serves both sources with one model, the one that waits longer first."""

    def __init__(self, decode: Decode, longest_seconds: float) -> None:
        self._sources: dict[Source, PaddedSource] = {
            "tab": PaddedSource(decode, longest_seconds),
            "mic": PaddedSource(decode, longest_seconds),
        }
        self._consumed: dict[Source, int] = {"tab": 0, "mic": 0}
        self._shown: dict[Source, Caption | None] = {"tab": None, "mic": None}

    def run(self, queue: FrameQueue) -> State:
        """Decodes until the sender ends or is gone; everything is final at the end."""
        while True:
            source = max(self._sources, key=lambda name: self._sources[name].undecoded_samples)
            is_due = self._sources[source].is_due
            if is_due:
                self._tell(source, self._sources[source].step())
            frames, state = queue.take_now() if is_due else queue.take_all()
            for origin, pcm in frames:
                self._sources[origin].take(pcm)
                self._consumed[origin] += 1
            if is_due:
                say({"consumed": self._consumed})
            if state == "abandoned":
                return state
            if state == "ended" and not frames and not is_due:
                for name, rest in self._sources.items():
                    self._tell(name, rest.finish())
                say({"consumed": self._consumed})
                return state

    def _tell(self, source: Source, captions: list[Caption]) -> None:
        for caption in captions:
            shown = self._shown[source]
            is_new = shown is None or shown.number != caption.number
            if caption == shown or (is_new and not caption.words):
                continue
            self._shown[source] = caption
            words = caption.words
            text = "".join(word.text for word in words).strip()
            place = words or (shown.words if shown is not None else ())
            say(
                {
                    "source": source,
                    "caption": f"{source}-{caption.number}",
                    "text": text,
                    "isFinal": caption.is_final,
                    "startMs": round(place[0].start * 1000) if place else 0,
                    "endMs": round(place[-1].end * 1000) if place else 0,
                }
            )


def say(message: dict[str, object]) -> None:
    """Writes one line."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Runs the command line; see the module's docstring."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--gated", action="store_true")
    parser.add_argument("--fallback", action="store_true")
    parser.add_argument("--longest-buffer", type=float, default=15, help="seconds")
    parser.add_argument("--threads", type=int, default=0, help="0: the library's own choice")
    given = parser.parse_args()
    model = WhisperModel(str(given.model), device="cpu", compute_type="int8", cpu_threads=given.threads)
    decode = decoder(model, gated=given.gated, fallback=given.fallback)
    decode(np.random.default_rng(0).normal(0, 0.1, SAMPLE_RATE).astype(np.float32))
    say({"ready": True})
    if Rival(decode, given.longest_buffer).run(FrameQueue(sys.stdin)) == "ended":
        say({"done": True})


if __name__ == "__main__":
    main()

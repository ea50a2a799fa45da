"""Makes a 16-bit mono WAV of any sound file: at 48 kHz for a browser, at 16 kHz for the wire.

    python prepare_wav.py [--rate 48000] [--speed 1.0] [--pad-seconds 2.0] INPUT OUTPUT

Prints one line of JSON: `{"durationMs": …}` (of the sound at its new speed, without the silence added at its
end) or `{"error": "audio_unreadable" | "audio_empty", "message": …}` with exit code 1.
"""

import argparse
import json
import sys
import wave
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import av.error
import av.filter

BYTES_PER_SAMPLE = 2


class AudioError(Exception):
    """A file that holds no usable sound; `code` is one of tools/runtime/script-error.ts."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def prepare(source: Path, target: Path, rate: int, speed: float, pad_seconds: float) -> int:
    """Writes `target`; returns the sound's length in samples. Raises AudioError."""
    if source.stat().st_size == 0:
        raise AudioError("audio_empty", "the file has no bytes")
    sample_count = 0
    with wave.open(str(target), "wb") as output:
        output.setnchannels(1)
        output.setsampwidth(BYTES_PER_SAMPLE)
        output.setframerate(rate)
        for pcm in decoded(source, rate, speed):
            output.writeframesraw(pcm)
            sample_count += len(pcm) // BYTES_PER_SAMPLE
        if sample_count == 0:
            raise AudioError("audio_empty", "the file holds no samples")
        output.writeframesraw(bytes(round(pad_seconds * rate) * BYTES_PER_SAMPLE))
    return sample_count


def decoded(source: Path, rate: int, speed: float) -> Iterator[bytes]:
    """The first audio stream in pieces of PCM. Raises AudioError."""
    try:
        with av.open(str(source)) as container:
            if not container.streams.audio:
                raise AudioError("audio_unreadable", "the file holds no sound")
            stream = container.streams.audio[0]
            converter = Converter(rate, speed)
            for frame in container.decode(stream):
                yield from converter.convert(frame)
            yield from converter.convert(None)
    except av.error.FFmpegError as error:
        raise AudioError("audio_unreadable", str(error.strerror)) from error


class Converter:
    """Downmixes, resamples and, when the speed is not 1, stretches without changing the pitch."""

    def __init__(self, rate: int, speed: float) -> None:
        self._resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
        self._tempo = None if speed == 1 else tempo_filter(rate, speed)

    def convert(self, frame: av.AudioFrame | None) -> Iterator[bytes]:
        """The PCM that `frame` completes; None asks for what is left."""
        for piece in self._resampler.resample(frame):
            yield from self._stretch(piece)
        if frame is None and self._tempo is not None:
            yield from self._stretch(None)

    def _stretch(self, piece: av.AudioFrame | None) -> Iterator[bytes]:
        if self._tempo is None:
            if piece is not None:
                yield pcm_of(piece)
            return
        self._tempo.push(piece)
        while True:
            try:
                frame = self._tempo.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return  # wants more input, or is done
            if isinstance(frame, av.AudioFrame):
                yield pcm_of(frame)


def tempo_filter(rate: int, speed: float) -> av.filter.Graph:
    """A graph that plays `speed` times as fast."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(format="s16", sample_rate=rate, layout="mono", time_base=Fraction(1, rate))
    graph.link_nodes(
        source,
        graph.add("atempo", f"{speed}"),
        graph.add("aformat", f"sample_fmts=s16:sample_rates={rate}:channel_layouts=mono"),
        graph.add("abuffersink"),
    ).configure()
    return graph


def pcm_of(frame: av.AudioFrame) -> bytes:
    """The frame's samples, without the padding after them."""
    return bytes(frame.planes[0])[: frame.samples * BYTES_PER_SAMPLE]


def main() -> int:
    """Runs the command line; see the module's docstring."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=int, default=48_000)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--pad-seconds", type=float, default=2.0)
    parser.add_argument("input", type=Path)
    parser.add_argument("output", type=Path)
    given = parser.parse_args()
    try:
        samples = prepare(given.input, given.output, given.rate, given.speed, given.pad_seconds)
    except AudioError as error:
        sys.stdout.write(json.dumps({"error": error.code, "message": str(error)}) + "\n")
        return 1
    sys.stdout.write(json.dumps({"durationMs": samples * 1000 // given.rate}) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Decodes sound files that run on one clock and adds them up: python decode_pcm.py OUTPUT INPUT...

OUTPUT becomes raw little-endian int16 at 16 kHz, mono, as the wire carries it.
"""

import sys
from pathlib import Path

import av
import numpy as np

SAMPLE_RATE = 16_000


def decoded(path: str) -> np.ndarray:
    """int32[n]: wide enough to add several voices."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
    with av.open(path) as container:
        frames = [piece for frame in container.decode(audio=0) for piece in resampler.resample(frame)]
        frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(np.int32)


def main(output: str, *inputs: str) -> None:
    """Writes the sum of the inputs, as long as the longest."""
    voices = [decoded(path) for path in inputs]
    mixed = np.zeros(max(len(voice) for voice in voices), np.int32)
    for voice in voices:
        mixed[: len(voice)] += voice
    Path(output).write_bytes(np.clip(mixed, -32768, 32767).astype("<i2").tobytes())


if __name__ == "__main__":
    main(*sys.argv[1:])

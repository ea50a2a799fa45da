"""The files of a demo meeting: one Opus file per participant, and the script with the true times."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

DEMO = Path(__file__).parent
SAMPLE_RATE = 48_000
OPUS_BIT_RATE = 32_000
PEAK = 0.6
"""Loudest sample of every line, of full scale."""
LEAD_SECONDS = 1.0
TAIL_SECONDS = 1.5

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class SpokenLine:
    """What somebody says, so many seconds after the line before; a negative pause is an overlap."""

    speaker: str
    pause_seconds: float
    text: str
    wave: Samples


def write_meeting(script: str, audio: str, sources: Mapping[str, str], lines: Iterable[SpokenLine]) -> None:
    """Puts the lines one after another; writes `script` and, into the folder `audio`, a file per participant.

    `sources` names the participants, and the source through which Earshot hears each.
    """
    spoken: list[tuple[str, int, Samples]] = []
    said: list[dict[str, object]] = []
    end = round(LEAD_SECONDS * SAMPLE_RATE)
    for line in lines:
        start = end + round(line.pause_seconds * SAMPLE_RATE)
        end = start + len(line.wave)
        spoken.append((line.speaker, start, line.wave))
        times = {"startMs": start * 1000 // SAMPLE_RATE, "endMs": end * 1000 // SAMPLE_RATE}
        said.append({"speaker": line.speaker, "source": sources[line.speaker], "text": line.text, **times})

    total = end + round(TAIL_SECONDS * SAMPLE_RATE)
    (DEMO / audio).mkdir(exist_ok=True)
    for name in sources:
        track = np.zeros(total, np.float32)
        for speaker, start, wave in spoken:
            if speaker == name:
                track[start : start + len(wave)] += wave
        write_opus(DEMO / audio / f"{name.lower()}.opus", track)

    document = {
        "durationMs": total * 1000 // SAMPLE_RATE,
        "participants": [
            {"name": name, "source": source, "audio": f"{audio}/{name.lower()}.opus"}
            for name, source in sources.items()
        ],
        "lines": said,
    }
    (DEMO / script).write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def write_opus(path: Path, samples: Samples) -> None:
    """One mono Ogg Opus file, without anything that differs between two runs."""
    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=SAMPLE_RATE, layout="mono")
        stream.bit_rate = OPUS_BIT_RATE
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis, :], format="flt", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.time_base = Fraction(1, SAMPLE_RATE)
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))

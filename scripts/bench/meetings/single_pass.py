"""What a model makes of a meeting when it need not hurry: the reference that streaming is compared with.

    python single_pass.py --model DIRECTORY --meeting DIRECTORY --out FILE

Decodes every true utterance by itself with `WhisperModel.transcribe`, beam 5, without fallback and without
context, because the demo model's weights hold only about 6 s. Writes `{"tab": [...], "mic": [...]}` with
`{"startMs", "endMs", "text"}` for each stretch.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
from faster_whisper import WhisperModel
from stretches import Span, stretches

_SAMPLES_PER_MS = 16
_BEAM = 5


def transcript(model: WhisperModel, track: npt.NDArray[np.int16], stretch: Span) -> str:
    """What the model hears in a stretch of int16[n] at 16 kHz."""
    sound = track[stretch.start_ms * _SAMPLES_PER_MS : stretch.end_ms * _SAMPLES_PER_MS]
    segments, _ = model.transcribe(
        sound.astype(np.float32) / np.float32(32768),
        language="en",
        beam_size=_BEAM,
        temperature=0.0,
        condition_on_previous_text=False,
    )
    return "".join(segment.text for segment in segments).strip()


def main() -> None:
    """Runs the command line; see the module's docstring."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--meeting", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    model = WhisperModel(str(given.model), device="cpu", compute_type="int8", cpu_threads=1)
    meeting = json.loads((given.meeting / "meeting.json").read_text())
    heard: dict[str, list[dict[str, object]]] = {}
    for source in ("tab", "mic"):
        track = np.frombuffer((given.meeting / f"{source}.pcm").read_bytes(), "<i2")
        said = [
            [Span(word["startMs"], word["endMs"]) for word in utterance["words"]]
            for utterance in meeting["utterances"]
            if utterance["source"] == source
        ]
        heard[source] = [
            {"startMs": part.start_ms, "endMs": part.end_ms, "text": transcript(model, track, part)}
            for part in stretches(said, meeting["seconds"] * 1000)
        ]
    given.out.write_text(json.dumps(heard, indent=1) + "\n")


if __name__ == "__main__":
    main()

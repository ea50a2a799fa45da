"""The rival keeps to its line protocol and makes final what it heard."""

import base64
import json
from typing import Any

from earshot_stt.wire.audio import FRAME_SAMPLES
from support.bench_programs import DEMO_MODEL, run
from support.recordings import spoken, whole_frames, word_error_rate


def _rival(lines: list[dict[str, object]]) -> list[dict[str, Any]]:
    ran = run(
        "bench/rivals/padded_agreement.py",
        *("--model", str(DEMO_MODEL), "--gated", "--longest-buffer", "5", "--threads", "1"),
        lines="".join(json.dumps(line) + "\n" for line in lines),
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_the_rival_makes_final_what_was_said() -> None:
    samples, said = spoken(["good-morning"])
    frames = whole_frames(samples).reshape(-1, FRAME_SAMPLES)
    lines: list[dict[str, object]] = [
        {"source": "tab", "pcm": base64.b64encode(frame.tobytes()).decode()} for frame in frames
    ]

    heard = _rival([*lines, {"end": True}])

    captions = {line["caption"]: line for line in heard if "caption" in line}
    assert heard[0] == {"ready": True}
    assert heard[-1] == {"done": True}
    assert heard[-2] == {"consumed": {"tab": len(frames), "mic": 0}}
    assert all(caption["isFinal"] for caption in captions.values())
    text = " ".join(caption["text"] for caption in captions.values())
    assert word_error_rate(said, text) < 0.5


def test_the_rival_without_an_end_just_stops() -> None:
    assert _rival([]) == [{"ready": True}]

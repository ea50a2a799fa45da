"""What a model makes of a whole track when nobody waits for it.

    python single_pass.py --model DIRECTORY --language {auto,CODE} --out FILE SOUND

faster-whisper's own `transcribe`: beam 5, its own voice detection, its own fallback and context. Writes a
list of `{"startMs", "endMs", "text", "language"}`.
"""

import argparse
import json
from pathlib import Path

from faster_whisper import WhisperModel


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--language", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("sound", type=Path)
    given = parser.parse_args()
    model = WhisperModel(str(given.model), device="cpu", compute_type="int8")
    language = None if given.language == "auto" else given.language
    segments, about = model.transcribe(str(given.sound), language=language, beam_size=5, vad_filter=True)
    recognised = [
        {
            "startMs": round(segment.start * 1000),
            "endMs": round(segment.end * 1000),
            "text": segment.text.strip(),
            "language": about.language,
        }
        for segment in segments
    ]
    given.out.write_text(json.dumps(recognised, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()

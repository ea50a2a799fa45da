"""Writes a Whisper model that costs what OpenAI's cost: layers, widths, heads and vocabulary are theirs.

    python true_size_model.py --size tiny|base|small --weights demo|random --out DIRECTORY

`demo` says what the demo model says (espeak-ng's English, at most 6 s per window); `random` says nothing and
is for costs only. A directory that these sources have filled is left alone.
"""

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

from random_weights import randomised
from sizes import SIZES, VOCABULARY_ROWS, Size
from variables_file import read_variables, write_variables
from widen import widen

DEMO_MODEL = Path(__file__).resolve().parents[3] / "demo-model"
STAMP = "true-size-model.json"
"""Written last, with what the model was made from."""


def make_model(size: Size, weights: str, directory: Path) -> None:
    """Fills `directory` with a model that faster-whisper opens."""
    variables = widen(read_variables(DEMO_MODEL / "model.bin"), size)
    write_variables(directory / "model.bin", randomised(variables) if weights == "random" else variables)
    config = json.loads((DEMO_MODEL / "config.json").read_text())
    # Every copy of an alignment head attends alike; so many heads have OpenAI's models, too.
    layer, _ = config["alignment_heads"][0]
    config["alignment_heads"] = [[layer, head] for head in range(size.heads)]
    (directory / "config.json").write_text(json.dumps(config))
    tokens: list[str] = json.loads((DEMO_MODEL / "vocabulary.json").read_text())
    tokens += [f"<|unused-{token}|>" for token in range(len(tokens), VOCABULARY_ROWS)]
    (directory / "vocabulary.json").write_text(json.dumps(tokens))
    # What the weights were trained on bounds what they take at once.
    limits = () if weights == "random" else ("earshot.json",)
    for name in ("tokenizer.json", "preprocessor_config.json", *limits):
        shutil.copyfile(DEMO_MODEL / name, directory / name)


def _sources_hash() -> str:
    files = [*sorted(Path(__file__).parent.glob("*.py")), *sorted(DEMO_MODEL.iterdir())]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def main() -> int:
    """Runs the command line; see the module's docstring."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=tuple(SIZES), required=True)
    parser.add_argument("--weights", choices=("demo", "random"), required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    out: Path = given.out
    stamp = json.dumps({"size": given.size, "weights": given.weights, "madeFrom": _sources_hash()})
    if (out / STAMP).is_file() and (out / STAMP).read_text() == stamp:
        return 0
    if out.is_dir() and any(out.iterdir()) and not (out / STAMP).is_file():
        sys.stderr.write(f"{out} holds something else than a model of this script; name another directory\n")
        return 2
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as scratch:
        made = Path(scratch) / "model"
        made.mkdir()
        make_model(SIZES[given.size], given.weights, made)
        (made / STAMP).write_text(stamp)
        if out.exists():
            shutil.rmtree(out)
        made.replace(out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

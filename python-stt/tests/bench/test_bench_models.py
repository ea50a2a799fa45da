"""Models of the true sizes cost more than the demo model and say the same."""

from pathlib import Path

import ctranslate2
import numpy as np
import pytest
from faster_whisper import WhisperModel

from support.bench_programs import DEMO_MODEL, run
from support.recordings import SENTENCES, recording

_HOP = 160


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("models") / "tiny"
    made = run(
        "materials/models/true_size_model.py", "--size", "tiny", "--weights", "demo", "--out", str(directory)
    )
    assert (made.returncode, made.stderr) == (0, "")
    return directory


def _tokens(directory: Path, beam: int) -> list[list[int]]:
    """What the model says of each recorded sentence, decoded without padding."""
    whisper = WhisperModel(str(directory), device="cpu", compute_type="int8", cpu_threads=1)
    names = ("<|startoftranscript|>", "<|notimestamps|>")
    prompt = [token for name in names if (token := whisper.hf_tokenizer.token_to_id(name)) is not None]
    said: list[list[int]] = []
    for name in SENTENCES:
        samples, _ = recording(name)
        mel = whisper.feature_extractor(samples.astype(np.float32) / np.float32(32768))
        window = np.ascontiguousarray(mel[None, :, : len(samples) // _HOP], np.float32)
        encoded = whisper.model.encode(ctranslate2.StorageView.from_array(window))
        (result,) = whisper.model.generate(encoded, [prompt], beam_size=beam, max_length=120)
        said.append(result.sequences_ids[0])
    return said


@pytest.mark.parametrize("beam", [1, 5])
def test_a_true_size_model_says_what_the_demo_model_says(tiny: Path, beam: int) -> None:
    expected = _tokens(DEMO_MODEL, beam)

    assert all(len(tokens) > 3 for tokens in expected)
    assert _tokens(tiny, beam) == expected


def test_a_true_size_model_is_made_once(tiny: Path) -> None:
    made_at = (tiny / "model.bin").stat().st_mtime_ns

    again = run(
        "materials/models/true_size_model.py", "--size", "tiny", "--weights", "demo", "--out", str(tiny)
    )

    assert again.returncode == 0
    assert (tiny / "model.bin").stat().st_mtime_ns == made_at


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    refused = run(
        "materials/models/true_size_model.py", "--size", "tiny", "--weights", "demo", "--out", str(tmp_path)
    )

    assert refused.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]

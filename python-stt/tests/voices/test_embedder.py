"""The speaker model that is shipped, on human voices (WHO-2)."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest
from faster_whisper.audio import decode_audio

from earshot_stt.voices.embedder import CampPlusEmbedder
from earshot_stt.voices.filterbank import features
from earshot_stt.wire.audio import SAMPLE_RATE, Samples
from support.sidecar import ROOT

_SHA256 = "e87931ae8038730867438c66b491e2aecee2535c0c194926965f639e9382b464"
"""What `tools/setup/convert_speaker_model.py` prints."""


def _clip(name: str) -> Samples:
    sound = decode_audio(str(ROOT / "speech" / "clips" / f"{name}.flac"))
    return (sound * 32767).astype(np.int16)


def test_the_weights_are_those_that_the_converter_writes() -> None:
    content = (files("earshot_stt.voices") / "campplus.onnx").read_bytes()

    assert hashlib.sha256(content).hexdigest() == _SHA256


def test_one_voice_is_like_itself_and_unlike_others() -> None:
    """WHO-2: four seconds of each; what decides is 0.45."""
    embedder = CampPlusEmbedder()
    jfk, reader = _clip("en_jfk"), _clip("en_libri_198_209_0000")
    half = len(jfk) // 2
    first, second = embedder.embed(jfk[:half]), embedder.embed(jfk[half:])
    other = embedder.embed(reader[: 4 * SAMPLE_RATE])

    assert float(first @ second) > 0.6
    assert abs(float(first @ other)) < 0.3
    assert float(first @ first) == pytest.approx(1.0, abs=1e-5)


def test_loudness_says_nothing_of_a_voice() -> None:
    embedder = CampPlusEmbedder()
    loud = _clip("en_jfk")[: 3 * SAMPLE_RATE]

    assert float(embedder.embed(loud) @ embedder.embed(loud // 8)) > 0.95


def test_features_of_a_tone_lie_in_its_band() -> None:
    """Of white noise with a tone, the tone's band is what is louder later than before."""
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    noise = np.random.default_rng(1).standard_normal(SAMPLE_RATE) * 100
    tone = np.where(time < 0.5, 0, 8000 * np.sin(2 * np.pi * 1000 * time))

    bands = features((noise + tone).astype(np.int16))

    assert bands.shape == (98, 80)
    assert np.abs(bands.mean(axis=0)).max() < 1e-3
    difference = bands[60:90].mean(axis=0) - bands[5:40].mean(axis=0)
    # 1000 Hz are 999 mel of 31.7 to 2840, in 81 steps.
    assert int(np.argmax(difference)) in (26, 27, 28)


def test_less_than_a_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="less than a frame"):
        features(np.zeros(399, np.int16))

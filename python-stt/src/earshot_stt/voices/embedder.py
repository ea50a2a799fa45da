"""What a voice is like, as 192 numbers: CAM++ of 3D-Speaker (Apache-2.0, licence beside it; ADR-050).

`campplus.onnx` is `speech_campplus_sv_zh_en_16k-common_advanced`, converted by
`tools/setup/convert_speaker_model.py`; arXiv 2303.00332.
"""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from earshot_stt.runtime.onnx_model import open_onnx_model
from earshot_stt.voices.filterbank import features
from earshot_stt.wire.audio import Samples

EMBEDDING_SIZE = 192
Embedding = npt.NDArray[np.float32]
"""float32[192] of length 1: the scalar product of two says how alike the voices are, 1 at most."""


def unit(vector: npt.NDArray[np.float32]) -> Embedding:
    """The vector's direction."""
    return vector / np.float32(np.linalg.norm(vector))


class SpeakerEmbedder(Protocol):
    """Makes an embedding of speech of one person."""

    def embed(self, samples: Samples) -> Embedding:
        """Of int16[n], 0.8 s at least for it to say anything."""
        ...


class CampPlusEmbedder:
    """Some 25 ms of one core for each second of speech."""

    def __init__(self) -> None:
        self._session = open_onnx_model("earshot_stt.voices", "campplus.onnx")

    def embed(self, samples: Samples) -> Embedding:
        (embeddings,) = self._session.run(None, {"feats": features(samples)[None]})
        embedding = embeddings.reshape(-1)
        return unit(embedding)

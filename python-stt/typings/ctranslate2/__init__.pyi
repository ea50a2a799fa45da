"""What Earshot uses of CTranslate2, which ships no types."""

import numpy as np
import numpy.typing as npt
from ctranslate2 import models as models

__version__: str

class Device:
    cpu: Device

class StorageView:
    @staticmethod
    def from_array(array: npt.NDArray[np.float32]) -> StorageView: ...
    def to_device(self, device: Device) -> StorageView: ...
    def __array__(self) -> npt.NDArray[np.float32]: ...

def get_cuda_device_count() -> int: ...

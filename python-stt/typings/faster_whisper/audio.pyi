import numpy as np
import numpy.typing as npt

def decode_audio(input_file: str, sampling_rate: int = ...) -> npt.NDArray[np.float32]: ...

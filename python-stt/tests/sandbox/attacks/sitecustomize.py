"""Imported by Python itself before a program begins: tries from within what the program must not do.

A thread that is older than the program waits until the named pipe `ATTACK_PIPE` is written to, and then
writes into it what came of each attempt.
"""

import json
import os
from pathlib import Path
from threading import Thread


def _attack(pipe: Path) -> None:
    pipe.read_bytes()
    from attempts import every_attempt

    pipe.write_text(json.dumps(every_attempt()))


if "ATTACK_PIPE" in os.environ:
    Thread(target=_attack, args=(Path(os.environ["ATTACK_PIPE"]),), daemon=True).start()

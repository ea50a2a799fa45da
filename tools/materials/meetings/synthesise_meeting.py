"""Makes a recording of two sources with the true times of every word.

    python synthesise_meeting.py --scenario NAME --seconds N --seed S --out DIRECTORY

NAME is meeting, monologue, nothing or silence. Writes `tab.pcm` and `mic.pcm` (raw little-endian int16 at
16 kHz, mono, equally long) and `meeting.json`. The same arguments and libraries give the same bytes. Needs
espeak-ng for what is spoken; without it the exit code is 2.
"""

import argparse
import sys
from pathlib import Path

from scenarios import SCENARIOS, scenario

_FEWEST_SECONDS = 20


def main() -> int:
    """Runs the command line; see the module's docstring."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scenario", choices=tuple(SCENARIOS), required=True)
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    if given.seconds < _FEWEST_SECONDS:
        parser.error(f"--seconds must be at least {_FEWEST_SECONDS}")
    try:
        recording = scenario(given.scenario, given.seconds, given.seed)
    except OSError:
        sys.stderr.write("libespeak-ng.so.1 is missing; install it with: apt-get install espeak-ng\n")
        return 2
    recording.write(given.out, given.scenario, given.seed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

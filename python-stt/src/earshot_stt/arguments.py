"""The command line: the only place where paths come from (SEC-2)."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from earshot_stt.captions.benchmark_switches import EngineSwitches, add_switches, switches_of
from earshot_stt.models.catalogue import ModelCatalogue, add_model_arguments, catalogue_of

_UNLOAD_AFTER_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Arguments:
    catalogue: ModelCatalogue
    decode_delay_seconds: float
    unload_after_seconds: float
    switches: EngineSwitches


def parse_arguments(words: Sequence[str]) -> Arguments:
    """Ends the program with a usage message when the words make no sense."""
    parser = argparse.ArgumentParser(prog="python -m earshot_stt", description="Captions over JSON Lines.")
    add_model_arguments(parser)
    parser.add_argument(
        "--unload-after-s",
        type=float,
        default=_UNLOAD_AFTER_SECONDS,
        metavar="N",
        help="how long an idle model stays in memory",
    )
    parser.add_argument(
        "--decode-delay-ms",
        type=int,
        default=0,
        metavar="N",
        help="for tests only: every decode takes at least that long",
    )
    add_switches(parser)
    given = parser.parse_args(words)
    delay_seconds = given.decode_delay_ms / 1000
    return Arguments(catalogue_of(given, parser), delay_seconds, given.unload_after_s, switches_of(given))

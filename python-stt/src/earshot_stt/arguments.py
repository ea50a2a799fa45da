"""The command line: the only place where paths come from (SEC-2)."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from earshot_stt.model_catalogue import ModelCatalogue
from earshot_stt.models.table import SHIPPED_TABLE, read_table
from earshot_stt.switches import EngineSwitches, add_switches, switches_of

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
    _add_model_arguments(parser)
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
    return Arguments(_catalogue_of(given, parser), delay_seconds, given.unload_after_s, switches_of(given))


def parse_model_arguments(program: str, words: Sequence[str]) -> ModelCatalogue:
    """What a program is told that only needs to know where models lie; ends it as `parse_arguments` does."""
    parser = argparse.ArgumentParser(prog=f"python -m {program}")
    _add_model_arguments(parser)
    return _catalogue_of(parser.parse_args(words), parser)


def _add_model_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo-model", type=Path, required=True, metavar="DIR")
    parser.add_argument("--model-cache", type=Path, required=True, metavar="DIR", help="downloads go here")
    parser.add_argument(
        "--local-model",
        type=_named_directory,
        action="append",
        default=[],
        metavar="NAME=DIR",
        help="a model directory of the user's own; may be given again",
    )
    parser.add_argument(
        "--model-table",
        type=Path,
        default=SHIPPED_TABLE,
        metavar="FILE",
        help="what can be downloaded, with sizes and checksums",
    )
    parser.add_argument("--offline", action="store_true", help="nothing is downloaded")


def _catalogue_of(given: argparse.Namespace, parser: argparse.ArgumentParser) -> ModelCatalogue:
    try:
        table = read_table(given.model_table)
    except (OSError, ValueError, RecursionError) as error:
        parser.error(f"{given.model_table} is no table of models: {error}")
    return ModelCatalogue(given.demo_model, dict(given.local_model), given.model_cache, given.offline, table)


def _named_directory(word: str) -> tuple[str, Path]:
    name, separator, directory = word.partition("=")
    if not (name and separator and directory):
        raise argparse.ArgumentTypeError("expected NAME=DIR")
    return name, Path(directory)

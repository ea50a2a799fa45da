"""Where models lie, by the command line: the only place where their paths come from (SEC-2)."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from earshot_stt.models.catalogue import ModelCatalogue
from earshot_stt.models.table import SHIPPED_TABLE, read_table


def parse_model_arguments(program: str, words: Sequence[str]) -> ModelCatalogue:
    """Of a program that only needs to know where models lie; ends it as `parse_arguments` does."""
    parser = argparse.ArgumentParser(prog=f"python -m {program}")
    add_model_arguments(parser)
    return catalogue_of(parser.parse_args(words), parser)


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
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


def catalogue_of(given: argparse.Namespace, parser: argparse.ArgumentParser) -> ModelCatalogue:
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

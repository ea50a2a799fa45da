"""What may be downloaded is named by one table, which is read strictly (SEC-2, ADR-026)."""

import json
from pathlib import Path
from typing import Any

import pytest

from earshot_stt.models.table import SHIPPED_TABLE, read_table


def _with(place: tuple[str | int, ...], value: object, file: Path) -> Path:
    """The shipped table with one value of its first packaged model replaced."""
    table: dict[str, Any] = json.loads(SHIPPED_TABLE.read_text("utf-8"))
    entry: Any = next(model for model in table["models"] if model.get("packages"))
    for step in place[:-1]:
        entry = entry[step]
    entry[place[-1]] = value
    file.write_text(json.dumps(table), "utf-8")
    return file


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("name",), "../tiny"),
        (("name",), "tiny\n"),
        (("revision",), "main"),
        (("repository",), "/etc/passwd"),
        (("files",), None),
        (("files", 0, "name"), "../model.bin"),
        (("files", 0, "name"), "model.py"),
        (("files", 0, "bytes"), 0),
        (("files", 0, "bytes"), True),
        (("files", 0, "sha256"), "A" * 64),
        (("packages", "wheels"), []),
        (("packages", "files", 0, "parts", 0, "member"), "../model.bin"),
    ],
)
def test_a_table_with_anything_wrong_in_it_is_refused(
    place: tuple[str | int, ...], value: object, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=r"\$\.models"):
        read_table(_with(place, value, tmp_path / "models.json"))


def test_the_shipped_table_is_read_and_newer_fields_are_ignored(tmp_path: Path) -> None:
    table = read_table(_with(("languages",), ["en"], tmp_path / "models.json"))

    assert table == read_table(SHIPPED_TABLE)
    assert table.offered[:2] == ("tiny", "base")

"""The packages of `earshot_stt` import one another one way only (README.md, ADR-031)."""

import ast
from pathlib import Path

import earshot_stt

_ROOT = Path(earshot_stt.__file__).parent
_ORDER = (
    "runtime",
    "sandbox",
    "wire",
    "speech",
    "decoding",
    "models",
    "download",
    "loading",
    "captions",
    "engine",
)
"""A package may import itself and those before it; the modules beside the packages may import all."""
_MOST_FILES = 15


def _imported_packages(module: Path) -> set[str]:
    nodes = ast.walk(ast.parse(module.read_text("utf-8")))
    names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[1] for name in names if name.startswith("earshot_stt.")}


def test_packages_import_only_those_before_them() -> None:
    assert {path.parent.name for path in _ROOT.glob("*/__init__.py")} == set(_ORDER)

    backward = [
        f"{module.relative_to(_ROOT)} imports {imported}"
        for position, package in enumerate(_ORDER)
        for module in sorted((_ROOT / package).glob("*.py"))
        for imported in sorted(_imported_packages(module) - set(_ORDER[: position + 1]))
    ]

    assert backward == []


def test_a_package_holds_one_subject() -> None:
    crowded = [package for package in _ORDER if len(list((_ROOT / package).glob("[!_]*.py"))) > _MOST_FILES]

    assert crowded == []

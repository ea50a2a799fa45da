"""The packages and modules of `earshot_stt` import one another one way only (README.md, ADR-031)."""

import ast
from pathlib import Path

import earshot_stt

_ROOT = Path(earshot_stt.__file__).parent
_ORDER = (
    "runtime",
    "sandbox",
    "wire",
    "speech",
    "echo",
    "voices",
    "decoding",
    "models",
    "download",
    "loading",
    "captions",
    "engine",
)
"""A package may import itself and those before it; the modules beside the packages may import all."""
_MOST_FILES = 15


_PROGRAM = {"arguments", "program", "__init__", "__main__"}
"""The modules beside the packages."""
_TESTS = Path(__file__).parent


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


def _modules() -> list[Path]:
    return sorted(module for package in _ORDER for module in (_ROOT / package).glob("[!_]*.py"))


def _imported_modules(module: Path) -> set[Path]:
    """What is imported with the module itself, and not by one of its functions or for types only."""
    statements = ast.parse(module.read_text("utf-8")).body
    names = [node.module or "" for node in statements if isinstance(node, ast.ImportFrom)]
    return {
        _ROOT.parent / f"{name.replace('.', '/')}.py" for name in names if name.startswith("earshot_stt.")
    }


def test_modules_import_one_another_one_way_only() -> None:
    imports = {module: _imported_modules(module) for module in _modules()}
    while free := {module for module, imported in imports.items() if not imported & set(imports)}:
        imports = {module: imported for module, imported in imports.items() if module not in free}

    assert imports == {}


def _only_hands_on(statement: ast.stmt) -> bool:
    """Whether it imports, documents, names again, or calls a function with the arguments it was given."""
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(value=ast.Name() | ast.Attribute()):
            return True
        case ast.FunctionDef(args=parameters):
            does = [
                line for line in statement.body if not isinstance(getattr(line, "value", None), ast.Constant)
            ]
            given = [ast.dump(ast.Name(each.arg, ast.Load())) for each in parameters.args]
            match does:
                case [ast.Return(value=ast.Call(args=arguments, keywords=[]))]:
                    return [ast.dump(argument) for argument in arguments] == given
                case [ast.Expr(value=ast.Call(args=arguments, keywords=[]))]:
                    return [ast.dump(argument) for argument in arguments] == given
                case _:
                    return False
        case _:
            return False


def test_no_module_only_forwards() -> None:
    forwarding = [
        str(module.relative_to(_ROOT))
        for module in _modules()
        if all(_only_hands_on(statement) for statement in ast.parse(module.read_text("utf-8")).body)
    ]

    assert forwarding == []


def test_the_guard_knows_a_forwarding_module() -> None:
    code = """from a import b, c\ndef f(x, y):\n    'Does it.'\n    return b(x, y)\ng = c"""
    works = "def f(x):\n    return x + 1"

    assert all(_only_hands_on(statement) for statement in ast.parse(code).body)
    assert not any(_only_hands_on(statement) for statement in ast.parse(works).body)


def test_modules_beside_the_packages_only_wire() -> None:
    assert {path.stem for path in _ROOT.glob("*.py")} == _PROGRAM


def test_the_tests_have_a_room_for_each_package() -> None:
    rooms = {path.parent.name for path in _TESTS.glob("*/test_*.py")}

    assert rooms == {*_ORDER, "bench"}
    assert [path.name for path in _TESTS.glob("test_*.py")] == [Path(__file__).name]


def test_a_package_holds_one_subject() -> None:
    crowded = [
        f"{folder.parent.name}/{folder.name}"
        for root in (_ROOT, _TESTS)
        for folder in root.iterdir()
        if folder.is_dir() and len(list(folder.glob("[!_]*.py"))) > _MOST_FILES
    ]

    assert crowded == []

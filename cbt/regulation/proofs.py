"""Which tests show which clause: read from the tests' `clause` marks, kept in proofs.json.

`python -m cbt.regulation.proofs` writes the file anew from the folder tests/.
"""

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

FILE = Path(__file__).parent / "proofs.json"


def read() -> Mapping[str, list[str]]:
    """Return the tests of each clause, as `tests/regulation/test_filing.py::test_name`."""
    found: dict[str, list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def collect(home: Path) -> dict[str, list[str]]:
    """Return the tests of each clause, from the marks in the files under `home`/tests."""
    found: dict[str, set[str]] = {}
    for file in sorted((home / "tests").rglob("test_*.py")):
        name = file.relative_to(home).as_posix()
        for clause, test in _marks(ast.parse(file.read_text(encoding="utf-8"))):
            found.setdefault(clause, set()).add(f"{name}::{test}")
    return {clause: sorted(found[clause]) for clause in sorted(found)}


def _marks(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and _is_clause(decorator.func):
                    for argument in decorator.args:
                        if isinstance(argument, ast.Constant):
                            yield str(argument.value), node.name


def _is_clause(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr == "clause"


def write(home: Path) -> None:
    """Write proofs.json anew."""
    text = json.dumps(collect(home), indent=1, ensure_ascii=False)
    FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path.cwd())

"""The journeys stand outside: not one import of what they test."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = sorted(HERE.rglob("*.py"))


def imported(source: str) -> set[str]:
    """Top-level packages that a source imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(HERE)))
def test_nothing_of_ours_is_imported(file: Path) -> None:
    assert not imported(file.read_text("utf-8")) & {"services", "shared"}


def test_the_guard_bites() -> None:
    assert imported("def f():\n    from shared.events import hall\n    import services.hall") == {"shared", "services"}

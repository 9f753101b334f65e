"""What importing alone does not show. `python -m tests.architecture.source_rules` prints the breaches.

- only settings modules read the environment
- rules do not ask for the time: they are told
- nobody uses `asyncio.wait_for`: up to Python 3.11 it swallows a cancellation that comes as its time is over
- every folder with modules is a package, else import-linter does not see it
- only shared/store takes a row class's bare Core table: elsewhere `table_of`, and a `Statement` that names its sandbox
- nobody imports for types only: that hides a circle
- a state of a life cycle (lifecycle.toml) is named in that file and in its rules (rules/lifecycle.py), nowhere else
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PACKAGES = ("shared", "services", "client/shentu")
ENVIRONMENT = {"environ", "environb", "getenv", "getenvb"}
CLOCK = {"now", "today", "utcnow"}
SWALLOWS = {"wait_for"}
BARE_TABLE = {"__table__"}
TYPES_ONLY = "TYPE_CHECKING"
LIFECYCLE = "lifecycle.toml"


def breaches(root: Path) -> Iterator[str]:
    """One line a breach: `path:line: what is wrong`."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            where = path.relative_to(root)
            if not (path.parent / "__init__.py").exists():
                yield f"{where}: a module outside any package: add __init__.py beside it"
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                yield from (f"{where}:{line}: {wrong}" for line, wrong in _judge(node, path))
    for states in sorted((root / "services").rglob(LIFECYCLE)):
        yield from (f"{where.relative_to(root)}:{line}: {wrong}" for where, line, wrong in _states_named(states))


def _states_named(lifecycle: Path) -> Iterator[tuple[Path, int, str]]:
    """A status written into the code would not follow when the life cycle changes."""
    states = set(tomllib.loads(lifecycle.read_text("utf-8")))
    for path in sorted(lifecycle.parent.rglob("*.py")):
        if path == lifecycle.parent / "rules" / "lifecycle.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in states:
                yield path, node.lineno, f"a status outside {LIFECYCLE} and its rules: ask them instead"


def _judge(node: ast.AST, path: Path) -> Iterator[tuple[int, str]]:
    names = _named(node)
    if names & ENVIRONMENT and path.name != "settings.py":
        yield getattr(node, "lineno", 0), "only settings.py reads the environment"
    if names & SWALLOWS:
        yield getattr(node, "lineno", 0), "wait_for swallows cancellations: use asyncio.timeout"
    if (isinstance(node, ast.Name) and node.id == TYPES_ONLY) or TYPES_ONLY in names:
        yield getattr(node, "lineno", 0), "an import for types only hides a circle: let the arrow point one way"
    if names & BARE_TABLE and "store" not in path.parts:
        yield getattr(node, "lineno", 0), "a bare table sees every sandbox: use table_of and Statement of shared.store"
    if "rules" in path.parts and isinstance(node, ast.Call) and _named(node.func) & CLOCK:
        yield node.lineno, "rules do not ask for the time: take `now` or `today` as an argument"


def _named(node: ast.AST) -> set[str]:
    """What a node picks out of a module or an object: `os.environ`, `from os import environ`, `datetime.now`."""
    if isinstance(node, ast.Attribute):
        return {node.attr}
    if isinstance(node, ast.ImportFrom) and node.module in ("os", "asyncio"):
        return {alias.name for alias in node.names}
    return set()


def main() -> int:
    found = list(breaches(Path.cwd()))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"Source rules: {len(found)} broken." if found else "Source rules: all kept.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

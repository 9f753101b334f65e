"""Which code is mutated, which tests answer for it, and which of them run a given line."""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from coverage import CoverageData

# Business code and the tests that are its own: whoever wrote a rule should have tested it here.
PACKAGES = {
    "services/hall": "tests/hall",
    "services/review": "tests/review",
    "services/sms": "tests/sms",
    "services/gateway/portal": "tests/gateway/portal",
    "services/gateway/traces": "tests/gateway",
    "services/gateway/instruments": "tests/gateway/instruments",
}
LAYERS = ("actions", "rules")
DOORS = ("route.py", "show.py")

Covering = Mapping[tuple[str, int], set[str]]
"""(file, line) → the tests that run it, `tests/…/test_x.py::test_name`."""


def package_of(path: str) -> str:
    """The package a mutated file belongs to."""
    return next(package for package in PACKAGES if path.startswith(f"{package}/"))


def mutated_files(root: Path) -> list[str]:
    """actions/ and rules/ of every package, and what instruments do, sorted."""
    layers = [(root / package, layer) for package in PACKAGES for layer in LAYERS]
    layers += [(root / "services/gateway/instruments", "*")]
    found = (file for package, layer in layers for file in package.glob(f"{layer}/**/*.py"))
    return sorted(str(file.relative_to(root)) for file in found if file.name not in DOORS)


def covering(root: Path, packages: set[str]) -> Covering:
    """Run the packages' tests once, whole; raises SystemExit when one of them fails without any fault planted."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for package in sorted(packages):
        data = root / f".coverage.{package.replace('/', '.')}"
        options = ["-q", "-p", "no:cacheprovider", f"--cov={package}", "--cov-context=test", "--cov-report="]
        command = [sys.executable, "-m", "pytest", *options, PACKAGES[package]]
        run = subprocess.run(
            command, cwd=root, env=environment(COVERAGE_FILE=str(data)), capture_output=True, text=True
        )
        if run.returncode:
            raise SystemExit(f"The tests of {package} fail before any fault is planted:\n{run.stdout[-3000:]}")
        _read(data, root, found)
    return found


def environment(**more: str) -> dict[str, str]:
    """Of a test run: no compiled files, since a mutant's would look as new as the original's."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **more}


def _read(file: Path, root: Path, found: dict[tuple[str, int], set[str]]) -> None:
    data = CoverageData(str(file))
    data.read()
    for measured in data.measured_files():
        path = str(Path(measured).relative_to(root))
        for line, contexts in data.contexts_by_lineno(measured).items():
            found[path, line] |= {context.partition("|")[0].partition("[")[0] for context in contexts if context}

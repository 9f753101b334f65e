"""`python -m tests.mutants --number 200`: plants faults one by one and tells which of them no test notices.

The faults are drawn with a fixed seed over `actions/` and `rules/` of every package; each is judged by that package's
own tests that run its line. Works on copies of the checkout, one a worker.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Annotated

import typer

from tests.mutants.mutations import Mutant, mutants_of
from tests.mutants.packages import PACKAGES, Covering, covering, environment, mutated_files, package_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COPIED = ("services", "shared", "client", "examples", "tests", "docs", "bench", "pyproject.toml", "README.md")
PATIENCE_SECONDS = 300.0
MOST_NAMED = 40
"""Of more tests than this their files are run, those first in which most of them are."""


def main(
    number: Annotated[int, typer.Option(min=1, help="How many faults to plant.")] = 200,
    seed: Annotated[int, typer.Option(help="Which ones: the same seed, the same faults.")] = 1,
    workers: Annotated[int, typer.Option(min=1)] = 2,
    only: Annotated[str, typer.Option(help="Only files whose path begins so, e.g. services/hall.")] = "",
) -> None:
    """Plant faults, and count those no test notices."""
    files = [path for path in mutated_files(ROOT) if path.startswith(only)]
    everything = [mutant for path in files for mutant in mutants_of(ROOT, path)]
    drawn = random.Random(seed).sample(everything, min(number, len(everything)))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        places = [_copy(Path(folder) / str(worker)) for worker in range(workers)]
        lines = covering(places[0], {package_of(mutant.path) for mutant in drawn})
        print(f"{len(everything)} possible faults, {len(drawn)} drawn with seed {seed}", flush=True)
        outcomes = _judge_all(drawn, lines, places)
    _report(outcomes, time.monotonic() - began)


def _copy(place: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, place / name)
    return place


def _judge_all(drawn: list[Mutant], lines: Covering, places: list[Path]) -> dict[Mutant, str]:
    free: Queue[Path] = Queue()
    for place in places:
        free.put(place)

    def judge(mutant: Mutant) -> tuple[Mutant, str]:
        place = free.get()
        try:
            outcome = _judged(mutant, lines, place)
        finally:
            free.put(place)
        if outcome == "survived":
            print(f"  survived: {mutant}", flush=True)
        return mutant, outcome

    outcomes: dict[Mutant, str] = {}
    with ThreadPoolExecutor(len(places)) as pool:
        for mutant, outcome in pool.map(judge, drawn):
            outcomes[mutant] = outcome
            if len(outcomes) % 20 == 0:
                print(f"  {len(outcomes)} of {len(drawn)}: {dict(Counter(outcomes.values()))}", flush=True)
    return outcomes


def _judged(mutant: Mutant, lines: Covering, place: Path) -> str:
    """`killed`, `survived` or `equivalent` (named in equivalent.toml)."""
    if _equivalent(mutant):
        return "equivalent"
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *_tests_of(mutant, lines)]
    with _planted(mutant, place):
        try:
            run = subprocess.run(command, cwd=place, env=environment(), capture_output=True, timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            return "killed"  # it hangs: somebody would notice
    return "killed" if run.returncode else "survived"


def _tests_of(mutant: Mutant, lines: Covering) -> list[str]:
    named = lines.get((mutant.path, mutant.line), set())
    if not named:  # it runs when the file is loaded: whoever runs what is in the file may notice
        named = {test for (path, _), tests in lines.items() if path == mutant.path for test in tests}
    if not named:
        return [PACKAGES[package_of(mutant.path)]]
    if len(named) <= MOST_NAMED:
        return sorted(named)
    return [file for file, _ in Counter(one.partition("::")[0] for one in sorted(named)).most_common()]


@contextmanager
def _planted(mutant: Mutant, place: Path) -> Iterator[None]:
    file = place / mutant.path
    before = file.read_text("utf-8")
    file.write_text(mutant.source(place), "utf-8")
    try:
        yield
    finally:
        file.write_text(before, "utf-8")


def _equivalent(mutant: Mutant) -> bool:
    """Whether it is named as a fault that changes nothing; by the line's text, since line numbers wander."""
    named = tomllib.loads((HERE / "equivalent.toml").read_text("utf-8")).get("mutant", [])
    text = (ROOT / mutant.path).read_text("utf-8").splitlines()[mutant.line - 1].strip()
    return (mutant.path, text, mutant.change) in {(item["path"], item["line"], item["change"]) for item in named}


def _report(outcomes: dict[Mutant, str], seconds: float) -> None:
    survived = [mutant for mutant, outcome in outcomes.items() if outcome == "survived"]
    for mutant in survived:
        print(f"survived: {mutant}")
    counted = Counter(outcomes.values())
    share = 100 * counted["survived"] / len(outcomes)
    print(f"{len(outcomes)} faults in {seconds / 60:.0f} min: {counted['killed']} noticed, {counted['equivalent']} "
          f"equivalent, {counted['survived']} survived ({share:.1f} %)")  # fmt: skip


if __name__ == "__main__":
    typer.run(main)

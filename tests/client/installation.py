"""An empty environment into which our wheel is installed, as a developer does it."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.engines.engine import NotInstalled
from tests.processes import ROOT

_OFFLINE = re.compile(r"No matching distribution|Could not find a version|ConnectionError|Connection refused|timed out")
_OURS = ("SHENTU_", "PYTHON", "PYTEST")


class Environment:
    """A virtual environment, and the wheel built today."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "env"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", self._folder], check=True)
        self.python = str(self._folder / "bin" / "python")
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        [self.wheel] = map(str, (folder / "dist").glob("shentu-*.whl"))

    def install(self, *what: str) -> None:
        """In the versions that are shipped. Raises NotInstalled where no package index can be reached."""
        lock = str(ROOT / "requirements-dev.lock")
        pip = [sys.executable, "-m", "pip", "--python", self.python, "install", "--quiet", "--retries", "1", "-c", lock]
        done = subprocess.run([*pip, "--no-compile", *what], capture_output=True, text=True, check=False)
        if done.returncode and _OFFLINE.search(done.stderr):
            raise NotInstalled(f"no package index can be reached from here: {done.stderr[-300:]}")
        assert done.returncode == 0, done.stderr

    def distributions(self) -> set[str]:
        """What is in it."""
        asked = "import importlib.metadata as m; print(*{d.name.lower() for d in m.distributions()})"
        return set(self.run("-c", asked).stdout.split())

    def run(self, *words: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        """Its Python, which sees nothing of this checkout."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        return subprocess.run(
            [self.python, *words], cwd=cwd or self._folder, env=clean | env, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

"""The command `shentu` as a process."""

import os
import subprocess
import sys
from pathlib import Path

from tests.processes import ROOT

WORDS = [sys.executable, "-m", "shentu"]


def environment(**env: str) -> dict[str, str]:
    """Without anybody's settings; with the client, which is not installed here."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SHENTU_")}
    return inherited | {"PYTHONPATH": str(ROOT / "client")} | env


def shentu(*words: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run(
        [*WORDS, *words], cwd=cwd, env=environment(**env), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip

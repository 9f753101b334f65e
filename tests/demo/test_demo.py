"""`make demo`: the story is told to its end, with the final SMS, on a fresh instance that leaves nothing behind."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.processes import ROOT

SCENES = 14


def demo(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "services", "demo", *arguments], cwd=ROOT, env=os.environ | {"TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_the_story_ends_with_the_account_on_the_phone(tmp_path: Path) -> None:
    told = demo(folder=tmp_path)
    assert told.returncode == 0, told.stdout + told.stderr
    assert len(re.findall(r"^ ?\d+  .* \d+ ms$", told.stdout, re.MULTILINE)) == SCENES
    assert "短信 SMS → 13800000001" in told.stdout
    assert "初始密码" in told.stdout
    assert "项目已提交" in told.stdout
    assert "review.project.pushed" in told.stdout
    assert list(tmp_path.iterdir()) == [], "the instance left something behind"


def test_a_story_that_cannot_be_told_says_why(tmp_path: Path) -> None:
    told = demo("--url", "http://127.0.0.1:9", folder=tmp_path)
    assert told.returncode == 1
    assert "The story ends here" in told.stdout
    assert "Traceback" not in told.stdout + told.stderr

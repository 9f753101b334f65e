"""The Python blocks of the how-to pages run as they stand, but for the address."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.client.command import environment
from tests.processes import ROOT, Shentu, embedded

ADDRESS = "http://127.0.0.1:8000"
PAGES = sorted((ROOT / "docs" / "how-to").glob("*.md"))
_BLOCK = re.compile(r"^```python\n# (\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
BLOCKS = [(page, name, text) for page in PAGES for name, text in _BLOCK.findall(page.read_text("utf-8"))]


@pytest.fixture(scope="module")
def shentu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shentu]:
    with embedded(tmp_path_factory.mktemp("how-to")) as running:
        yield running


@pytest.mark.parametrize(("page", "name", "text"), BLOCKS, ids=[name for _, name, _ in BLOCKS])
def test_a_block_runs(page: Path, name: str, text: str, shentu: Shentu, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text.replace(ADDRESS, shentu.url), "utf-8")
    testing = ["-m", "pytest", "-q", "-p", "shentu.pytest_plugin", "-p", "no:cacheprovider"]
    how = [*testing, name] if name.startswith("test_") else [name]
    env = environment(SHENTU_URL=shentu.url)
    done = subprocess.run([sys.executable, *how], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_a_ci_server_reads_can_be_read() -> None:
    page = (ROOT / "docs" / "how-to" / "integrate.md").read_text("utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    gitlab, github = map(yaml.safe_load, blocks)
    assert gitlab["test"]["variables"]["SHENTU_URL"].startswith("http://shentu:")
    assert github["jobs"]["test"]["services"]["shentu"]["ports"] == ["8000:8000"]


def test_there_are_blocks_for_developers_and_testers() -> None:
    assert {page.name for page, _, _ in BLOCKS} == {"integrate.md", "test.md"}

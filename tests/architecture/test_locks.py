"""The locks pin everything the project names, agree with each other, and say nothing about where it comes from."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"([a-z0-9-]+)==([0-9][0-9a-z.]*)( ; [a-z_=' !0-9.andorPyPt-]+)?")


def pins(name: str) -> dict[str, str]:
    """Distribution → version. Fails on any line that is not a plain pin: an address, an option, a comment."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    found = {line: PIN.fullmatch(line) for line in lines}
    assert [line for line, match in found.items() if match is None] == []
    return {match[1]: match[2] for match in found.values() if match}


def named(requirements: list[str]) -> set[str]:
    """`uvicorn[standard]>=1` → `uvicorn`."""
    return {re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower().replace("_", "-") for requirement in requirements}


def test_all_that_the_project_names_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    runtime, everything = pins("requirements.lock"), pins("requirements-dev.lock")
    assert named(project["dependencies"] + project["optional-dependencies"]["server"]) - runtime.keys() == set()
    assert named(project["optional-dependencies"]["dev"]) - everything.keys() == set()


def test_tests_run_on_the_versions_that_are_shipped() -> None:
    runtime, everything = pins("requirements.lock"), pins("requirements-dev.lock")
    assert runtime.items() <= everything.items()

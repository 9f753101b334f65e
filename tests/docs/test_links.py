"""Links between our pages lead somewhere; every decision is in the index and says what enforces it."""

import re
from pathlib import Path

import pytest

from tests.processes import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
DECISIONS = sorted(path for path in (ROOT / "docs" / "decisions").glob("*.md") if path.name != "README.md")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(r"`((?:services|shared|tests|bench|docs)/[\w./-]+)(?:::\w+)?`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in _LINK.findall(text):
        if not target.startswith(("http://", "https://", "#", "mailto:")):
            assert (page.parent / target.split("#")[0]).exists(), target
    for path in _PATH.findall(text):
        assert (ROOT / path.rstrip(".")).exists(), f"{path} is named but does not exist"


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_fits_a_screen_and_is_enforced(decision: Path) -> None:
    text = decision.read_text("utf-8")
    assert len(text.splitlines()) <= 50
    last = text.strip().split("\n\n")[-1]
    assert last.startswith("**Enforced by**"), "a decision ends with the code or the test that enforces it"
    assert "`" in last, last
    assert f"({decision.name})" in (decision.parent / "README.md").read_text("utf-8"), "not in the index"

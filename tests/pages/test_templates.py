"""What no template, script or style sheet may have: the content security policy would stop it, or a form be open."""

import re
from pathlib import Path

import pytest

from tests.processes import ROOT

KINDS = (".html", ".svg")
PLACES = [path.parent for package in ("shared", "services") for path in sorted((ROOT / package).rglob("templates"))]
TEMPLATES = sorted(path for place in PLACES for path in (place / "templates").rglob("*.*") if path.suffix in KINDS)
FILES = sorted(path for place in PLACES for path in (place / "static").glob("*"))
LONGEST, LARGEST_CSS, LONGEST_SCRIPT = 80, 20_000, 60

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
FORBIDDEN = {
    "style of one's own": r"\sstyle\s*=|<style",
    "script of one's own": r"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:",
    "htmx that evaluates": r"hx-on|js:|hx-trigger=[\"'][^\"']*\[|hx-vals=[\"']js|hx-headers=[\"']js",
    "unescaped text": r"\|\s*safe\b|autoescape\s+false",
    "an address not made by url()": r"(?:href|src|action|hx-(?:get|post|put|delete))\s*=\s*[\"'](?:/|https?:)",
    "another host": r"https?://|//[a-z]+\.",
}


def text_of(path: Path) -> str:
    return _COMMENT.sub("", path.read_text("utf-8"))


def breaches(text: str) -> list[str]:
    found = [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text, re.IGNORECASE)]
    for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL | re.IGNORECASE):
        if re.search(r"method=[\"']post", form, re.IGNORECASE) and "locks(" not in form:
            found.append("a form without locks()")
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_keeps_the_rules(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not breaches(text_of(path))
    assert len(text.splitlines()) <= LONGEST


@pytest.mark.parametrize(
    "planted",
    ['<p style="color:red">', "<style>p{}</style>", "<script>1</script>", '<a onclick="x()">', '<b hx-on:click="x()">',
     '<b hx-vals="js:{a: 1}">', '<b hx-trigger="click[ctrlKey]">', "{{ x | safe }}", '<a href="/hall">',
     '<img src="https://example.com/x.png">', '<form method="post"><button>x</button></form>'],
)  # fmt: skip
def test_a_breach_is_caught(planted: str) -> None:
    assert breaches(planted)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_of_ours_is_small_and_loads_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"@import|url\(|https?://(?!www\.w3\.org/2000/svg)", text)
    if path.suffix == ".css":
        assert len(text.encode()) <= LARGEST_CSS
    if path.suffix == ".js":
        assert len(text.splitlines()) <= LONGEST_SCRIPT
        assert not re.search(r"\beval\(|new Function|innerHTML|\.style\b", text)

"""Words of pages: in both languages, filled alike, all of them used, none of them missing."""

import ast
import re
import string
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from shared.context import Context, Language, entered
from shared.errors import TokenExpired, Unauthenticated
from shared.http.problems import kinds
from shared.pages.words import KIT, WordMissing, Words
from tests.processes import ROOT, SERVICES

FOLDERS = [path.parent for package in ("shared", "services") for path in sorted((ROOT / package).rglob("words.toml"))]
EACH = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))

LANGUAGES: tuple[Language, ...] = ("zh", "en")
FOR_PROGRAMS = {"sim-token-required"}  # a browser is sent to the login

_OF_CALLS = re.compile(r"\berrors\b|(GET|PUT|POST) (/|…)|Bearer")
_ASKED = re.compile(r"""\bt\(\s*(?:"([\w.-]+)"|'([\w.-]+)')(\s*~)?""")
_CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def own(folder: Path) -> Words:
    return Words(folder / "words.toml")


def templates(folder: Path) -> Iterator[tuple[str, str]]:
    """Each template without its comments."""
    for path in sorted(path for kind in ("html", "svg") for path in (folder / "templates").rglob(f"*.{kind}")):
        yield str(path.relative_to(ROOT)), _COMMENT.sub("", path.read_text("utf-8"))


def asked(folder: Path) -> tuple[set[str], set[str]]:
    """The keys that templates and modules of the folder name, and what keys made at run time begin with."""
    whole, begun = set[str](), set[str]()
    for _, text in templates(folder):
        for double, single, more in _ASKED.findall(text):
            (begun if more else whole).add(double or single)
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(first := node.values[0], ast.Constant):
                begun.add(str(first.value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
    return whole, {beginning for beginning in begun if beginning.endswith(".")}


def test_there_are_words_to_look_at() -> None:
    assert len(FOLDERS) >= 3


@EACH
def test_both_languages_say_it_and_are_filled_alike(folder: Path) -> None:
    for key, pair in own(folder).pairs.items():
        filled = {
            language: {name for _, name, _, _ in string.Formatter().parse(said) if name}
            for language, said in pair.items()
        }
        assert filled["zh"] == filled["en"], key
        assert all(said.strip() for said in pair.values()), key


@EACH
def test_what_a_template_asks_for_is_there(folder: Path) -> None:
    known = KIT.with_own(folder / "words.toml").pairs
    missing = [
        (path, double or single)
        for path, text in templates(folder)
        for double, single, more in _ASKED.findall(text)
        if not (any(key.startswith(double or single) for key in known) if more else (double or single) in known)
    ]
    assert not missing


@EACH
def test_no_words_are_left_that_nobody_says(folder: Path) -> None:
    whole, begun = asked(folder)
    unused = [key for key in own(folder).pairs if key not in whole and not key.startswith(tuple(begun))]
    assert not unused


@EACH
def test_a_template_says_nothing_by_itself(folder: Path) -> None:
    said = [(path, line) for path, text in templates(folder) for line in text.splitlines() if _CHINESE.search(line)]
    assert not said


def test_a_key_that_is_not_there_fails_loudly(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('[a]\nb = { zh = "共{number}个", en = "{number} in all" }\n', "utf-8")
    words = KIT.with_own(tmp_path / "words.toml")
    with entered(Context(language="en")):
        assert words.t("a.b", number=3) == "3 in all"
    assert words.say("kit.yes", "zh") == "是"
    with pytest.raises(WordMissing):
        words.t("a.c")
    with pytest.raises(KeyError):
        words.t("a.b")


@pytest.mark.parametrize("wrong", ['a = "x"', 'a = { zh = "x" }', 'a = { zh = "x", en = "y", de = "z" }', "a = 3"])
def test_a_catalogue_that_lacks_a_language_is_refused(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "words.toml").write_text(wrong, "utf-8")
    with pytest.raises(ValueError, match="must say zh and en"):
        _ = own(tmp_path).pairs


def test_nobody_changes_the_kits_words(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('[kit]\nyes = { zh = "对", en = "Right" }\n', "utf-8")
    with pytest.raises(ValueError, match="words of the kit"):
        _ = KIT.with_own(tmp_path / "words.toml").pairs


def test_a_page_speaks_of_no_json_and_no_calls() -> None:
    for service in SERVICES:
        import_module(f"services.{service}.app")
    ours = [kind for kind in kinds() if kind.__module__.startswith(("shared.", "services."))]
    said = {(kind.code, language): kind.sentence(language, page=True) for kind in ours for language in LANGUAGES}
    assert {key: text for key, text in said.items() if key[0] not in FOR_PROGRAMS and _OF_CALLS.search(text)} == {}


def test_what_a_parent_says_on_pages_is_not_its_childs() -> None:
    assert TokenExpired.sentence("zh", page=True) == TokenExpired.zh != Unauthenticated.zh_page

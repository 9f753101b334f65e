"""Every Chinese term that a type stands for is in the glossary, and what the glossary names is in the code."""

import ast
import re
from collections.abc import Iterator

from tests.processes import ROOT

PROCEDURE, MACHINERY = (ROOT / "docs" / "glossary.md").read_text("utf-8").split("## The machinery")
MOST_OF_THE_MACHINERY = 15
_TERM = re.compile(r"[\u4e00-\u9fff]+")
_NAME = re.compile(r"`([A-Z]\w+)`")


def classes() -> Iterator[tuple[str, str, str]]:
    """Each class: where it is, its name, its docstring."""
    for package in ("shared", "services"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ClassDef):
                    yield str(path.relative_to(ROOT)), node.name, ast.get_docstring(node) or ""


def rows(section: str = PROCEDURE) -> list[list[str]]:
    lines = (
        line for line in section.splitlines() if line.startswith("| ") and not line.startswith(("| 中文", "| word"))
    )
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def explanation(place: str) -> str:
    """The docstring of a module (by its path) or of a class (by its name)."""
    if place.endswith(".py"):
        return ast.get_docstring(ast.parse((ROOT / place).read_text("utf-8"))) or ""
    return next(docstring for _, name, docstring in classes() if name == place)


def test_every_term_of_a_type_is_explained() -> None:
    explained = {term for row in rows() for term in row[0].split(" / ")}
    missing = {
        term: f"{path}: {name}"
        for path, name, docstring in classes()
        for term in _TERM.findall(docstring)
        if term not in explained
    }
    assert not missing, missing


def test_every_type_named_exists() -> None:
    names = {name for _, name, _ in classes()}
    assert {name for row in rows() for name in _NAME.findall(row[2])} <= names


def test_no_term_is_explained_twice() -> None:
    terms = [term for row in rows() for term in row[0].split(" / ")]
    assert len(terms) == len(set(terms)), sorted(term for term in terms if terms.count(term) > 1)


def test_the_machinery_needs_few_words() -> None:
    words = [row[0] for row in rows(MACHINERY)]
    assert len(words) == len(set(words)) <= MOST_OF_THE_MACHINERY


def test_each_word_of_the_machinery_is_explained_where_it_is() -> None:
    missing = [
        f"{word} is not in the docstring of {place}"
        for word, place, _ in rows(MACHINERY)
        if word not in explanation(place.strip("`")).casefold()
    ]
    assert not missing, missing

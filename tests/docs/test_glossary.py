"""Every Chinese term that a type stands for is in the glossary, and what the glossary names is in the code."""

import ast
import re
from collections.abc import Iterator

from tests.processes import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
_TERM = re.compile(r"[\u4e00-\u9fff]+")
_NAME = re.compile(r"`([A-Z]\w+)`")


def classes() -> Iterator[tuple[str, str, str]]:
    """Each class: where it is, its name, its docstring."""
    for package in ("shared", "services"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ClassDef):
                    yield str(path.relative_to(ROOT)), node.name, ast.get_docstring(node) or ""


def rows() -> list[list[str]]:
    lines = (line for line in GLOSSARY.splitlines() if line.startswith("| ") and not line.startswith("| 中文"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


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

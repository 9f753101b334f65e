"""docs/fidelity.md says of every endpoint, every page and every rule where it comes from."""

import re
from pathlib import Path

from services.__main__ import create_all
from tests.harness import settings_in
from tests.pages.routes import page_routes
from tests.processes import ROOT

PAGE = (ROOT / "docs" / "fidelity.md").read_text("utf-8")
MARKS = {"documented", "sister", "invented"}
_ENDPOINT = re.compile(r"^\| `([A-Z]+ /\S+)` \| (\w+) \| .+ \|$", re.MULTILINE)
_PAGE = re.compile(r"^\| (`/\S*`(?:, `/\S*`)*) \| (\w+) \| .+ \|$", re.MULTILINE)
_RULE = re.compile(r"^\| (S\d+) \| .+? \| ([\d, -]+) \| (\w+) \|", re.MULTILINE)


def served(folder: Path) -> set[str]:
    """`METHOD path` of every operation in the OpenAPI documents of all services."""
    return {
        f"{method.upper()} {path}"
        for service in create_all(settings_in(folder)).values()
        for path, operations in service.api.openapi()["paths"].items()
        for method in operations
    }


def test_every_endpoint_is_marked_and_no_other(tmp_path: Path) -> None:
    listed = dict(_ENDPOINT.findall(PAGE))
    assert served(tmp_path) - set(listed) == set(), "say in docs/fidelity.md where these come from"
    assert set(listed) - served(tmp_path) == set(), "docs/fidelity.md lists what is not served"
    assert set(listed.values()) <= MARKS


def test_every_page_is_marked_and_no_other() -> None:
    rows = [(path, mark) for paths, mark in _PAGE.findall(PAGE) for path in re.findall("`(.+?)`", paths)]
    listed = {re.sub(r"{\w+}", "{}", path): mark for path, mark in rows}
    shown = {re.sub(r"{\w+}", "{}", path) for path in page_routes() if "/static/" not in path}
    assert shown - set(listed) == set(), "say in docs/fidelity.md where these come from"
    assert set(listed) - shown == set(), "docs/fidelity.md lists what is not there"
    assert set(listed.values()) <= MARKS


def test_every_rule_is_there_with_its_step() -> None:
    rules = {rule: mark for rule, _, mark in _RULE.findall(PAGE)}
    assert set(rules) == {f"S{number}" for number in range(1, 25)}
    assert set(rules.values()) <= MARKS


def test_rules_named_in_the_code_are_explained() -> None:
    explained = {rule for rule, _, _ in _RULE.findall(PAGE)}
    for package in ("shared", "services"):
        for path in (ROOT / package).rglob("*.py"):
            assert set(re.findall(r"\bS\d{1,2}\b", path.read_text("utf-8"))) <= explained, path

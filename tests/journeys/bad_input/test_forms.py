"""Forms of the hall and of the platform with values of no type any field has."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys import walk
from tests.journeys.bad_input.refusing import refused
from tests.journeys.client import Client


def leaves(value: Any, pointer: str = "") -> Iterator[str]:
    """JSON pointers of all values in a document, containers too."""
    if pointer:
        yield pointer
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from leaves(child, f"{pointer}/{key}")


def value_at(document: Any, pointer: str) -> Any:
    for key in pointer[1:].split("/"):
        document = document[int(key) if isinstance(document, list) else key]
    return document


def replace(document: Any, pointer: str, value: Any) -> Any:
    head, _, rest = pointer[1:].partition("/")
    new = value if not rest else replace(document[int(head) if isinstance(document, list) else head], f"/{rest}", value)
    if isinstance(document, list):
        return [*document[: int(head)], new, *document[int(head) + 1 :]]
    return document | {head: new}


@pytest.mark.parametrize("where", ["form", "basic", "details"])
def test_a_form_is_never_ill_typed(filing: walk.Filing, province: tuple[Client, str], where: str) -> None:
    """Each value of the example replaced by a thing of no type any field has; the refusal points at it."""
    review, project = province
    caller, path = (
        (filing.owner, f"{filing.path}/form") if where == "form" else (review, f"/review/projects/{project}/{where}")
    )
    before = caller.get(path)
    for pointer in leaves(before["example"]):
        wrong = replace(before["example"], pointer, {"what": ["is", "this"]})
        problem = refused(caller, "PUT", path, json=wrong)
        assert problem["status"] == 422
        assert any(error["pointer"].startswith(pointer) for error in problem["errors"]), (pointer, problem)
        if isinstance(value_at(before["example"], pointer), str):
            for unstorable in ("a\x00b", "a\ud83d"):
                body = json.dumps(replace(before["example"], pointer, unstorable))
                refused(caller, "PUT", path, content=body, headers={"Content-Type": "application/json"})
    for wrong in ({"unheard_of": {}}, {"owner": {"unheard_of": 1}}, {"owner": []}, [], "x", 5):
        assert refused(caller, "PUT", path, json=wrong)["status"] == 422
    assert refused(caller, "PUT", path)["status"] == 415, "nothing at all"
    assert caller.get(path)["values"] == before["values"]


@pytest.mark.parametrize("where", ["form", "details"])
def test_rows_without_number(filing: walk.Filing, province: tuple[Client, str], where: str) -> None:
    """Too many rows are one refusal, whatever is in them; and so many mistakes are counted, not listed."""
    review, project = province
    caller, path = {
        "form": (filing.owner, f"{filing.path}/form"),
        "details": (review, f"/review/projects/{project}/details"),
    }[where]
    before = caller.get(path)["values"]
    rows: list[Any] = [{}, [], None, {"name": "长" * 10}, [[[]]]]
    for row in rows:
        problem = refused(caller, "PUT", path, json={"buildings": [row] * 10_000})
        assert [(error["pointer"], error["code"]) for error in problem["errors"]] == [("/buildings", "too-many-rows")]
    for many in ({"buildings": [{"unheard-of": 1, "neither": 2}] * 200}, {f"x{number}": 1 for number in range(20_000)}):
        problem = refused(caller, "PUT", path, json=many)
        assert len(problem["errors"]) == 100 and problem["error_count"] >= 400
        assert str(problem["error_count"]) in problem["detail"]
    deep: Any = 1
    for _ in range(350):
        deep = [deep]
    for body in ({"buildings": [{"name": deep}]}, {"owner": {"name": deep}}, {"x": deep}):
        assert refused(caller, "PUT", path, json=body)["code"] == "json-too-deep"
    assert caller.get(path)["values"] == before

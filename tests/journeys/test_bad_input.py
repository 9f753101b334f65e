"""Whatever is sent: a 4xx problem that points at what is wrong, never a 500, and nothing has changed."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys import walk
from tests.journeys.client import Client, ContractBroken
from tests.journeys.personas import BUILDING, OWNER, PASSWORD, RETURNING

HUGE = "长" * 200_000
WRONG_VALUES: list[Any] = [
    None,
    5,
    -1,
    1.5,
    True,
    "",
    " ",
    [],
    {},
    [[]],
    {"a": {}},
    HUGE,
    "\x00",
    "\ud83d",
    "no such thing, surely",
]
RAW_BODIES = {
    "nothing": b"",
    "half an object": b'{"a":',
    "no JSON": b"hello",
    "not UTF-8": b'{"a": "\xff\xfe"}',
    "NaN": b'{"a": NaN}',
    "a list": b"[]",
    "a word": b'"x"',
    "null": b"null",
    "deep": b"[" * 20_000 + b"]" * 20_000,
    "twice": b'{"a":1}{"a":2}',
}


@pytest.fixture(scope="module")
def filing(base_url: str) -> Iterator[walk.Filing]:
    """One draft ready to confirm, in a sandbox for this module: every refused request must leave it so."""
    with walk.sandbox(base_url) as visitor:
        yield walk.prepare(visitor)


@pytest.fixture(scope="module")
def province(filing: walk.Filing) -> tuple[Client, str]:
    """An owner on the platform, and a project being edited there."""
    visitor = filing.owner.derive()
    visitor.headers.pop("Authorization")
    pushed = walk.file(walk.prepare(visitor, RETURNING.credit_code, RETURNING.project))
    owner, _ = walk.enter_platform(visitor, RETURNING.credit_code)
    return owner, walk.choose_city_project(owner, pushed.application_id)["id"]


def doors(filing: walk.Filing, review: Client, project: str) -> list[tuple[Client, str, str, dict[str, Any]]]:
    """Everything that takes a body: who knocks, where, and a proper body."""
    owner = filing.owner
    choice = {"project_id": filing.project_id, "stage": "construction-permit", "matter": "joint-review"}
    return [
        (owner, "POST", "/portal/login", {"login": OWNER.credit_code, "password": PASSWORD}),
        (owner, "PATCH", "/portal/account", {}),
        (owner, "POST", "/hall/projects/link", {"project_code": BUILDING[0], "project_name": BUILDING[1]}),
        (owner, "POST", "/hall/projects", {}),
        (owner, "PATCH", f"/hall/projects/{filing.project_id}", {"land_area": 1, "building_area": 1}),
        (owner, "POST", "/hall/applications", choice | {"scenario": "buildings"}),
        (owner, "POST", f"{filing.path}/form/reuse", {"application_id": filing.application_id}),
        (owner, "POST", f"{filing.path}/materials/reuse", {"application_id": filing.application_id}),
        (owner, "POST", f"{filing.path}/verification-code", {"phone": walk.CONFIRMING_PHONE}),
        (owner, "POST", f"{filing.path}/confirmation", {"phone": walk.CONFIRMING_PHONE, "code": "123456"}),
        (owner, "POST", "/review/login", {"account": RETURNING.credit_code, "password": PASSWORD}),
        (owner, "POST", "/review/password-recovery", {"account": RETURNING.credit_code}),
        (
            owner,
            "POST",
            "/review/password-recovery/confirmation",
            {"account": RETURNING.credit_code, "code": "123456", "new_password": walk.NEW_PASSWORD},
        ),
        (review, "PUT", "/review/password", {"new_password": walk.NEW_PASSWORD}),
        (review, "POST", "/review/projects", {"city_project_id": "x"}),
        (review, "POST", f"/review/projects/{project}/link-codes", {"role": "design"}),
        (review, "POST", "/review/project-links", {"code": "x"}),
        (review, "PUT", f"/review/projects/{project}/agency", {"agency_id": "x"}),
        (owner, "POST", "/sim/sandboxes", {"name": "x"}),
        (owner, "POST", "/sim/investment-projects", {"credit_code": OWNER.credit_code}),
    ]


def refused(caller: Client, method: str, path: str, **how: Any) -> dict[str, Any]:
    response = caller.send(method, path, **how)
    if not 400 <= response.status_code < 500:
        raise ContractBroken("bad input was not refused", response)
    return dict(response.json())


def test_bodies_that_are_no_objects(filing: walk.Filing, province: tuple[Client, str]) -> None:
    for caller, method, path, _ in doors(filing, *province):
        for name, raw in RAW_BODIES.items():
            if name in ("nothing", "null") and path.startswith("/sim/"):
                continue  # made from nothing: the control plane fills in the rest
            problem = refused(caller, method, path, content=raw, headers={"Content-Type": "application/json"})
            assert problem["status"] in (400, 413, 415, 422), (path, name, problem)


def test_every_field_of_every_body_ill_typed(filing: walk.Filing, province: tuple[Client, str]) -> None:
    """The refusal points at the field that is wrong."""
    for caller, method, path, body in doors(filing, *province):
        for field in body:
            for wrong in WRONG_VALUES:
                if (wrong == 5 and method == "PATCH") or (wrong is None and path == "/sim/sandboxes"):
                    continue  # five square metres are fine, and a sandbox needs no name
                payload = json.dumps(body | {field: wrong})  # escapes: a lone surrogate is valid JSON, and no text
                problem = refused(caller, method, path, content=payload, headers={"Content-Type": "application/json"})
                if problem["status"] == 422 and problem["code"] == "request-invalid":
                    pointers = [error["pointer"] for error in problem["errors"]]
                    assert any(pointer.startswith(f"/{field}") for pointer in pointers), (path, field, problem)


def test_fields_nobody_knows_and_fields_left_out(filing: walk.Filing, province: tuple[Client, str]) -> None:
    for caller, method, path, body in doors(filing, *province):
        problem = refused(caller, method, path, json=body | {"unheard_of": 1})
        assert problem["status"] == 422, (path, problem)
        assert any(error["pointer"] == "/unheard_of" for error in problem["errors"]), (path, problem)
        if method == "PATCH" or path.startswith("/sim/") or path == "/hall/projects":
            continue
        for field in body:
            problem = refused(caller, method, path, json={key: value for key, value in body.items() if key != field})
            assert any(error["pointer"] == f"/{field}" for error in problem["errors"]), (path, field, problem)


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


@pytest.mark.parametrize("where", ["form", "details"])
def test_a_form_is_never_ill_typed(filing: walk.Filing, province: tuple[Client, str], where: str) -> None:
    """Each value of the example replaced by a thing of no type any field has; the refusal points at it."""
    review, project = province
    caller, path = (
        (filing.owner, f"{filing.path}/form") if where == "form" else (review, f"/review/projects/{project}/details")
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
    for wrong in ({"unheard_of": {}}, {"owner": {"unheard_of": 1}}, {"owner": []}, [], "x", None, 5):
        assert refused(caller, "PUT", path, json=wrong)["status"] in (400, 415, 422)
    assert caller.get(path)["values"] == before["values"]


def test_the_forgotten_content_type_is_named(filing: walk.Filing) -> None:
    """curl's `-d` calls it a form: the commonest first mistake."""
    for headers in ({"Content-Type": "application/x-www-form-urlencoded"}, {"Content-Type": "text/plain"}, {}):
        problem = refused(
            filing.owner, "POST", "/portal/login", content=b'{"login": "x", "password": "x"}', headers=headers
        )
        assert problem["status"] == 415 and "application/json" in problem["detail"]


def test_several_mistakes_are_told_at_once(filing: walk.Filing) -> None:
    problem = refused(filing.owner, "POST", "/portal/login", json={"login": 5, "password": [], "x": 1})
    assert {error["pointer"] for error in problem["errors"]} >= {"/login", "/password", "/x"}


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=-1", "limit=many", "limit=100000", "cursor=nonsense", "cursor=%00"]
)
def test_lists_asked_wrongly(filing: walk.Filing, query: str) -> None:
    for path in ("/hall/projects", "/hall/applications", "/sim/events", "/sms/messages", "/sim/sandboxes"):
        problem = refused(filing.owner, "GET", f"{path}?{query}")
        assert problem["status"] in (400, 404, 422), (path, problem)


@pytest.mark.parametrize("name", ["type", "status", "journey", "q", "to", "template", "project_id", "event"])
def test_filters_nobody_knows(filing: walk.Filing, name: str) -> None:
    """A filter finds nothing or is refused; a question never breaks anything."""
    lists = ("/hall/projects", "/hall/applications", "/sim/events", "/sim/journeys", "/sms/messages", "/sim/sandboxes")
    for path in lists:
        for value in ("nothing", "a.b", "\\", "\u0095", "%", "_", "'", "长" * 300):
            response = filing.owner.send("GET", path, params={name: value})
            assert response.is_success or 400 <= response.status_code < 500, response.text


BAD_FILES = {
    "a program named .pdf": ("a.pdf", b"MZ\x90\x00" + b"\x00" * 100, "application/pdf"),
    "a script named .pdf": ("a.pdf", b"#!/bin/sh\nrm -rf /\n", "application/pdf"),
    "nothing": ("a.pdf", b"", "application/pdf"),
    "a type not allowed": ("a.exe", b"MZ\x90\x00", "application/octet-stream"),
    "HTML": ("a.html", b"<html><script>alert(1)</script></html>", "text/html"),
    "a picture named .pdf": ("a.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "application/pdf"),
    "no name": ("", walk.pdf("x"), "application/pdf"),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_files_that_are_not_what_they_say(filing: walk.Filing, what: str) -> None:
    path = f"{filing.path}/materials"
    before = filing.owner.items(path)
    problem = refused(filing.owner, "POST", f"{path}/M01/files", files={"file": BAD_FILES[what]})
    assert problem["status"] in (400, 415, 422)
    assert filing.owner.items(path) == before


@pytest.mark.parametrize(
    "name", ["../../../../etc/passwd.pdf", "..\\..\\x.pdf", "/etc/x.pdf", "a\x00b.pdf", "é" * 400 + ".pdf"]
)
def test_a_clients_path_is_never_used(filing: walk.Filing, name: str) -> None:
    path = f"{filing.path}/materials/M01/files"
    response = filing.owner.send("POST", path, files={"file": (name, walk.pdf("x"), "application/pdf")})
    if response.is_success:
        stored = response.json()
        assert "/" not in stored["name"] and "\\" not in stored["name"] and ".." not in stored["file_id"]
        filing.owner.call("DELETE", f"{filing.path}/materials/M01/files/{stored['file_id']}")
    else:
        assert response.status_code in (400, 415, 422), response.text


def test_uploads_without_a_file(filing: walk.Filing) -> None:
    path = f"{filing.path}/materials/M01/files"
    refused(filing.owner, "POST", path, data={"file": "not a file"})
    refused(filing.owner, "POST", path, files={"other": ("a.pdf", walk.pdf("x"), "application/pdf")})
    refused(
        filing.owner,
        "POST",
        path,
        content=b"--x\r\ngarbage",
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    refused(filing.owner, "POST", path, content=b"x", headers={"Content-Type": "multipart/form-data"})
    refused(filing.owner, "POST", path, json={"file": "x"})
    refused(
        filing.owner,
        "POST",
        f"{filing.path}/materials/M99/files",
        files={"file": ("a.pdf", walk.pdf("x"), "application/pdf")},
    )


def test_a_file_too_large(filing: walk.Filing) -> None:
    """Streamed, cut off at the limit, and the limit is named."""
    big = ("a.pdf", walk.pdf("big") + b"\x00" * (51 * 1024 * 1024), "application/pdf")
    response = filing.owner.send("POST", f"{filing.path}/materials/M01/files", files={"file": big})
    assert response.status_code == 413, response.text
    assert "50" in response.json()["detail"]


def test_methods_and_places_that_do_not_exist(filing: walk.Filing) -> None:
    for method, path in [
        ("DELETE", "/portal/login"),
        ("PATCH", "/hall/applications"),
        ("POST", "/hall/guides"),
        ("GET", "/nowhere"),
        ("GET", "/hall/nowhere"),
        ("POST", "/sim/nowhere"),
        ("GET", "/review"),
        ("GET", "/internal/sandboxes"),
        ("GET", "/hall/internal/sandboxes"),
    ]:
        assert refused(filing.owner, method, path)["status"] in (404, 405), path


def test_headers_from_hell(filing: walk.Filing) -> None:
    for headers in (
        {"Sim-Sandbox": "../../x"},
        {"Sim-Sandbox": "a" * 4000},
        {"Authorization": "Basic eDp5"},
        {"Authorization": "Bearer"},
        {"Idempotency-Key": "k" * 5000},
        {"traceparent": "nonsense"},
        {"Accept-Language": ",,;q=x"},
        {"Content-Type": "application/xml"},
    ):
        body = {"phone": walk.CONFIRMING_PHONE, "code": "123456"}
        refused(filing.owner, "POST", f"{filing.path}/confirmation", json=body, headers=headers)


def test_after_all_that_the_draft_is_as_it_was(filing: walk.Filing) -> None:
    owner = filing.owner
    application = owner.get(filing.path)
    assert application["status"] == "draft"
    assert [item["id"] for item in owner.items("/hall/applications")] == [filing.application_id]
    assert [item["id"] for item in owner.items("/hall/projects")] == [filing.project_id]
    walk.ready_to_confirm(owner, filing.application_id)

"""Bodies that are no JSON, no objects, or have fields that are wrong, unknown or left out: at every door."""

import json
from typing import Any

from tests.journeys import walk
from tests.journeys.bad_input.refusing import refused
from tests.journeys.client import Client
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
TEXTS = ("", " ", "no such thing, surely")
RAW_BODIES = {  # 400 for what is no JSON, 422 for JSON that is no body for this door
    "nothing": b"",
    "half an object": b'{"a":',
    "no JSON": b"hello",
    "not UTF-8": b'{"a": "\xff\xfe"}',
    "NaN": b'{"a": NaN}',
    "a list": b"[]",
    "a word": b'"x"',
    "null": b"null",
    "deep": b"[" * 350 + b"]" * 350,
    "deeper": b"[" * 20_000 + b"]" * 20_000,
    "deep inside": b'{"a": {"b": ' * 17 + b"1" + b"}}" * 17,
    "never closed": b'{"a":' * 20_000,
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a list without an end": b"[" + b"1," * 200_000 + b"1]",
    "twice": b'{"a":1}{"a":2}',
}
TOO_DEEP = {"deep", "deeper", "deep inside", "never closed"}
NO_JSON = {"half an object", "no JSON", "not UTF-8", "UTF-16", "twice"}
TOO_MUCH = {"a list without an end"}


def expected(name: str) -> tuple[int, str]:
    """How a raw body is refused."""
    if name in TOO_DEEP:
        return 400, "json-too-deep"
    if name in TOO_MUCH:
        return 413, "json-too-many-values"
    return (400, "json-malformed") if name in NO_JSON else (422, "request-invalid")


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


def test_bodies_that_are_no_objects(filing: walk.Filing, province: tuple[Client, str]) -> None:
    for caller, method, path, _ in doors(filing, *province):
        for name, raw in RAW_BODIES.items():
            if name in ("nothing", "null") and path.startswith("/sim/"):
                continue  # made from nothing: the control plane fills in the rest
            problem = refused(caller, method, path, content=raw, headers={"Content-Type": "application/json"})
            told = (problem["status"], problem["code"])
            assert told == expected(name), (path, name, problem)


def test_every_field_of_every_body_ill_typed(filing: walk.Filing, province: tuple[Client, str]) -> None:
    """The refusal points at the field that is wrong."""
    for caller, method, path, body in doors(filing, *province):
        for field in body:
            for wrong in WRONG_VALUES:
                if (wrong == 5 and method == "PATCH") or (wrong is None and path == "/sim/sandboxes"):
                    continue  # five square metres are fine, and a sandbox needs no name
                payload = json.dumps(body | {field: wrong})  # escapes: a lone surrogate is valid JSON, and no text
                problem = refused(caller, method, path, content=payload, headers={"Content-Type": "application/json"})
                told = (problem["status"], problem["code"])
                if wrong not in TEXTS:  # a text may be of the right type: then it is unknown, or nobody's
                    assert told == ((413, "body-too-large") if wrong == HUGE else (422, "request-invalid"))
                if told == (422, "request-invalid"):
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


def test_the_forgotten_content_type_is_named(filing: walk.Filing) -> None:
    """curl's `-d` calls it a form: the commonest first mistake."""
    kinds = ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x")
    for headers in (*({"Content-Type": kind} for kind in kinds), {}):
        problem = refused(
            filing.owner, "POST", "/portal/login", content=b'{"login": "x", "password": "x"}', headers=headers
        )
        assert problem["status"] == 415 and "application/json" in problem["detail"]


def test_several_mistakes_are_told_at_once(filing: walk.Filing) -> None:
    problem = refused(filing.owner, "POST", "/portal/login", json={"login": 5, "password": [], "x": 1})
    assert {error["pointer"] for error in problem["errors"]} >= {"/login", "/password", "/x"}


def test_a_thousand_mistakes_are_counted_and_a_hundred_named(filing: walk.Filing, province: tuple[Client, str]) -> None:
    """The answer is no longer than somebody will read."""
    bodies: list[dict[str, Any]] = [
        {"x": ["\0"] * 40_000},
        {f"unheard-of-{number}": number for number in range(20_000)},
    ]
    for caller, method, path, _ in doors(filing, *province):
        for body in bodies:
            payload = json.dumps(body)
            problem = refused(caller, method, path, content=payload, headers={"Content-Type": "application/json"})
            assert problem["status"] == 422 and 1 <= len(problem["errors"]) <= 100, (path, problem)
            assert problem["error_count"] >= 20_000, (path, problem)
            assert str(problem["error_count"]) in problem["detail"]


def test_more_than_any_document_of_ours_holds(filing: walk.Filing, province: tuple[Client, str]) -> None:
    for caller, method, path, _ in doors(filing, *province):
        payload = json.dumps({"x": ["\0"] * 100_000})
        problem = refused(caller, method, path, content=payload, headers={"Content-Type": "application/json"})
        assert (problem["status"], problem["code"]) == (413, "json-too-many-values"), (path, problem)


def test_whatever_passes_for_json_is_looked_at(filing: walk.Filing) -> None:
    for kind in (
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/problem+json",
        "application/+json",
    ):
        body, headers = b'{"login": ' + b"[" * 350 + b"]" * 350 + b"}", {"Content-Type": kind}
        problem = refused(filing.owner, "POST", "/portal/login", content=body, headers=headers)
        assert (problem["status"], problem["code"]) == (400, "json-too-deep"), kind

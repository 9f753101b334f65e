"""Each service against its own OpenAPI document: what it promises is what it answers, whatever is asked.

Requests are made from the document, proper and improper ones; ids are half of the time those of things that exist,
so that the questions get past the first 404.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.journeys import walk
from tests.journeys.client import Client, check_problem
from tests.journeys.personas import RETURNING
from tests.processes import embedded

PLACES = ("portal", "hall", "review", "sms", "sim")
DOCUMENTS = [f"/{place}/openapi.json" for place in PLACES]
CHECKS = [not_a_server_error, response_schema_conformance, content_type_conformance, status_code_conformance]
# Never ends; waits on purpose; would take the ground from under the other requests.
NOT_ASKED = {("GET", "/sim/wait"), ("GET", "/sim/idle"), ("GET", "/sim/stream"), ("POST", "/sim/reset")}
EXAMPLES = 6


@schemathesis.serializer("application/zip")
def _as_it_is(context: object, value: bytes) -> bytes:
    return value


@dataclass
class World:
    """A running instance with one filing that has come as far as the province."""

    url: str
    visitor: Client
    hall: dict[str, str]
    review: dict[str, str]
    known: dict[str, str] = field(default_factory=dict)

    def headers(self, path: str) -> dict[str, str]:
        return self.review if path.startswith("/review") else self.hall


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with embedded(tmp_path_factory.mktemp("contract")) as shentu, walk.sandbox(shentu.url, "contract") as visitor:
        filing = walk.file(walk.prepare(visitor, RETURNING.credit_code, RETURNING.project))
        platform, _ = walk.enter_platform(visitor, RETURNING.credit_code)
        project = walk.prepare_city_project(platform, filing.application_id)
        draft = walk.prepare_for(filing.owner, filing.credit_code, filing.project_id, filing.scenario)
        known = {
            "application_id": draft.application_id,
            "scenario": "buildings",
            "code": "M01",
            "phone": walk.CONFIRMING_PHONE,
            "journey": walk.journey_of(filing),
            "event_id": visitor.items("/sim/events")[0]["id"],
            "message_id": visitor.items("/sms/messages")[0]["id"],
        }
        projects = {"hall": filing.project_id, "review": project["id"]}
        yield World(shentu.url, visitor, filing.owner.headers, platform.headers, known | projects)


def operations(url: str, document: str) -> list[Any]:
    schema = schemathesis.openapi.from_url(url + document)
    results = list(schema.get_all_operations())
    assert all(isinstance(result, Ok) for result in results), results
    found: list[Any] = [result.ok() for result in results if isinstance(result, Ok)]
    return [operation for operation in found if (operation.method.upper(), operation.path) not in NOT_ASKED]


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.filterwarnings("default")
def test_every_operation_answers_as_documented(world: World, document: str) -> None:
    asked = operations(world.url, document)
    assert asked, f"{document} documents nothing"
    broken = []
    for operation in asked:
        try:
            ask(world, operation)
        except BaseException as error:
            broken.append(f"### {operation.method.upper()} {operation.path}\n{error}")
            if isinstance(error, KeyboardInterrupt):
                raise
    assert not broken, "\n\n".join(broken)


def ask(world: World, operation: Any) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    @given(case=operation.as_strategy(), real=st.booleans())
    def question(case: Any, real: bool) -> None:
        if real and case.path_parameters:
            case.path_parameters |= known(world, operation.path, case.path_parameters)
        if "wait" in (case.query or {}):
            case.query |= {"wait": 0.1}  # it would, as long as it is asked to
        if isinstance(case.body, dict) and "timeout" in case.body:
            case.body |= {"timeout": 0.1}
        headers = world.headers(operation.path)
        response = case.call(base_url=world.url, headers=headers, timeout=30)
        case.validate_response(response, checks=CHECKS)
        assert response.headers.get("sim-notice") == ["simulated"], response.headers
        if response.status_code >= 400:
            assert response.headers["content-type"][0].startswith("application/problem+json")

    question()


def known(world: World, path: str, parameters: dict[str, Any]) -> dict[str, str]:
    """Real ids for those parameters that we have something real for."""
    service = path.split("/")[1]
    real = {name: world.known[name] for name in parameters if name in world.known}
    if "project_id" in parameters:
        real["project_id"] = world.known.get(service, "")
    return real


def test_the_control_plane_is_documented_apart(world: World) -> None:
    for document in DOCUMENTS:
        prefix = document.removesuffix("openapi.json")
        paths = set(world.visitor.get(document)["paths"])
        assert all(path.startswith((prefix, "/livez", "/readyz")) for path in paths), (document, sorted(paths))


@pytest.mark.parametrize("place", PLACES)
def test_documentation_pages_need_no_internet(world: World, place: str) -> None:
    page = world.visitor.send("GET", f"/{place}/docs")
    assert page.status_code == 200 and "openapi.json" in page.text
    assert "//cdn." not in page.text and "https://" not in page.text


def test_asyncapi_lists_every_event(world: World) -> None:
    document = world.visitor.get("/asyncapi.json")
    assert document["asyncapi"].startswith("3.0")
    for event in (
        "hall.phone_code.issued",
        "hall.application.confirmed",
        "hall.application.withdrawn",
        "review.project.pushed",
        "review.phone_code.issued",
        "review.project.submitted",
        "review.agency.assigned",
        "sms.message.delivered",
        "sms.message.failed",
        "sms.report.pushed",
    ):
        assert event in str(document), event


def test_a_problem_is_a_problem_on_each_service(world: World) -> None:
    for place in PLACES:
        response = world.visitor.send("GET", f"/{place}/nowhere")
        assert response.status_code == 404
        check_problem(response)

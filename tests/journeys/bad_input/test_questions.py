"""Lists asked wrongly, filters nobody knows, places that do not exist, and headers from hell."""

import pytest

from tests.journeys import walk
from tests.journeys.bad_input.refusing import refused


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

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
        assert problem["status"] == (404 if query == "cursor=%00" else 422), (path, problem)


FREE_TEXT = {
    "/hall/projects": (),
    "/hall/applications": ("project_id",),
    "/sim/events": ("journey",),
    "/sim/journeys": ("status", "q"),
    "/sms/messages": ("template", "journey"),
    "/sim/sandboxes": (),
}


@pytest.mark.parametrize("name", ["type", "status", "journey", "q", "to", "template", "project_id", "event"])
def test_filters_nobody_knows(filing: walk.Filing, name: str) -> None:
    """A filter that takes any short text finds nothing; any other is refused, and a question never breaks anything."""
    for path, free in FREE_TEXT.items():
        for value in ("nothing", "a.b", "\\", "\u0095", "%", "_", "'"):
            if name in free:
                found = filing.owner.get(path, **{name: value})["items"]
                assert name == "q" or found == [], (path, value)  # a search may well find an underscore
            else:
                filing.owner.refused(422, "request-invalid", "GET", path, params={name: value})
        filing.owner.refused(422, "request-invalid", "GET", path, params={name: "长" * 300})


def test_methods_and_places_that_do_not_exist(filing: walk.Filing) -> None:
    for method, path in [
        ("GET", "/nowhere"),
        ("GET", "/hall/nowhere"),
        ("POST", "/sim/nowhere"),
        ("GET", "/internal/sandboxes"),
        ("GET", "/hall/internal/sandboxes"),
    ]:
        filing.owner.refused(404, "not-found", method, path)
    for method, path in [("DELETE", "/portal/login"), ("PATCH", "/hall/applications"), ("POST", "/hall/guides")]:
        filing.owner.refused(405, "method-not-allowed", method, path)


def test_headers_from_hell(filing: walk.Filing) -> None:
    """Those that mean nothing change nothing: then it is the code that was never sent."""
    for status, code, headers in (
        (404, "sandbox-unknown", {"Sim-Sandbox": "../../x"}),
        (404, "sandbox-unknown", {"Sim-Sandbox": "a" * 4000}),
        (401, "not-logged-in", {"Authorization": "Basic eDp5"}),
        (401, "not-logged-in", {"Authorization": "Bearer"}),
        (422, "request-invalid", {"Idempotency-Key": "k" * 5000}),
        (422, "verification-code-expired", {"traceparent": "nonsense"}),
        (422, "verification-code-expired", {"Accept-Language": ",,;q=x"}),
        (415, "json-expected", {"Content-Type": "application/xml"}),
    ):
        body = {"phone": walk.CONFIRMING_PHONE, "code": "123456"}
        filing.owner.refused(status, code, "POST", f"{filing.path}/confirmation", json=body, headers=headers)

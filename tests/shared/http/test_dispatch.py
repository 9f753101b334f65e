"""Whatever is asked, the operation is the one FastAPI would have found; only sooner."""

from pathlib import Path

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Match
from starlette.types import Scope

from services.gateway.app import create_gateway
from services.hall.app import create_hall
from services.review.app import create_review
from services.sms.app import create_sms
from shared.bus.local import Hub, LocalBus
from shared.http.dispatch import Dispatcher
from shared.http.operations import operations
from tests.harness import settings_in

SERVICES = {"hall": create_hall, "review": create_review, "sms": create_sms, "gateway": create_gateway}


def _application() -> FastAPI:
    """One of our ways to write routes after the other; each answers which it is."""
    api, outer, inner = FastAPI(), APIRouter(prefix="/console/in"), APIRouter(prefix="/{sandbox}")

    @api.get("/console/{page}/new")
    async def early_page(page: str) -> str:
        return f"early {page}"

    @inner.get("/journeys/{number}")
    async def journey(sandbox: str, number: int) -> str:
        return f"journey {number} in {sandbox}"

    @inner.get("/journeys/new")
    async def hidden(sandbox: str) -> str:
        raise AssertionError("the one before takes this path")

    @outer.post("/{sandbox}")
    async def make(sandbox: str) -> str:
        return f"make {sandbox}"

    @outer.get("/new")
    async def late_page() -> str:
        raise AssertionError("the early one takes this path")

    outer.include_router(inner)
    api.include_router(outer)
    api.router.middleware_stack = Dispatcher(api)
    return api


@pytest.mark.parametrize(
    ("method", "path", "status", "body"),
    [
        ("GET", "/console/in/new", 200, "early in"),
        ("GET", "/console/in/blue/journeys/7", 200, "journey 7 in blue"),
        ("GET", "/console/in/blue/journeys/new", 422, None),
        ("POST", "/console/in/blue", 200, "make blue"),
        ("POST", "/console/in/blue/journeys/7", 405, None),
        ("DELETE", "/console/in/blue", 405, None),
        ("GET", "/console/in/blue/journeys/7/", 307, None),
        ("GET", "/console", 404, None),
        ("GET", "/", 404, None),
    ],
)
@pytest.mark.parametrize("root", ["", "/behind/a/proxy"])
async def test_it_is_found_as_it_would_be(method: str, path: str, status: int, body: str | None, root: str) -> None:
    transport = httpx.ASGITransport(_application(), root_path=root)
    async with httpx.AsyncClient(transport=transport, base_url="http://shentu") as client:
        answer = await client.request(method, root + path)
    assert answer.status_code == status
    assert body is None or answer.json() == body


@pytest.mark.parametrize("name", SERVICES)
def test_every_operation_of_a_service_is_the_one_it_was(name: str, tmp_path: Path) -> None:
    api = SERVICES[name](settings_in(tmp_path), LocalBus(Hub(), name)).api
    contexts = list(iter_route_contexts(api.routes))
    dispatcher = api.router.middleware_stack
    assert isinstance(dispatcher, Dispatcher)
    for context in contexts:
        path = context.path or ""
        at_once = isinstance(context.original_route, APIRoute) and "{" not in "".join(path.split("/")[:3])
        for method in context.methods or ():
            scope: Scope = {
                "type": "http",
                "method": method,
                "path": path.replace("{", "").replace("}", ""),
            }
            found = next(one for one in contexts if one.matches(scope)[0] is Match.FULL)
            if dispatcher.find(scope) is not None:
                assert scope["endpoint"] is found.endpoint, path
            else:
                assert not at_once or path == "/", f"{path}: only vendors, who are met anywhere, take long"


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_told_without_making_it_ready_is_what_is_there(name: str, tmp_path: Path) -> None:
    api = SERVICES[name](settings_in(tmp_path), LocalBus(Hub(), name)).api
    told = [(one.path, one.route, one.described) for one in operations(api.routes) if isinstance(one.route, APIRoute)]
    contexts = [one for one in iter_route_contexts(api.routes) if isinstance(one.original_route, APIRoute)]
    assert told == [(one.path, one.original_route, one.include_in_schema) for one in contexts]
    for route, context in zip((route for _, route, _ in told), contexts, strict=True):
        assert _asked(route.dependant) == _asked(context.dependant), "a router asks for something of all in it"


def _asked(dependant: Dependant) -> set[str]:
    inner = (name for one in dependant.dependencies for name in _asked(one))
    return {one.alias for one in (*dependant.query_params, *dependant.body_params)}.union(inner)

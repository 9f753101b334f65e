"""Which methods an address takes: for the `Allow` of a 405 and of the answer to OPTIONS."""

from fastapi import FastAPI
from fastapi.responses import Response
from fastapi.routing import iter_route_contexts
from starlette.routing import Match
from starlette.types import Scope

from shared.errors import NotFound

_EVERYWHERE = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def allow(api: FastAPI, scope: Scope) -> str:
    """`GET, HEAD, OPTIONS`: of all routes with this path; empty where there is none. `*` is the whole server."""
    if scope["path"] == "*":
        return ", ".join(_EVERYWHERE)
    found = {"OPTIONS"}
    for route in iter_route_contexts(api.routes):
        if route.matches(scope)[0] is not Match.NONE:
            found |= route.methods or set()
    if "GET" in found:
        found.add("HEAD")
    return ", ".join(method for method in _EVERYWHERE if method in found) if len(found) > 1 else ""


def options_answer(api: FastAPI, scope: Scope) -> Response:
    """The answer to OPTIONS; raises NotFound."""
    methods = allow(api, scope)
    if not methods:
        raise NotFound
    return Response(status_code=204, headers={"Allow": methods})

"""Which methods an address takes: for the `Allow` of a 405 and of the answer to OPTIONS."""

import re
from functools import lru_cache

from fastapi import FastAPI
from fastapi.responses import Response
from starlette.routing import compile_path
from starlette.types import Scope

from shared.errors import NotFound
from shared.http.operations import operations, path_below

_EVERYWHERE = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def allow(api: FastAPI, scope: Scope) -> str:
    """`GET, HEAD, OPTIONS`: of all routes with this path; empty where there is none. `*` is the whole server."""
    if scope["path"] == "*":
        return ", ".join(_EVERYWHERE)
    found, path = {"OPTIONS"}, path_below(scope)
    for one in operations(api.routes):
        methods = getattr(one.route, "methods", None)
        if methods and _pattern(one.path).match(path):
            found |= methods
    if "GET" in found:
        found.add("HEAD")
    return ", ".join(method for method in _EVERYWHERE if method in found) if len(found) > 1 else ""


def options_answer(api: FastAPI, scope: Scope) -> Response:
    """The answer to OPTIONS; raises NotFound."""
    methods = allow(api, scope)
    if not methods:
        raise NotFound
    return Response(status_code=204, headers={"Allow": methods})


@lru_cache(maxsize=1024)
def _pattern(path: str) -> re.Pattern[str]:
    return compile_path(path)[0]

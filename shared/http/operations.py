"""The operations of an application as they are included, without making any of them ready.

FastAPI makes an included router ready when it is asked for the first time, with all its operations: that takes a
millisecond each, while everything else waits. Whoever only looks at what there is does without.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from starlette.routing import BaseRoute
from starlette.types import Scope


class Operation(NamedTuple):
    """A route and the whole path it is found at; `described`: whether OpenAPI tells of it."""

    path: str
    route: BaseRoute
    described: bool


def operations(routes: Sequence[BaseRoute], prefix: str = "", described: bool = True) -> Iterator[Operation]:
    """All of them, in the order in which they are asked."""
    for route in routes:
        router, context = getattr(route, "original_router", None), getattr(route, "include_context", None)
        if router is not None and context is not None:
            yield from operations(router.routes, prefix + context.prefix, described and context.include_in_schema)
        else:
            here = described and getattr(route, "include_in_schema", False)
            yield Operation(prefix + getattr(route, "path", ""), route, here)


def path_below(scope: Scope) -> str:
    """What is asked for, below the path that the whole stands at."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))

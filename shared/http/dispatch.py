"""Which operation a request is for, found by the beginning of its path.

FastAPI asks every included router in turn, and each nesting asks again: with hundreds of operations in dozens of
routers that costs more than many an operation. Here only those are asked that begin alike, in the same order. Whatever
is not found so (a wrong method, a slash too many, no such page) goes FastAPI's own way.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from fastapi import FastAPI
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.http.operations import operations, path_below
from shared.http.queries import check_names


class Begin(NamedTuple):
    """What is known of an operation before its path is looked at closely: method and first two segments."""

    method: str
    first: str
    second: str


Begins = set[Begin] | None
"""None: any."""


class Candidate(NamedTuple):
    """An operation that may be meant; without `app` it is none of FastAPI's, and FastAPI is to find it itself."""

    matches: Callable[[Scope], tuple[Match, Scope]]
    route: APIRoute | None
    app: ASGIApp


class Dispatcher:
    """Stands before the router of an application whose routes are all there at the first request.

    FastAPI makes an included router ready when it is asked for the first time: here, when somebody asks for what begins
    like one of its operations.
    """

    def __init__(self, api: FastAPI) -> None:
        self._api = api
        self._asks_all = api.router.middleware_stack
        self._found: dict[Begin, list[Candidate]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.find(scope) if scope["type"] == "http" else None
        if app is not None:
            check_names(scope["route"], scope["query_string"])
        await (app or self._asks_all)(scope, receive, send)

    def find(self, scope: Scope) -> ASGIApp | None:
        """The operation's application, and in `scope` what the path says."""
        for candidate in self._candidates(_begin(scope["method"], path_below(scope))):
            match, said = candidate.matches(scope)
            if match is Match.FULL:
                if candidate.route is None:
                    return None
                scope.update(said, route=candidate.route, router=self._api.router)
                return candidate.app
        return None

    def _candidates(self, begin: Begin) -> Sequence[Candidate]:
        if begin not in self._found:
            if not any(begin in begins for _, begins in self._routes if begins is not None):
                return ()  # and it is not kept either: there is no end of what may be asked for
            routes = [route for route, begins in self._routes if begins is None or begin in begins]
            self._found[begin] = [_candidate(one) for one in iter_route_contexts(routes) if _may_begin(one, begin)]
        return self._found[begin]

    @cached_property
    def _routes(self) -> list[tuple[BaseRoute, Begins]]:
        return [(route, _begins_below(route)) for route in self._api.routes]


def _begins_below(route: BaseRoute) -> Begins:
    """The beginnings of all operations of a route, which may be an included router."""
    found: set[Begin] = set()
    for one in operations([route]):
        begins = _begins(one.path, one.route.methods or ()) if isinstance(one.route, APIRoute) else None
        if begins is None:
            return None
        found |= begins
    return found


def _may_begin(context: RouteContext, begin: Begin) -> bool:
    operation = isinstance(context.original_route, APIRoute)
    begins = _begins(context.path or "", context.methods or ()) if operation else None
    return begins is None or begin in begins


def _begins(path: str, methods: Iterable[str]) -> Begins:
    """The beginnings under which an operation is found; None where a placeholder stands so early."""
    if "{" in "/".join(path.split("/", 3)[:3]):
        return None
    return {_begin(method, path) for method in methods}


def _begin(method: str, path: str) -> Begin:
    _, first, second, *_ = (*path.split("/", 3), "", "", "")
    return Begin(method, first, second)


def _candidate(context: RouteContext) -> Candidate:
    route = context.original_route
    return Candidate(context.matches, route if isinstance(route, APIRoute) else None, context.app)

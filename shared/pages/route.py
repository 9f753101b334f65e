"""A route that is a page: what holds for every page is seen to here, so that no page can forget it."""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.responses import Response

from shared.clock import Clock
from shared.context import current
from shared.errors import NotFound, Problem, Unauthenticated
from shared.http.field_errors import refusal_of
from shared.http.heads import media_type
from shared.http.host import host_of
from shared.http.page_paths import LANGUAGE_COOKIE, page_of
from shared.pages.csrf import FIELD, HEADER, SAFE, require_own_page, require_word
from shared.pages.heads import dress
from shared.pages.place import Place
from shared.pages.posted import Fields
from shared.pages.refusals import refusal_page
from shared.pages.session import find_sandbox
from shared.pages.visit import Unrendered, Visit, remember
from shared.sandbox import clock
from shared.uploads.form import UploadRequest

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
_MOST_FIELDS = 20_000  # the largest form has eight thousand


def router_of(place: Place, **more: Any) -> APIRouter:
    """A router whose routes are pages of this place."""
    return APIRouter(route_class=route_of(place), include_in_schema=False, **more)


def routers_of(place: Place, *modules: Any) -> tuple[APIRouter, ...]:
    """What an app includes: the `router` of each module, and the one that hands out the place's own files."""
    return (place.assets.router(), *(module.router for module in modules))


def route_of(place: Place) -> type[APIRoute]:
    """The class of this place's routes."""

    class PageRoute(APIRoute):
        def get_route_handler(self) -> Handler:
            handle = super().get_route_handler()

            async def shown(request: Request) -> Response:
                return await _answer(place, _readable(request), handle)

            return shown

    return PageRoute


def _readable(request: Request) -> Request:
    """A request whose files are read as the API's uploads are."""
    is_form = media_type(request.headers.get("content-type")) == "multipart/form-data"
    return UploadRequest(request.scope, request.receive) if is_form else request


async def _answer(place: Place, request: Request, handle: Handler) -> Response:
    visit = Visit(request, place)
    remember(visit)
    try:
        if request.method not in SAFE:
            require_own_page(request)
            await _read(visit)
        await find_sandbox(visit)
        response = await handle(request)
    except RequestValidationError as error:
        response = _refused(visit, _problem_of(error))
    except Problem as problem:
        response = _refused(visit, problem)
    finally:
        await request.close()
    if isinstance(response, Unrendered):
        response.render_with(await _clock(visit))
    if request.query_params.get("lang") == visit.language:
        visit.set_cookie(LANGUAGE_COOKIE, visit.language)
    visit.give_cookies(response)
    return dress(response)


async def _clock(visit: Visit) -> Clock | None:
    """Of the sandbox that is looked into; a sandbox that is gone by now has none, nor does a part of a page ask."""
    if visit.is_fragment:
        return None
    try:
        return await host_of(visit.request).store.core_read(clock, visit.sandbox)
    except Problem:
        return None


async def _read(visit: Visit) -> None:
    """What was posted, once it carries our word; raises FormStale, RequestInvalid, MultipartMalformed."""
    request = visit.request
    form = await request.form(max_fields=_MOST_FIELDS)
    if isinstance(request, UploadRequest) and request.refusal is not None:
        raise request.refusal
    visit.fields = Fields.of(form)
    shown = visit.fields.get(FIELD) or request.headers.get(HEADER)
    secret = host_of(request).settings.signing_secret()
    require_word(shown, secret, visit.visitor, visit.token_of(visit.place.login))


def _problem_of(error: RequestValidationError) -> Problem:
    """A path or a query that no link of ours has leads nowhere; of a form its fields are named."""
    wrong = error.errors()
    return refusal_of(wrong) if all(item["loc"][0] == "body" for item in wrong) else NotFound()


def _refused(visit: Visit, problem: Problem) -> Response:
    """As this place answers it; whoever has to log in is sent to do so, and comes back."""
    for kind, answer in visit.place.answers.items():
        if isinstance(problem, kind):
            response = answer(visit, problem)
            response.headers["Sim-Problem"] = problem.code
            return response
    login = visit.place.login
    if isinstance(problem, Unauthenticated) and login is not None:
        ended = {}
        if visit.token_of(login):
            visit.log_out(login)
            ended = {"ended": problem.code}
        return visit.to(login.page, next=_way_back(visit), **ended)
    return refusal_page(problem, current())


def _way_back(visit: Visit) -> str:
    """Where to go after the login: here, or where the form stood that was sent."""
    if visit.request.method in SAFE and not visit.is_fragment:
        return visit.here_inside
    return safe_next(visit.came_from, visit.place.home)


def safe_next(asked: str | None, otherwise: str) -> str:
    """Where `?next=` may lead: one of our own pages, never another host."""
    if not asked or not asked.startswith("/") or asked.startswith("//") or "\\" in asked or not asked.isprintable():
        return otherwise
    return asked if page_of(urlsplit(asked).path) else otherwise

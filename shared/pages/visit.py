"""One request for a page: who looks, in which language and sandbox, what was posted; and the page as its answer."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from shared.clock import Clock
from shared.context import Language, current
from shared.errors import Problem
from shared.http.host import host_of
from shared.http.page_paths import page_of
from shared.identifiers import new_id
from shared.pages.csrf import FIELD, SAFE, word_of
from shared.pages.place import Login, Place
from shared.pages.posted import Fields
from shared.pages.refusals import Refused

VISITOR_COOKIE, SANDBOX_COOKIE = "shentu_visitor", "shentu_sandbox"
_KEY = "shentu.visit"


@dataclass(slots=True)
class Visit:
    """The visit that a page answers. `fields` is what its form posted."""

    request: Request
    place: Place
    fields: Fields = field(default_factory=Fields)
    _cookies: dict[str, tuple[str | None, str]] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        """zh or en."""
        return current().language

    @property
    def sandbox(self) -> str:
        """The sandbox looked into: the login's, else the one chosen on the first page."""
        return current().sandbox

    # The answer.

    def page(self, template: str, *, status: int = 200, refused: Problem | None = None, **shown: Any) -> Response:
        """The place's template, filled with what is `shown`; with `refused` its form says what was wrong with it."""
        head: dict[str, str] = {"Content-Language": self.language}
        told = None
        if refused is not None:
            told = Refused.by(refused)
            status, head["Sim-Problem"] = told.status, told.code
        from shared.pages.environment import environment_of  # with the first page: starting does without Jinja2

        render = environment_of(self.place).get_template(template).render
        return Unrendered(lambda clock: render(visit=self, lang=self.language, refused=told, clock=clock, **shown),
                          status, head)  # fmt: skip

    def to(self, path: str, **query: str) -> Response:
        """Go on at another of our pages (303), by its path without the one we are found under."""
        address = path + ("&" if "?" in path else "?") + urlencode(query) if query else path
        if self.is_fragment:
            return Response(status_code=200, headers={"HX-Redirect": current().root + address})
        return RedirectResponse(address, 303)

    @property
    def is_fragment(self) -> bool:
        """Whether a script asks for a part of the page, to put it in its place."""
        return self.request.headers.get("hx-request") == "true"

    @property
    def is_framed(self) -> bool:
        """Whether the page stands in a frame of another one of ours, which says already where one is."""
        return self.request.headers.get("sec-fetch-dest") == "iframe"

    def here(self, **changed: str) -> str:
        """The address of this very page, with some of its query changed: `here(lang="en")`."""
        path, query = self._stands_at
        kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in changed]
        asked = urlencode([*kept, *((name, value) for name, value in changed.items() if value)])
        return current().root + path + (f"?{asked}" if asked else "")

    @property
    def came_from(self) -> str:
        """Path and query of the page with the form that was sent, empty where the browser does not say it."""
        said = self.request.headers.get("hx-current-url") or self.request.headers.get("referer", "")
        parts = urlsplit(said)
        path = parts.path.removeprefix(current().root)
        return path + (f"?{parts.query}" if parts.query else "") if page_of(path) else ""

    @property
    def _stands_at(self) -> tuple[str, str]:
        """Path and query of this page; of a refused form, those of the page it stood on, which can be asked for."""
        query = self.request.scope["query_string"].decode("latin-1")
        if self.request.method not in SAFE and (came := self.came_from):
            path, _, query = came.partition("?")
            return path, query
        return self.request.scope["path"], query

    @property
    def here_inside(self) -> str:
        """This page's path and query without the path we are found under, as `?next=` has it."""
        return self.here(lang="").removeprefix(current().root)

    @property
    def trace(self) -> str:
        """Where the console shows what happened: of the journey that this page is about, else of the sandbox."""
        journey = current().journey
        return f"/console/in/{self.sandbox}" + (f"/journeys/{journey}" if journey else "")

    # What goes into forms.

    def csrf(self, login: Login | None = None) -> str:
        """The word that a form of this place carries, or one that is sent to a page with another `login`."""
        visitor = self.visitor
        if not visitor:
            visitor = secrets.token_urlsafe(16)
            self.set_cookie(VISITOR_COOKIE, visitor)
        secret = host_of(self.request).settings.signing_secret()
        return word_of(secret, visitor, self.token_of(login or self.place.login))

    @property
    def csrf_field(self) -> str:
        """The name of the hidden field that carries the word."""
        return FIELD

    @property
    def new_key(self) -> str:
        """An `Idempotency-Key` made at rendering: a form sent twice does its work once."""
        return new_id()

    # Cookies.

    @property
    def visitor(self) -> str:
        """Which browser it is, for the word in its forms; empty for one that has no cookie yet."""
        set_here = self._cookies.get(VISITOR_COOKIE)
        return (set_here[0] or "") if set_here else self.request.cookies.get(VISITOR_COOKIE, "")

    def token_of(self, login: Login | None) -> str:
        """The token that the browser holds for this login, empty when there is none."""
        return self.request.cookies.get(login.cookie, "") if login else ""

    def log_in(self, login: Login, token: str) -> None:
        """Keep the token in the browser."""
        self.set_cookie(login.cookie, token, login.path)

    def log_out(self, login: Login) -> None:
        """Have the browser forget the token."""
        self.set_cookie(login.cookie, None, login.path)

    def set_cookie(self, name: str, value: str | None, path: str = "/") -> None:
        """Set a cookie with the answer, or with None remove it."""
        self._cookies[name] = (value, path)

    def give_cookies(self, response: Response) -> None:
        """Put them into the answer."""
        root, secure = current().root, self._is_https
        for name, (value, path) in self._cookies.items():
            below = (root + path).rstrip("/") or "/"
            kind: dict[str, Any] = {"path": below, "secure": secure, "httponly": True, "samesite": "lax"}
            if value is None:
                response.delete_cookie(name, **kind)
            else:
                response.set_cookie(name, value, **kind)

    @property
    def _is_https(self) -> bool:
        """Behind the gateway only the browser knows, and says so with every form it sends."""
        return self.request.url.scheme == "https" or self.request.headers.get("origin", "").startswith("https://")


class Unrendered(HTMLResponse):
    """A page that waits to be told what its sandbox's clock shows."""

    def __init__(self, rendered: Callable[[Clock | None], str], status: int, headers: dict[str, str]) -> None:
        super().__init__("", status, headers)
        self._rendered = rendered

    def render_with(self, clock: Clock | None) -> None:
        """Make the page."""
        self.body = self.render(self._rendered(clock))
        self.headers["content-length"] = str(len(self.body))


def remember(visit: Visit) -> None:
    """Have the page's function find it."""
    visit.request.scope[_KEY] = visit


async def _visit(request: Request) -> Visit:
    visit: Visit = request.scope[_KEY]
    return visit


VisitDep = Annotated[Visit, Depends(_visit)]

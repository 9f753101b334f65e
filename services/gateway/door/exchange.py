"""One request on its way through the door: what the answer said about it, and what the door adds to it."""

import re
import time

from starlette.types import Message, Receive, Scope, Send

from services.gateway.door.keep import Held, Passed
from services.gateway.door.request_journal import Request
from shared.clock import real_micros
from shared.http.door import read_context
from shared.http.page_paths import is_static, page_of
from shared.identifiers import new_id
from shared.sandbox.telling import HEADER
from shared.vendors.address import Addressed, inward

_OPEN_TO_PAGES = (
    # What answers JSON looks at no cookie: a page must hold a token to do anything, and nothing here is real. Our own
    # pages have cookies, and are open to no other page.
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"*"),
)

_WORD = re.compile(r"[a-z][a-z-]{0,39}|[A-Z]\d{2}|[a-z]+\.json")
_LONGEST = 12


class LimitedBody:
    """Wraps `receive`. Past `limit` bytes the app is told that the client went away; `exceeded` tells the door why."""

    def __init__(self, receive: Receive, limit: int, held: Held | None) -> None:
        self._receive = receive
        self._held = held
        self.limit = self._left = limit
        self.exceeded = False

    async def __call__(self) -> Message:
        """The next message of the request."""
        if self.exceeded:
            return {"type": "http.disconnect"}
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                self.exceeded = True
                return {"type": "http.disconnect"}
            if self._held is not None:
                self._held.pass_(message)
        return message


class Exchange:
    """Stands between the door's server and the app that answers."""

    __slots__ = ("_begun", "_from_page", "_page", "_send", "actor", "body", "fault", "journey", "passed", "problem",
                 "request_id", "sandbox", "scope", "service", "started_at", "status", "to_vendor")  # fmt: skip

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, service: str, body_limit: int, *, keep: bool = False,
        to_vendor: Addressed | None = None,
    ) -> None:  # fmt: skip
        self.request_id = new_id()
        self.service = service
        self.to_vendor = to_vendor
        self.scope = self._inner(inward(scope, to_vendor) if to_vendor else scope)
        self.passed = Passed(scope, self._page, service) if keep else None
        self.body = LimitedBody(receive, body_limit, None if self.passed is None else self.passed.asked)
        self.status = 0
        self.sandbox = self.journey = self.problem = self.actor = self.fault = ""
        self.started_at = real_micros()
        self._begun = time.perf_counter_ns()
        self._send = send

    def _inner(self, scope: Scope) -> Scope:
        """The scope as the app sees it: our request id, and never somebody's claim to come from inside."""
        headers = [(b"x-request-id", self.request_id.encode())]
        self._from_page = False
        self._page = self.to_vendor is None and bool(page_of(scope["path"]) or is_static(scope["path"]))
        for header in scope["headers"]:
            if header[0] == b"origin":
                self._from_page = True
            if header[0] not in (b"x-request-id", b"shentu-internal", HEADER):
                headers.append(header)
        return {**scope, "headers": headers}

    @property
    def client(self) -> str:
        """The address it came from."""
        return self.scope["client"][0] if self.scope.get("client") else ""

    @property
    def started(self) -> bool:
        """Whether an answer has begun."""
        return self.status != 0

    async def send(self, message: Message) -> None:
        """What the app answers; dropped once the body was cut off, since then the door answers itself."""
        if self.body.exceeded and not self.started:
            return
        self._pass(message)
        await self._send(message)

    async def send_own(self, message: Message) -> None:
        """What the door answers by itself."""
        self._pass(message)
        await self._send(message)

    def _pass(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._read(message)
        elif self.passed is not None:
            self.passed.answered.pass_(message)

    def look(self, message: Message) -> None:
        """What the app answers, though nobody will hear it."""
        if message["type"] == "http.response.start":
            self._read(message)

    def _read(self, message: Message) -> None:
        headers = message["headers"] = list(message.get("headers", ()))
        self.status = message["status"]
        for name, value in headers:
            if name == b"sim-journey":
                self.journey = value.decode("latin-1")
            elif name == b"sim-sandbox":
                self.sandbox = value.decode("latin-1")
            elif name == b"sim-problem":
                self.problem = value.decode("latin-1")
            elif name == b"sim-actor":
                self.actor = value.decode("latin-1")
        headers.append((b"x-request-id", self.request_id.encode()))
        if self.fault:
            headers.append((b"sim-fault", self.fault.encode()))
        if self._from_page and not self._page:
            headers += _OPEN_TO_PAGES
        if self.passed is not None:
            self.passed.status, self.passed.answer_headers = self.status, headers

    def noted(self) -> Request | None:
        """The journal's line for this request; None when it is not worth one: reads outside of any journey.

        A page that shows nothing (S3) was refused all the same.
        """
        method = self.scope["method"]
        if refused := self.scope.get("state", {}).get("refused"):  # by the server, while the body was still to come
            self.status, self.problem, self.sandbox = refused.status, refused.code, read_context(self.scope).sandbox
        reads = method in ("GET", "HEAD", "OPTIONS") and self.to_vendor is None
        if not self.started or (reads and self.status < 400 and not (self.journey or self.problem)):
            return None
        return Request(
            id=self.request_id, sandbox=self.sandbox, journey=self.journey or None,
            name=self._name(), status=self.status, started_at=self.started_at,
            duration_us=(time.perf_counter_ns() - self._begun) // 1000, service=self.service,
            problem=self.problem or None, actor=self.actor or None, door="page" if self._page else None,
            passed=self.passed,
        )  # fmt: skip

    def _name(self) -> str:
        """A vendor has one address for everything: what is asked of it stands behind."""
        name = request_name(self.scope["method"], self.scope["path"])
        return f"{name} {self.to_vendor.action}" if self.to_vendor and self.to_vendor.action else name


def header(scope: Scope, wanted: bytes) -> bytes:
    """A request header, empty when there is none."""
    for name, value in scope["headers"]:
        if name == wanted:
            return bytes(value)
    return b""


def request_name(method: str, path: str) -> str:
    """What a request is called in the journal: `POST /hall/applications/{…}/confirmation`.

    Ids, query and anything personal are left out: of the path only plain words stay.
    """
    segments = path.split("/")[1 : _LONGEST + 1]
    return f"{method} /" + "/".join(part if not part or _WORD.fullmatch(part) else "{…}" for part in segments)

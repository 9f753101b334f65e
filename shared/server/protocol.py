"""HTTP/1.1 on the wire: uvicorn's protocol, with limits and refusals added.

Offers to upgrade are ignored, trailers are no headers, heads and bodies have to arrive, and what cannot be read is
refused with a problem document like everything else.
"""

import asyncio
import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from shared.errors import AddressTooLong, BodyTimeout, HeadersTooLarge, HeadTimeout, HttpMalformed, Problem
from shared.http.door import dressed, read_context
from shared.http.refusals import problem_response

log = logging.getLogger(__name__)

LINGER_SECONDS = 1.0
_HEAD, _BODY, _NOTHING = "head", "body", "nothing"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a whole head may take, how long a body may be silent, how large a head may grow that is not whole.

    So large may trailers and what else stands around the pieces of a body be, too: the parser gathers them.
    """

    head_seconds: float = 15.0
    body_seconds: float = 30.0
    head_bytes: int = 65_536


class Protocol(HttpToolsProtocol):
    """One connection to what is found below the path `root`, with limits of one's own.

    `_awaited` says what of the next request is still to come: its head, its body, nothing.
    `_framing_bytes` came since the last piece of the body, and were none of it.
    """

    def __init__(self, config: Config, server_state: ServerState, app_state: dict[str, Any],
                 _loop: asyncio.AbstractEventLoop | None = None, *, patience: Patience, root: str) -> None:  # fmt: skip
        super().__init__(config, server_state, app_state, _loop)
        self._patience, self._root = patience, root
        self._awaited = _HEAD
        self._since = self._heard = 0.0
        self._head_bytes = self._framing_bytes = 0
        self._timer: asyncio.TimerHandle | None = None
        self._resuming = self._deaf = False

    # The connection.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._since = self._heard = self.loop.time()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._awaited = _NOTHING
        self._watch()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._deaf:
            return
        self._heard = self.loop.time()
        self._unset_keepalive_if_required()
        self._framing_bytes += len(data)
        try:
            self._feed(data)
        except httptools.HttpParserError as error:
            self._refuse(HttpMalformed(reason=_reason(error)))
            return
        if self._awaited == _HEAD:
            self._head_bytes += len(data)
            if self._head_bytes > self._patience.head_bytes:
                too_much = HeadersTooLarge if self.headers else AddressTooLong
                self._refuse(too_much(limit=self._patience.head_bytes))
                return
        elif self._awaited == _BODY and self._framing_bytes > self._patience.head_bytes:
            self._refuse(HeadersTooLarge(limit=self._patience.head_bytes))
            return
        elif self._awaited == _NOTHING and self.cycle.response_complete and self.timeout_keep_alive_task is None:
            self._await_head()  # a stray line end: no request, but no reason to stay open for ever either
        self._watch()

    def _feed(self, data: bytes) -> None:
        while data:
            try:
                self.parser.feed_data(data)
                return
            except httptools.HttpParserUpgrade as offer:
                # The parser takes the offer for accepted, and what follows for another protocol's.
                data = data[offer.args[0] :]
                self._resume()

    def _resume(self) -> None:
        """Go on after a head that offered an upgrade, with a new parser that knows only the body's length."""
        framing = [name + b": " + value for name, value in self.headers if name in _FRAMING]
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        self._resuming = True
        self.parser.feed_data(b"\r\n".join([b"POST / HTTP/1.1", *framing, b"", b""]))
        self._resuming = False

    # What the parser finds.

    def on_message_begin(self) -> None:
        if not self._resuming:
            super().on_message_begin()
            self._await_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._awaited == _HEAD:  # and not a trailer, which may say nothing about the request
            super().on_header(name, value.rstrip(b" \t"))  # the blanks around it are not its own (RFC 9110 §5.5)

    def on_headers_complete(self) -> None:
        if self._awaited == _HEAD:
            self.url = _path_of(self.parser.get_method(), self.url)
            super().on_headers_complete()
            self.scope["state"]["hang_up"] = self.transport.close
            self._awaited, self._framing_bytes = _BODY, 0

    def on_body(self, body: bytes) -> None:
        self._framing_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        if not self.parser.should_upgrade():
            self._awaited = _NOTHING
            super().on_message_complete()

    def _await_head(self) -> None:
        self._awaited, self._since, self._head_bytes = _HEAD, self.loop.time(), 0

    # What does not come.

    def _watch(self) -> None:
        """Keep a timer running exactly while the client has something to send."""
        if self._awaited == _NOTHING:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        elif self._timer is None:
            self._timer = self.loop.call_at(self._due(), self._late)

    def _due(self) -> float:
        if self._awaited == _HEAD:
            return self._since + self._patience.head_seconds
        return self._heard + self._patience.body_seconds

    def _late(self) -> None:
        self._timer = None
        if self._awaited == _NOTHING or self.transport.is_closing():
            return
        if self._ours_to_wait():
            self._since = self._heard = self.loop.time()
        if self._due() > self.loop.time():
            self._watch()
            return
        if self._awaited == _HEAD:
            self._refuse(HeadTimeout(seconds=f"{self._patience.head_seconds:g}"))
        else:
            self._refuse(BodyTimeout(seconds=f"{self._patience.body_seconds:g}"))

    def _ours_to_wait(self) -> bool:
        """Whether the client has to wait for us: we read no more, have not asked for the body, or still answer."""
        if self.flow.read_paused:
            return True
        return self._busy() and (self._awaited == _HEAD or self.cycle.waiting_for_100_continue)

    def _busy(self) -> bool:
        """Whether a request is being answered."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    # What is refused.

    def _refuse(self, problem: Problem) -> None:
        """Answer with the problem, if that is still possible, and close the connection."""
        unused = isinstance(problem, HeadTimeout) and not self._head_bytes  # browsers keep spare connections
        level = logging.DEBUG if unused else logging.WARNING
        log.log(level, "refused %s with %d %s: %s", self.client, problem.status, problem.code, problem.detail("en"))
        self._deaf = True
        in_body, self._awaited = self._awaited == _BODY, _NOTHING
        self._watch()
        cycle, busy = self.cycle, self._busy()
        if busy and not in_body:
            cycle.keep_alive = False  # the request before is answered in full; it is the last
        elif in_body and (self.pipeline or cycle.response_started):
            self.transport.close()
        else:
            self._answer(problem, {**(self.scope or {}), "headers": self.headers or [], "root_path": self._root})
            if busy:
                self.scope["state"]["refused"] = problem
                cycle.disconnected = True
                cycle.message_event.set()

    def _answer(self, problem: Problem, scope: dict[str, Any]) -> None:
        context = read_context(scope)
        response = problem_response(problem, context)
        headers = [*self.server_state.default_headers, *dressed(response.raw_headers, context), _LAST]
        lines = [b"HTTP/1.1 %d %s" % (problem.status, HTTPStatus(problem.status).phrase.encode())]
        lines += [name + b": " + value for name, value in headers]
        self.transport.write(b"\r\n".join([*lines, b"", bytes(response.body)]))
        self._hang_up()

    def _hang_up(self) -> None:
        """Close after a pause, since a client that is still sending would lose the answer."""
        if not self.transport.can_write_eof():
            self.transport.close()
            return
        self.transport.write_eof()
        self.flow.resume_reading()
        self.loop.call_later(LINGER_SECONDS, self.transport.close)


_LAST = (b"connection", b"close")
_FRAMING = (b"content-length", b"transfer-encoding")


def _path_of(method: bytes, target: bytes) -> bytes:
    """The path of a request target; `*` and `host:port` name no resource here, `http://host` names the root."""
    if method == b"CONNECT":
        return b"/"
    if target[:1] in (b"/", b"*") or b"://" not in target:
        return target
    rest = target.split(b"://", 1)[1]
    slash, query = rest.find(b"/"), rest.find(b"?")
    if slash >= 0 and (query < 0 or slash < query):
        return rest[slash:]
    return b"/" + (rest[query:] if query >= 0 else b"")


def _reason(error: httptools.HttpParserError) -> str:
    if isinstance(error, httptools.HttpParserCallbackError):  # from on_headers_complete, which reads the address
        return "the address is no URL; other than ASCII has to be percent-encoded"
    return "HTTP/2 is not spoken here" if "PRI" in str(error) else str(error)

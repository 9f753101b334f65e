"""One blocking keep-alive connection, for requests one at a time.

The standard library's takes most of a millisecond for a request and its answer, which would count as the server's.
"""

import socket

import httptools

from bench.load import Request

PATIENCE = 10.0


class Caller:
    """Sends bytes made beforehand; what comes back is decoded when somebody asks."""

    def __init__(self, port: int) -> None:
        self._host = f"127.0.0.1:{port}"
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def raw(self, request: Request) -> bytes:
        """The request as it goes to this server."""
        return request.raw(self._host)

    def send(self, raw: bytes) -> bytes:
        """The body of the answer; raises RuntimeError unless it is a 200."""
        self._socket.sendall(raw)
        self._body, self._complete = b"", False
        parser = httptools.HttpResponseParser(self)
        while not self._complete:
            received = self._socket.recv(65536)
            if not received:
                raise RuntimeError("the server hung up")
            parser.feed_data(received)
        if parser.get_status_code() != 200:
            raise RuntimeError(f"{raw[:100]!r}: {parser.get_status_code()} {self._body[:500]!r}")
        return self._body

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        self._complete = True

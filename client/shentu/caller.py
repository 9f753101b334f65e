"""Somebody at the door: connections, and what is sent with each request: sandbox, token, language."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self
from urllib.parse import quote

import httpx

from shentu.problems import NotShentu, Unreachable, problem

PATIENCE = 70.0
"""Seconds: longer than the server waits, so that what it tells of a wait in vain is not lost."""
_HERE = ("127.0.0.1", "localhost", "::1")


def connect(url: str, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """Connections to this address; what runs on this machine is not asked for by way of a proxy. Raises Unreachable."""
    try:
        away = httpx.URL(url).host not in _HERE
        return httpx.Client(base_url=url, transport=transport, timeout=PATIENCE, trust_env=away)
    except httpx.InvalidURL as error:
        raise Unreachable(f"{url} does not answer ({error})") from error


class Caller:
    """Sends requests and wants them to succeed."""

    def __init__(self, http: httpx.Client, headers: Mapping[str, str]) -> None:
        self.http = http
        self.headers = dict(headers)

    def with_(self, **headers: str) -> Self:
        """The same connections; `Sim_Sandbox="x"` is the header `Sim-Sandbox: x`."""
        return type(self)(self.http, self.headers | {name.replace("_", "-"): value for name, value in headers.items()})

    def send(self, method: str, path: str, **how: Any) -> httpx.Response:
        """The answer, when it is a success. Raises Problem, NotShentu, Unreachable."""
        headers = self.headers | how.pop("headers", {})
        with self._reaching():
            answer = self.http.request(method, path, headers=headers, **how)
        return judged(answer)

    @contextmanager
    def open(self, method: str, path: str, **how: Any) -> Iterator[httpx.Response]:
        """An answer that is read as it comes. Raises like `send`."""
        headers = self.headers | how.pop("headers", {})
        with self._reaching(), self.http.stream(method, path, headers=headers, **how) as answer:
            if not answer.is_success:
                answer.read()
            yield judged(answer)

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except (httpx.TransportError, httpx.InvalidURL) as error:
            why = str(error) or type(error).__name__
            raise Unreachable(f"{str(self.http.base_url).rstrip('/')} does not answer ({why})") from error


def path_of(parts: list[str]) -> str:
    """Each part as it is, whatever stands in it."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


def judged(answer: httpx.Response) -> httpx.Response:
    """The answer, when it is a success; raises what it says."""
    url = answer.request.url
    if "sim-notice" not in answer.headers:
        raise NotShentu(f"{url.copy_with(raw_path=b'/')} is something else than Shentu: it answers without Sim-Notice.")
    if not answer.is_success:
        raise problem(f"{answer.request.method} {url.path}", answer.status_code, _said(answer))
    return answer


def _said(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {"code": "unreadable", "detail": answer.text[:200]}

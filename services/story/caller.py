"""Somebody at the door: an address, a sandbox, perhaps a token."""

from typing import Any

import httpx

Json = dict[str, Any]


class Refused(Exception):
    """An answer the story did not expect; the message shows the call and what the refusal says."""


def enter(http: httpx.Client, sandbox: str | None = None) -> "Caller":
    """Somebody in this sandbox, or in a new one. Raises Refused, and httpx's own errors when nobody answers."""
    return Caller(http, sandbox or _judged(http.post("/sim/sandboxes")).json()["name"])


class Caller:
    """Sends requests and wants them to succeed. `as_(token)` is the same person logged in somewhere."""

    def __init__(self, http: httpx.Client, sandbox: str, token: str | None = None) -> None:
        self._http = http
        self._headers = {"Sim-Sandbox": sandbox} | ({"Authorization": f"Bearer {token}"} if token else {})
        self.sandbox = sandbox
        self.token = token or ""

    def as_(self, token: str) -> "Caller":
        """The same sandbox with this token."""
        return Caller(self._http, self.sandbox, token)

    def get(self, path: str, **query: Any) -> Any:
        """The decoded answer."""
        return self._ask("GET", path, params=query or None).json()

    def text(self, path: str, **query: Any) -> str:
        """The answer as it is."""
        return self._ask("GET", path, params=query).text

    def post(self, path: str, **body: Any) -> Any:
        """Send a JSON document."""
        return self._ask("POST", path, json=body).json()

    def put(self, path: str, body: Json) -> Any:
        """Replace a document."""
        return self._ask("PUT", path, json=body).json()

    def patch(self, path: str, **body: Any) -> Any:
        """Change fields."""
        return self._ask("PATCH", path, json=body).json()

    def upload(self, path: str, name: str, **fields: str) -> Any:
        """Upload a small PDF of this name."""
        return self._ask("POST", path, files={"file": (name, _pdf(name), "application/pdf")}, data=fields).json()

    def _ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        return _judged(self._http.request(method, path, headers=self._headers, **how))


def _judged(answer: httpx.Response) -> httpx.Response:
    """The answer, when it is a success; raises Refused with what it says."""
    url = answer.request.url
    if "sim-notice" not in answer.headers:
        raise Refused(f"{url.copy_with(path='/')} is something else than Shentu: it answers without Sim-Notice.")
    if not answer.is_success:
        problem = answer.json()
        raise Refused(
            f"{answer.request.method} {url.path} → {answer.status_code} {problem['code']}：{problem['detail']}"
        )
    return answer


def _pdf(text: str) -> bytes:
    """The smallest thing that is truly a PDF."""
    return f"%PDF-1.4\n% {text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()

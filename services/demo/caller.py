"""Somebody at the door: an address, a sandbox, perhaps a token."""

from typing import Any

import httpx

Json = dict[str, Any]


class Refused(Exception):
    """An answer the story did not expect; the message shows the call and the refusal."""


class Caller:
    """Sends requests and wants them to succeed. `as_(token)` is the same person logged in somewhere."""

    def __init__(self, http: httpx.Client, sandbox: str, token: str | None = None) -> None:
        self._http = http
        self._headers = {"Sim-Sandbox": sandbox} | ({"Authorization": f"Bearer {token}"} if token else {})
        self.sandbox = sandbox

    def as_(self, token: str) -> "Caller":
        """The same sandbox with this token."""
        return Caller(self._http, self.sandbox, token)

    def get(self, path: str, **query: Any) -> Any:
        """The decoded answer."""
        return self._ask("GET", path, params=query).json()

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
        answer = self._http.request(method, path, headers=self._headers, **how)
        if not answer.is_success:
            raise Refused(f"{method} {path} → {answer.status_code}\n{answer.text}")
        return answer


def _pdf(text: str) -> bytes:
    """The smallest thing that is truly a PDF."""
    return f"%PDF-1.4\n% {text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()

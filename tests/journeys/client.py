"""A caller who knows the contract and nothing else, and who checks on every answer what holds for every answer.

Every answer carries `Sim-Notice`; what concerns an application carries `Sim-Journey`; every refusal is an RFC 9457
problem with a stable code and pointers; nothing is ever a server error.
"""

import re
from typing import Any, Self

import httpx

Json = dict[str, Any]

_KEBAB = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_VALIDATION = re.compile(r"^(V\d\d|[a-z0-9]+(-[a-z0-9]+)*)$")  # the province's list numbers its checks V01…
_APPLICATION = re.compile(r"^/hall/applications/[^/?]+")


class ContractBroken(AssertionError):
    """An answer that the contract does not allow; the message shows the call and the answer."""

    def __init__(self, why: str, response: httpx.Response) -> None:
        request = response.request
        body = response.text[:2000]
        super().__init__(f"{why}\n{request.method} {request.url}\n→ {response.status_code} {body}")
        self.response = response


class Client:
    """One caller: an address, perhaps a sandbox, perhaps a token. Cheap to derive, connections are shared."""

    def __init__(self, base_url: str, sandbox: str | None = None, http: httpx.Client | None = None) -> None:
        self.base_url = base_url.rstrip("/")
        self.sandbox = sandbox
        self.http = http or httpx.Client(timeout=60, trust_env=False, limits=httpx.Limits(max_connections=100))
        self.headers: dict[str, str] = {"Sim-Sandbox": sandbox} if sandbox else {}

    def derive(self, *, token: str | None = None, sandbox: str | None = None, **headers: str) -> Self:
        """The same connections with another identity, sandbox or extra headers (`accept_language="en"`)."""
        other = type(self)(self.base_url, sandbox or self.sandbox, self.http)
        other.headers = self.headers | other.headers
        if token is not None:
            other.headers["Authorization"] = f"Bearer {token}"
        other.headers |= {name.replace("_", "-"): value for name, value in headers.items()}
        return other

    def close(self) -> None:
        self.http.close()

    def send(self, method: str, path: str, **how: Any) -> httpx.Response:
        """Send, and check only what must be true of every answer, whatever it says."""
        headers = self.headers | how.pop("headers", {})
        response = self.http.request(method, self.base_url + path, headers=headers, **how)
        check_answer(response, path)
        return response

    def call(self, method: str, path: str, expect: int | tuple[int, ...] | None = None, **how: Any) -> Any:
        """Send; demand success (or exactly `expect`); return the decoded body."""
        response = self.send(method, path, **how)
        wanted = (expect,) if isinstance(expect, int) else expect
        if response.status_code not in wanted if wanted else not response.is_success:
            raise ContractBroken(f"expected {wanted or 'success'}", response)
        return response.json() if response.content and "json" in response.headers["content-type"] else response.text

    def get(self, path: str, /, **params: Any) -> Any:
        return self.call("GET", path, 200, params={key: value for key, value in params.items() if value is not None})

    def create(self, path: str, body: Json | None = None, **how: Any) -> Json:
        """A POST that makes something: 201."""
        answer: Json = (
            self.call("POST", path, 201, json=body, **how) if body is not None else self.call("POST", path, 201, **how)
        )
        return answer

    def post(self, path: str, body: Json | None = None, expect: int = 200, **how: Any) -> Json:
        """A POST that does something: 200, or the status given."""
        answer: Json = (
            self.call("POST", path, expect, json=body, **how)
            if body is not None
            else self.call("POST", path, expect, **how)
        )
        return answer

    def put(self, path: str, body: Any) -> Json:
        answer: Json = self.call("PUT", path, 200, json=body)
        return answer

    def upload(self, path: str, file: tuple[str, bytes, str], **fields: str) -> Json:
        return self.create(path, files={"file": file}, data=fields)

    def items(self, path: str, /, **params: Any) -> list[Json]:
        """Every item of a list, following `next_cursor`."""
        found: list[Json] = []
        cursor: str | None = None
        while True:
            page = self.get(path, cursor=cursor, **params)
            assert isinstance(page, dict) and set(page) >= {"items", "next_cursor"}, f"{path} is no list: {page}"
            found += page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return found

    def refused(self, status: int, code: str | None, method: str, path: str, **how: Any) -> Json:
        """Demand this refusal; returns the problem."""
        response = self.send(method, path, **how)
        if response.status_code != status or (code is not None and response.json()["code"] != code):
            raise ContractBroken(f"expected {status} {code or ''}", response)
        problem: Json = response.json()
        return problem


def check_answer(response: httpx.Response, path: str) -> None:
    """What the contract says about every answer."""
    if response.status_code >= 500 and response.status_code not in (502, 503, 504):
        raise ContractBroken("a server error", response)
    if response.headers.get("sim-notice") != "simulated":
        raise ContractBroken("no Sim-Notice", response)
    if response.is_success and _APPLICATION.match(path) and not response.headers.get("sim-journey"):
        raise ContractBroken("concerns an application, but no Sim-Journey", response)
    if response.status_code >= 400:
        check_problem(response)


def check_problem(response: httpx.Response) -> None:
    """RFC 9457, with our `code` and `errors`."""
    if not response.headers["content-type"].startswith("application/problem+json"):
        raise ContractBroken("a refusal that is no application/problem+json", response)
    problem = response.json()
    missing = {"type", "title", "status", "detail", "code"} - set(problem)
    if missing or problem["status"] != response.status_code or not _KEBAB.match(problem["code"]):
        raise ContractBroken(f"a malformed problem {missing or ''}", response)
    if not problem["detail"].strip():
        raise ContractBroken("a problem that does not say what to do", response)
    for error in problem.get("errors") or problem.get("problems") or []:
        if not _VALIDATION.match(error["code"]) or not error["detail"]:
            raise ContractBroken(f"a malformed entry in errors: {error}", response)
        if "pointer" in error and error["pointer"] is not None and not re.match(r"^(/.*)?$", error["pointer"]):
            raise ContractBroken(f"not a JSON pointer: {error['pointer']}", response)

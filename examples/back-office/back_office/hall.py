"""网上办事大厅, as this company uses it."""

from typing import Any

import httpx


class Refused(Exception):
    """What the hall says is to be done; `code` for programs."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class Hall:
    """A login, and requests that succeed or say why not."""

    def __init__(self, http: httpx.Client, login: str, password: str) -> None:
        self._http = http
        self._headers: dict[str, str] = {}
        token = self.ask("POST", "/portal/login", json={"login": login, "password": password})["access_token"]
        self._headers = {"Authorization": f"Bearer {token}"}

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, **how: Any) -> Any:
        """The answer. Raises Refused; httpx's errors when nobody answers."""
        answer = self._http.request(method, path, headers=self._headers | (headers or {}), **how)
        if answer.is_error:
            problem = answer.json()
            raise Refused(problem["code"], problem["detail"])
        return answer.json()

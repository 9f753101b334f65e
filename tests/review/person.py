"""People who call the platform over HTTP."""

from typing import Any

import httpx

from tests.review.filings import Json

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Person:
    """Somebody who calls the platform; every refusal must be a problem document."""

    def __init__(self, http: httpx.AsyncClient, token: str | None = None, **headers: str) -> None:
        self.http = http
        self.headers = headers | ({"Authorization": f"Bearer {token}"} if token else {})

    async def send(self, method: str, path: str, **how: Any) -> httpx.Response:
        headers = self.headers | how.pop("headers", {})
        response = await self.http.request(method, f"/review{path}", headers=headers, **how)
        assert response.headers["sim-notice"] == "simulated"
        if response.status_code >= 400:
            assert response.headers["content-type"].startswith("application/problem+json"), response.text
            assert response.json()["status"] == response.status_code < 500, response.text
        return response

    async def call(self, method: str, path: str, expect: int = 200, **how: Any) -> Any:
        response = await self.send(method, path, **how)
        assert response.status_code == expect, (method, path, response.status_code, response.text)
        return response.json() if response.content else None

    async def get(self, path: str, **how: Any) -> Any:
        return await self.call("GET", path, **how)

    async def post(self, path: str, body: Json | None = None, expect: int = 201, **how: Any) -> Any:
        return await self.call("POST", path, expect, json=body, **how)

    async def put(self, path: str, body: Any) -> Any:
        return await self.call("PUT", path, json=body)

    async def refused(self, status: int, code: str, method: str, path: str, **how: Any) -> Json:
        """Demand this refusal; returns the problem."""
        response = await self.send(method, path, **how)
        assert (response.status_code, response.json()["code"]) == (status, code), response.text
        return dict(response.json())

    async def upload(
        self, path: str, content: bytes = PDF, name: str = "a.pdf", expect: int = 201, **fields: str
    ) -> Json:
        file = {"file": (name, content, "application/octet-stream")}
        return dict(await self.call("POST", path, expect, files=file, data=fields))

"""A browser without eyes: keeps cookies, reads the word out of a form and sends it back."""

import re
from typing import Any

import httpx

from services.gateway.portal.seed import personas

LOGIN = "/portal/web/login"
HTML = "text/html; charset=utf-8"


class Visitor:
    """Somebody with a cookie jar, in one sandbox."""

    def __init__(self, url: str, sandbox: str, through: httpx.BaseTransport | None = None) -> None:
        self.client = httpx.Client(base_url=url, timeout=30, trust_env=False, transport=through)
        self.client.cookies.set("shentu_sandbox", sandbox)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Look at a page; redirects are not followed."""
        return self.client.get(path, headers=headers)

    def word(self, path: str) -> str:
        """What the first form of a page carries."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.get(path).text)
        assert found, f"no form at {path}"
        return found[1]

    def post(self, path: str, data: dict[str, Any], form: str | None = None, **headers: str) -> httpx.Response:
        """Send the form of that page (of `form`, if it stands elsewhere) with its word, as this very page would."""
        sent = {"csrf": self.word(form or path), **data}
        return self.client.post(path, data=sent, headers={"Sec-Fetch-Site": "same-origin", **headers})

    def log_in(self, persona: str = "owner", to: str = "/hall") -> httpx.Response:
        """By the portal's form."""
        [code] = [one["credit_code"] for one in personas()["account"] if one["persona"] == persona]
        data = {"login": code, "password": personas()["password"]}
        return self.post(f"{LOGIN}?next={to}", data)

    @property
    def token(self) -> str:
        """The token in the cookie."""
        return str(self.client.cookies["shentu_portal"])

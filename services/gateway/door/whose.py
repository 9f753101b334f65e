"""Whose request it is: the sandbox it looks into, and the account that is logged in, by its head alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import Scope

from shared.context import DEFAULT_SANDBOX
from shared.http.page_paths import cookies_of, page_of
from shared.login.tokens import Claims, Tokens


@dataclass(frozen=True, slots=True)
class Whose:
    """A program shows a bearer token, a browser cookies: `logins` says which one holds the token on whose pages, and
    `sandbox_cookie` which one names the sandbox before anybody has logged in."""

    tokens: Tokens
    logins: Mapping[str, str]
    sandbox_cookie: str

    def sandbox_of(self, scope: Scope) -> str:
        """The sandbox that it names, that its token was issued in, that a browser looks into, or the default one."""
        headers = dict(scope["headers"])
        if named := headers.get(b"sim-sandbox"):
            return str(named, "latin-1")
        claims = self.claims_of(scope)
        if claims is not None:
            return claims.sandbox
        kept = cookies_of(scope["headers"]).get(self.sandbox_cookie) if page_of(scope["path"]) else None
        return kept or DEFAULT_SANDBOX

    def account_of(self, scope: Scope) -> str | None:
        """The credit code of who is logged in."""
        claims = self.claims_of(scope)
        return None if claims is None else str(claims.data.get("credit_code", claims.subject))

    def claims_of(self, scope: Scope) -> Claims | None:
        """What its token says; None without one."""
        headers = dict(scope["headers"])
        scheme, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        if scheme.lower() == "bearer":
            return self.tokens.recognised(token.strip())
        cookie = self.logins.get(page_of(scope["path"]))
        shown = cookies_of(scope["headers"]).get(cookie) if cookie else None
        return self.tokens.recognised(shown) if shown else None

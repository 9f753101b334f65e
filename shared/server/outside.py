"""Running behind a proxy: below a path, and with the client's own address.

`SHENTU_ROOT_PATH` is the path it is found under, whether the proxy takes that away or leaves it; what a proxy of
`SHENTU_TRUSTED_PROXIES` says of the client is believed, and nobody else's `X-Forwarded-…`.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from shared.settings import Settings
from shared.settings.checks import EVERYBODY, networks_in

Address = IPv4Address | IPv6Address
Headers = list[tuple[bytes, bytes]]

_CLAIMS = (b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto")


class Outside:
    """The app, as it is reached from outside: each request is rewritten to what it is inside, with no path before ours,
    and with the client's own address, host and scheme."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._root = settings.root_path
        self._trusted = Trusted(settings.trusted_proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = self._inside(scope)
        await self._app(scope, receive, send)

    def _inside(self, scope: Scope) -> Scope:
        changes: dict[str, Any] = {}
        if self._root:
            changes |= _below(self._root, scope)
        if any(name in _CLAIMS for name, _ in scope["headers"]):
            changes |= self._client(scope)
        return {**scope, **changes} if changes else scope

    def _client(self, scope: Scope) -> dict[str, Any]:
        headers = [(name, value) for name, value in scope["headers"] if name not in _CLAIMS]
        peer = scope["client"][0] if scope.get("client") else ""
        if peer not in self._trusted:
            return {"headers": headers}
        by, hosts, schemes = (_listed(scope["headers"], claim) for claim in _CLAIMS)
        found: dict[str, Any] = {"headers": headers}
        # Of several the last: a proxy that appends leaves what the client made up before it.
        if hosts:
            host = (b"host", hosts[-1].encode("latin-1"))
            found["headers"] = [host, *(one for one in headers if one[0] != b"host")]
        if schemes[-1:] in (["http"], ["https"]):
            found["scheme"] = schemes[-1]
        if client := self._trusted.first_stranger(by):
            found["client"] = (client, 0)
        return found


class Trusted:
    """The proxies of SHENTU_TRUSTED_PROXIES: addresses and networks, or `*` for whoever connects."""

    def __init__(self, listed: str) -> None:
        self._all = listed.strip() == EVERYBODY
        self._networks = [] if self._all else networks_in(listed)

    def __contains__(self, peer: str) -> bool:
        address = _address(peer)
        return self._all or (address is not None and any(address in network for network in self._networks))

    def first_stranger(self, claims: Iterable[str]) -> str | None:
        """The client according to `X-Forwarded-For`: from the end, the first address that is no trusted proxy."""
        client = None
        for one in reversed(list(claims)):
            address = _address(_without_port(one))
            if address is None:
                break  # whoever wrote this was no proxy of ours
            client = str(address)
            if client not in self:
                break
        return client


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _without_port(text: str) -> str:
    """`1.2.3.4:5678` and `[::1]:80` as some proxies write them."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _listed(headers: Iterable[tuple[bytes, bytes]], wanted: bytes) -> list[str]:
    joined = ",".join(value.decode("latin-1") for name, value in headers if name == wanted)
    return [part.strip() for part in joined.split(",") if part.strip()]


def _below(root: str, scope: Scope) -> dict[str, Any]:
    changes: dict[str, Any] = {"root_path": root}
    path, raw = scope["path"], scope["raw_path"]
    if path == root or path.startswith(root + "/"):
        changes["path"] = path[len(root) :] or "/"
        changes["raw_path"] = raw[len(root) :] or b"/"
    return changes

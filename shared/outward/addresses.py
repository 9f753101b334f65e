"""Where requests of ours may go: loopback, and what `SHENTU_WEBHOOK_HOSTS` allows besides."""

import asyncio
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from shared.errors import FieldError, RequestInvalid
from shared.settings.checks import EVERYBODY, is_address, networks_in

_URL = re.compile(
    r"(?P<scheme>(?i:https?))://(?:(?P<name>[A-Za-z0-9._-]+)|\[(?P<ipv6>[0-9A-Fa-f:.]+)\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<rest>[/?][!-\"$-\[\]-~]*)?"
)
_PORTS = {"http": 80, "https": 443}
LOCALHOST = "localhost"
_LOOPBACK = ("127.0.0.1", "::1")
_WRONG = {
    "url-malformed": (
        "请写 http:// 或 https:// 开头的网址（ASCII），不含用户名、密码与 #，例如 http://127.0.0.1:9000/hooks",
        "an http:// or https:// URL in ASCII without user, password and #, as in http://127.0.0.1:9000/hooks",
    ),
    "host-not-allowed": (
        "只能发往本机（127.0.0.1、::1、localhost）；其他主机须先在设置 SHENTU_WEBHOOK_HOSTS 中允许",
        "goes to this machine only (127.0.0.1, ::1, localhost): the setting SHENTU_WEBHOOK_HOSTS allows other hosts",
    ),
}  # fmt: skip

Address = IPv4Address | IPv6Address


class Refused(Exception):
    """An address that they may not go to; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UrlRefused(RequestInvalid):
    """Where no request of ours goes."""

    def __init__(self, refused: Refused, pointer: str = "/url") -> None:
        super().__init__(errors=[FieldError(pointer, refused.code, *_WRONG[refused.code])])


@dataclass(frozen=True, slots=True)
class Target:
    """A URL in its parts; a host in square brackets is given without them."""

    url: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Hosts:
    """What is allowed besides loopback: names, as they are or `*.example.org`, and networks."""

    names: frozenset[str]
    networks: Sequence[IPv4Network | IPv6Network]

    @classmethod
    def of(cls, listed: str) -> "Hosts":
        """The setting as it was written."""
        parts = [part.strip().lower() for part in listed.split(",") if part.strip()]
        addresses = [part for part in parts if is_address(part)]
        return cls(frozenset(parts) - frozenset(addresses), networks_in(",".join(addresses)))

    def target(self, url: str) -> Target:
        """The URL in its parts, nothing looked up. Raises Refused: `url-malformed`, `host-not-allowed`."""
        found = _URL.fullmatch(url)
        if found is None or not 0 < int(found["port"] or 1) < 65_536:
            raise Refused("url-malformed")
        host = (found["name"] or found["ipv6"]).lower()
        literal = _literal(host)
        if found["ipv6"] and not isinstance(literal, IPv6Address):
            raise Refused("url-malformed")
        if literal is None and host.replace(".", "").isdigit():
            raise Refused("url-malformed")  # 127.1 and 2130706433 are addresses to some, and names to others
        if not (self._goes(literal) if literal else host == LOCALHOST or self._named(host)):
            raise Refused("host-not-allowed")
        return Target(url, host, int(found["port"] or _PORTS[found["scheme"].lower()]))

    async def addresses(self, host: str, port: int) -> list[str]:
        """Where a name leads to: looked up once, and each address judged. Raises Refused, OSError."""
        if host == LOCALHOST:
            return list(_LOOPBACK)
        if not self._named(host):
            raise Refused("host-not-allowed")
        allowed = [str(one) for one in await _looked_up(host, port) if self._may_mean(one)]
        if not allowed:
            raise Refused("host-not-allowed")
        return allowed

    def _named(self, host: str) -> bool:
        """Whether this name is allowed."""
        above = host.split(".")
        wild = {f"*.{'.'.join(above[place:])}" for place in range(1, len(above))}
        return not self.names.isdisjoint({host, EVERYBODY, *wild})

    def _goes(self, address: Address) -> bool:
        """Whether an address that was given as such is allowed."""
        plain = _plain(address)
        return plain.is_loopback or any(plain in network for network in self.networks)

    def _may_mean(self, address: Address) -> bool:
        """Whether a name that is allowed may stand for this one: not for what only this machine's surroundings have."""
        plain = _plain(address)
        odd = plain.is_link_local or plain.is_multicast or plain.is_unspecified or plain.is_reserved
        return self._goes(address) or not odd


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _plain(address: Address) -> Address:
    """An IPv4 address in the clothes of IPv6 is an IPv4 address."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


async def _looked_up(host: str, port: int) -> list[Address]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    return [ip_address(one) for one in dict.fromkeys(addresses) if "%" not in one]

"""A client's session that connects to judged addresses only."""

import asyncio
import functools
from typing import Any

from shared.outward.addresses import Hosts
from shared.version import VERSION

_NAME = "Shentu/"
USER_AGENT = _NAME + VERSION
"""Whose requests they are, of whichever version: the door knows them by it when they come back."""
_MOST_HEARD = 65_536
"""Bytes of an answer, its head and what goes before it with them."""


def is_ours(user_agent: bytes) -> bool:
    """Whether a request with this header went out from a simulator."""
    return user_agent.startswith(_NAME.encode())


def judged_session(hosts: Hosts) -> Any:
    """An aiohttp session, loaded no sooner than it is needed; redirects are for the caller to refuse."""
    import aiohttp

    # the addresses that were judged are those that are connected to, each time anew
    connector: Any = aiohttp.TCPConnector(resolver=_resolver(hosts), use_dns_cache=False, force_close=True, limit=0)
    connector._factory = functools.partial(_sparing(), loop=asyncio.get_running_loop())
    return aiohttp.ClientSession(
        connector=connector, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False,
        timeout=aiohttp.ClientTimeout(total=None), headers={"User-Agent": USER_AGENT},
    )  # fmt: skip


async def begin_of(content: Any, most: int) -> bytes:
    """The beginning of an answer's body; no more of it is read."""
    said = b""
    while len(said) < most and (chunk := await content.read(most - len(said))):
        said += chunk
    return said


def _sparing() -> Any:
    from aiohttp.client_proto import ResponseHandler

    class Sparing(ResponseHandler):
        """Hears the beginning of what is said and no more: a flood of interim answers is read by aiohttp in one go,
        and everybody else would wait meanwhile."""

        _left = _MOST_HEARD

        def data_received(self, data: bytes) -> None:
            heard, self._left = data[: self._left], max(0, self._left - len(data))
            if heard or not data:
                super().data_received(heard)
            if not self._left and self.transport is not None:
                self.transport.pause_reading()

    return Sparing


def _resolver(hosts: Hosts) -> Any:
    import socket

    from aiohttp.abc import AbstractResolver, ResolveResult

    class Judged(AbstractResolver):
        """Looks a name up once, and gives the addresses that may be connected to."""

        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            return [
                ResolveResult(
                    hostname=host, host=address, port=port, proto=0, flags=socket.AI_NUMERICHOST,
                    family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                )
                for address in await hosts.addresses(host, port)
            ]  # fmt: skip

        async def close(self) -> None:
            """Nothing to close."""

    return Judged()

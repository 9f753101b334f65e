"""The same request round FastAPI and through it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from shared.door import Door
from shared.shortcuts import Shortcuts


@contextmanager
def long_way_only(door: Any) -> Iterator[None]:
    """Meanwhile nothing goes round the FastAPI application of a service's `app`."""
    shortcuts = shortcuts_of(door)
    ways, shortcuts._shortcuts = shortcuts._shortcuts, []
    try:
        yield
    finally:
        shortcuts._shortcuts = ways


@contextmanager
def short_way_only(door: Any) -> Iterator[list[str]]:
    """Meanwhile FastAPI is away; the paths it would have been asked for."""
    shortcuts, missed = shortcuts_of(door), []

    async def away(scope: Any, receive: Any, send: Any) -> None:
        missed.append(scope["path"])
        await send({"type": "http.response.start", "status": 501, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    app, shortcuts._app = shortcuts._app, away
    try:
        yield missed
    finally:
        shortcuts._app = app


def shortcuts_of(door: Any) -> Shortcuts:
    assert isinstance(door, Door) and isinstance(door.app, Shortcuts)
    return door.app


def same(one: httpx.Response, other: httpx.Response) -> bool:
    """Whether a client could not tell them apart, but for the request's own id."""
    return _shown(one) == _shown(other)


def _shown(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    headers = {name: value for name, value in answer.headers.items() if name not in ("x-request-id", "date")}
    return answer.status_code, answer.content, headers

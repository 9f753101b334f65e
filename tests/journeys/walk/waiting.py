"""Texts on phones, events, and the end of everything that is under way."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.journeys.client import Client, Json


@contextmanager
def next_message(anyone: Client, phone: str, var: str, seconds: float = 30) -> Iterator[Json]:
    """The first message that reaches `phone` after the block began and that carries `var`; filled in when it ends."""
    path = f"/sim/phones/{phone}/messages"
    known = {message["id"] for message in anyone.items(path)}
    arrived: Json = {}
    yield arrived
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for message in anyone.items(path, wait=2):
            if message["id"] not in known and var in message["vars"]:
                arrived.update(message)
                return
        time.sleep(0.02)  # `wait` returns at once when earlier messages are there
    raise AssertionError(f"no message with {var!r} reached {phone} within {seconds:g} s")


def await_event(anyone: Client, journey: str, event: str, timeout: float = 30) -> Json:
    """The server waits; nobody sleeps or polls."""
    found: Json = anyone.get("/sim/wait", journey=journey, event=event, timeout=timeout)
    assert found["type"] == event and found["journey"] == journey, found
    return found


def settle(anyone: Client, timeout: float = 30) -> None:
    anyone.get("/sim/idle", timeout=timeout)

"""What arrives takes effect once, is tried again when it fails, and is dropped when its sandbox is gone."""

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import func, select

from shared import sandbox
from shared.bus.local import LocalBus
from shared.clock import Clock, real_micros
from shared.context import Context
from shared.events.base import addressed
from shared.events.hall import PhoneCodeIssued
from shared.inbox import TryAgain, handling
from shared.store.tables import inbox, journal, outbox
from tests import within
from tests.lives import reset
from tests.shared.delivery.pair import Pair, effects, eventually, nothing, steps, tell, tell_code, told


async def test_an_event_takes_effect_once_and_the_journal_says_how(pair: Pair) -> None:
    event = await told(pair.hall, "once")
    await eventually(effects(pair.review), ["once"])
    await eventually(lambda: steps(pair.hall.store, event), [("emitted", None), ("confirmed", 1)])
    assert await steps(pair.review.store, event) == [("received", None), ("handled", 1)]


async def test_a_second_copy_is_a_duplicate(pair: Pair) -> None:
    event = await told(pair.hall, "once")
    await eventually(effects(pair.review), ["once"])
    body = await pair.hall.store.core_read(lambda c: bytes(c.scalars(select(outbox.c.body)).one()))
    body = addressed(body, "default", sandbox.FIRST)
    await asyncio.gather(*(pair.review.inbox.receive(body) for _ in range(5)))
    assert await effects(pair.review)() == ["once"]
    assert (await steps(pair.review.store, event))[2:] == [("duplicate", None)] * 5


async def test_a_failing_handler_leaves_nothing_and_is_tried_again(pair: Pair) -> None:
    pair.listener.failures = [RuntimeError("first"), TryAgain("second, call 13800000001")]
    event = await told(pair.hall, "late")
    await eventually(effects(pair.review), ["late"])
    assert await steps(pair.review.store, event) == [
        ("received", None), ("failed", 1), ("retry", 1), ("failed", 2), ("retry", 2), ("handled", 3),
    ]  # fmt: skip
    reasons = await pair.review.store.core_read(
        lambda c: [json.loads(r.detail)["error"] for r in c.execute(select(journal)) if r.status == "failed"]
    )
    assert reasons == ["RuntimeError: first", "TryAgain: second, call 138****0001"]
    assert await pair.review.store.core_read(lambda c: bytes(c.scalars(select(inbox.c.body)).one())) == b""


async def test_after_the_last_attempt_it_is_dead(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handling, "BACKOFF_SECONDS", (0.01, 0.01))
    pair.listener.failures = [RuntimeError("no") for _ in range(3)]
    event = await told(pair.hall, "never")

    async def status() -> Any:
        return await pair.review.store.core_read(lambda c: c.scalar(select(inbox.c.status)))

    await eventually(status, "dead")
    assert await effects(pair.review)() == []
    assert (await steps(pair.review.store, event))[-1] == ("dead", 3)
    kept = await pair.review.store.core_read(lambda c: bytes(c.scalars(select(inbox.c.body)).one()))
    assert b'"never"' in kept, "what was given up can be tried again"


async def test_retries_follow_the_sandboxs_clock(pair: Pair) -> None:
    moment = real_micros()
    await sandbox.set_clock(pair.review.store, "default", Clock(frozen_at=moment))
    pair.listener.failures = [RuntimeError("wait")]
    await told(pair.hall, "frozen")
    await asyncio.sleep(1.5)
    assert await effects(pair.review)() == []
    await sandbox.set_clock(pair.review.store, "default", Clock(frozen_at=moment + 10_000_000))
    pair.review.timers.wake()
    await eventually(effects(pair.review), ["frozen"])


async def test_events_of_a_sandbox_that_is_gone_are_dropped(pair: Pair) -> None:
    await sandbox.create(pair.hall.store, "short", nothing)
    event = await within.write(pair.hall.store, Context(sandbox="short"), tell, "ghost")
    await eventually(lambda: steps(pair.hall.store, event), [("emitted", None), ("confirmed", 1)])
    assert await pair.review.store.core_read(lambda c: c.scalar(select(func.count()).select_from(inbox))) == 0


async def test_events_from_before_a_reset_are_dropped(pair: Pair) -> None:
    await told(pair.hall, "before")
    await eventually(effects(pair.review), ["before"])
    body = await pair.hall.store.core_read(lambda c: bytes(c.scalars(select(outbox.c.body)).one()))
    await reset(pair.review.store, "default", nothing)
    await pair.review.inbox.receive(addressed(body, "default", sandbox.FIRST))
    assert await effects(pair.review)() == []


async def test_a_secret_stays_in_the_outbox_until_somebody_took_it(pair: Pair) -> None:
    """It is needed while the event may have to be sent again, and not a moment longer."""
    event = await within.write(pair.hall.store, Context(), tell_code)
    await eventually(lambda: steps(pair.hall.store, event), [("emitted", None), ("returned", 1)])

    async def kept() -> Any:
        return json.loads(await pair.hall.store.core_read(lambda c: bytes(c.scalars(select(outbox.c.body)).one())))

    assert (await kept())["data"]["code"] == "493817"
    heard: list[bytes] = []

    async def take(body: bytes) -> None:
        heard.append(body)

    phone = LocalBus(pair.hub, "sms")
    phone.subscribe(PhoneCodeIssued.TYPE, take)
    await phone.start()

    async def code() -> str:
        return str((await kept())["data"]["code"])

    await eventually(code, "******")
    whole, left = json.loads(heard[0]), await kept()
    kept_of_it = {name: value for name, value in whole.items() if not name.startswith("sandbox")}
    assert whole["data"]["code"] == "493817" and left == kept_of_it | {"data": whole["data"] | {"code": "******"}}
    await phone.stop()
    await pair.hall.stop()
    files = {path.name: path.read_bytes() for path in pair.folder.glob("hall.*")}
    assert b"******" in files["hall.sqlite3"]
    assert {name for name, content in files.items() if b"493817" in content} == set(), "nor where nothing is any more"

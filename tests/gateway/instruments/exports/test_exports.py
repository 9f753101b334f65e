"""A sandbox as a file: what comes out of it is what went in, and what somebody made up is refused."""

import base64
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from tests.gateway.instruments.checkpoints.test_checkpoints import seen
from tests.gateway.instruments.sandboxes.test_killed import lives_of
from tests.gateway.instruments.world import PHONE, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

Entries = dict[str, bytes]
OUTBOX, JOURNAL = "tables/hall/outbox.jsonl", "tables/hall/journal.jsonl"
JOURNEY, EXCHANGE = "tables/hall/journey.jsonl", "tables/gateway/exchange.jsonl"


async def exported(world: World) -> bytes:
    answer = await world.ask("GET", "/sim/export")
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/zip", answer.text
    return answer.content


async def bring(world: World, content: bytes, name: str = "", kind: str = "application/zip") -> Any:
    query = {"sandbox": name} if name else {}
    return await world.ask("POST", "/sim/import", params=query, content=content, headers={"Content-Type": kind})


def entries_of(content: bytes) -> Entries:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(entries: Entries) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return target.getvalue()


async def test_what_went_in_comes_out(world: World) -> None:
    await world.ask("PUT", "/sim/clock", json={"now": "2026-05-18T09:00:00+08:00", "freeze": True})
    await world.confirm()
    await world.confirm(with_code=True)
    await world.ask("POST", "/sim/faults", json={"at": "sms", "do": "undelivered", "match": {"phone": "13800000099"}})
    await world.idle()
    before, content = await seen(world), await exported(world)
    assert not [name for name in entries_of(content) if "secret" in name.lower()]
    answer = await bring(world, content, f"{world.sandbox}-there")
    assert answer.json() == {"sandbox": f"{world.sandbox}-there"}, answer.text
    there = replace(world, sandbox=answer.json()["sandbox"])
    assert await seen(there) == before
    await there.confirm()
    await there.idle()
    assert len((await there.get(f"/sim/phones/{PHONE}/messages"))["items"]) == len(before["texts"]) + 1

    assert (await bring(world, content, there.sandbox)).status_code == 200, "into one that is there"
    assert await seen(there) == before
    assert (await bring(world, content)).json()["sandbox"].startswith("sandbox-")


async def logged_in(world: World) -> None:
    """A request of which something is kept."""
    answer = await world.ask("POST", "/portal/login", json={"login": "91410100MA9XXXX118", "password": "Demo@2026"})
    assert answer.status_code == 200, answer.text


async def test_what_was_answered_before_is_in_it(world: World) -> None:
    await logged_in(world)
    assert b"POST /portal/login" in entries_of(await exported(world))["tables/gateway/journal.jsonl"]


async def test_what_was_answered_before_a_reset_is_not_there_after_it(world: World) -> None:
    await logged_in(world)
    await world.ask("POST", "/sim/reset")
    found = (await world.get("/sim/requests"))["items"]
    assert "POST /portal/login" not in [one["name"] for one in found]


def changed(name: str, change: Callable[[Any], Any]) -> Callable[[Entries], Entries]:
    """The first line of a table, or the manifest, changed."""

    def apply(entries: Entries) -> Entries:
        first, _, rest = entries[name].partition(b"\n") if name.endswith("l") else (entries[name], b"", b"")
        return entries | {name: json.dumps(change(json.loads(first))).encode() + b"\n" + rest}

    return apply


def counted(table: str, number: int) -> Callable[[Entries], Entries]:
    """The manifest says so, too."""

    def say(manifest: Any) -> Any:
        tables = manifest["tables"]
        return manifest | {"tables": tables | {"hall": tables["hall"] | {table: number}}}

    return changed("manifest.json", say)


def told(said: bytes) -> str:
    return base64.b64encode(said).decode()


HOSTILE: dict[str, Callable[[Entries], Entries]] = {
    "no manifest": lambda found: {name: found[name] for name in found if name != "manifest.json"},
    "manifest of another kind": lambda found: found | {"manifest.json": b"[]"},
    "an entry more": lambda found: found | {"../../etc/passwd": b"x"},
    "an entry less": lambda found: {name: found[name] for name in found if name != JOURNAL},
    "a table of ours": lambda found: counted("sandbox", 0)(found) | {"tables/hall/sandbox.jsonl": b""},
    "no JSON": lambda found: found | {OUTBOX: b"{\n"},
    "a row more": lambda found: found | {JOURNAL: found[JOURNAL] + found[JOURNAL]},
    "twice the same": lambda found: counted("outbox", 2)(found) | {OUTBOX: found[OUTBOX] * 2},
    "unknown column": changed(OUTBOX, lambda row: row | {"life": 1}),
    "wrong type": changed(OUTBOX, lambda row: row | {"attempts": "1"}),
    "too large": changed(OUTBOX, lambda row: row | {"recorded_at": 2**80}),
    "missing": changed(OUTBOX, lambda row: row | {"journey": None}),
    "NUL": changed(JOURNAL, lambda row: row | {"detail": "a\0"}),
    "detail that is no JSON": changed(JOURNAL, lambda row: row | {"detail": "a"}),
    "a time beyond all": changed(JOURNAL, lambda row: row | {"at": 2**62}),
    "half a state": changed(JOURNEY, lambda row: row | {"state_of": None}),
    "no event": changed(OUTBOX, lambda row: row | {"body": "e30="}),
    "a request of which nothing is told": changed(EXCHANGE, lambda row: row | {"told": ""}),
    "a request told in no JSON": changed(EXCHANGE, lambda row: row | {"told": told(b"{x")}),
    "a request told otherwise": changed(EXCHANGE, lambda row: row | {"told": told(b'{"a": 1}')}),
    "a request cut off": changed(EXCHANGE, lambda row: row | {"told": told(zlib.compress(bytes(9999))[:20])}),
    "clock beyond all": changed("manifest.json", lambda said: said | {"clock": {"offset": 2**70}}),
}


@pytest.mark.parametrize("how", HOSTILE)
async def test_what_somebody_made_up_is_refused(world: World, how: str, sound: bytes) -> None:
    before = await lives_of(world, world.sandbox)
    answer = await bring(world, packed(HOSTILE[how](entries_of(sound))), world.sandbox)
    assert (answer.status_code, answer.json()["code"]) == (422, "export-invalid"), answer.text
    assert await lives_of(world, world.sandbox) == before, "nothing was changed"


async def test_what_is_no_export_is_refused(world: World, sound: bytes) -> None:
    at = len(sound) // 2
    bomb = packed(entries_of(sound) | {OUTBOX: b" " * (64 << 20)})
    torn = sound[:at] + bytes(byte ^ 0x55 for byte in sound[at : at + 200]) + sound[at + 200 :]
    for content in (b"", b"PK\x05\x06", b"PK\x05\x06" + bytes(18), sound[:at], torn, bomb):
        answer = await bring(world, content, world.sandbox)
        assert (answer.status_code, answer.json()["code"]) == (422, "export-invalid"), answer.text
    assert (await bring(world, sound, kind="text/plain")).json()["code"] == "zip-expected"
    assert (await bring(world, sound, "../x")).status_code == 422
    newer = changed("manifest.json", lambda said: said | {"format": 2})(entries_of(sound))
    answer = await bring(world, packed(newer), world.sandbox)
    assert (answer.status_code, answer.json()["code"]) == (422, "export-format")
    world.ways["sms"].blocked = True
    away = [(await bring(world, sound, world.sandbox)).status_code, (await world.ask("GET", "/sim/export")).status_code]
    world.ways["sms"].blocked = False
    assert away == [503, 503]


@pytest.fixture(scope="module")
def kept() -> list[bytes]:
    return []


@pytest_asyncio.fixture(loop_scope="module")
async def sound(world: World, kept: list[bytes]) -> bytes:
    """A sound export of a sandbox in which something happened."""
    if not kept:
        there = await world.new_sandbox()
        await logged_in(there)
        await there.confirm()
        await there.idle()
        kept.append(await exported(there))
    return kept[0]

"""The barest chains keep the product's promise: kill -9 under load loses no acknowledged confirmation and doubles none.

Otherwise the comparison in `bench/` would be with something that does less.
"""

import asyncio
import json
import random
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import pytest

from bench.load import ROOT
from bench.servers import wait_ready
from tests.engines.engine import free_port
from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ

COUNT = 1000
Start = Callable[[], "subprocess.Popen[bytes]"]


class Chain:
    """The processes of one reference, hall first, sms last."""

    def __init__(self, *commands: list[str]) -> None:
        self.ports = [free_port() for _ in commands]
        self.commands = [
            [sys.executable, "-m", *(str(port) if word == "PORT" else word for word in command)]
            for command, port in zip(commands, self.ports, strict=True)
        ]
        self.processes = [self.start(number) for number in range(len(commands))]
        for port, process in zip(self.ports, self.processes, strict=True):
            wait_ready(port, process)

    def start(self, number: int) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self.commands[number], cwd=ROOT)

    def kill_and_restart(self, number: int) -> None:
        self.processes[number].send_signal(signal.SIGKILL)
        self.processes[number].wait()
        self.processes[number] = self.start(number)
        wait_ready(self.ports[number], self.processes[number])

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()

    def ask(self, number: int, path: str, method: str = "GET", body: bytes | None = None) -> bytes:
        request = urllib.request.Request(f"http://127.0.0.1:{self.ports[number]}{path}", body, method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
            return bytes(answer.read())


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Chain]:
    chain = Chain(["bench.references.barest_sqlite", str(tmp_path), "PORT"])
    yield chain
    chain.close()


@pytest.fixture
def engines(postgres: PostgreSQL, rabbitmq: RabbitMQ) -> Iterator[Chain]:
    broker = rabbitmq.new_vhost()
    chain = Chain(
        *(
            [
                "bench.references.barest_engines",
                name,
                "PORT",
                postgres.new_database().replace("+psycopg", ""),
                broker,
            ]
            for name in ("hall", "review", "sms")
        )
    )
    yield chain
    chain.close()


def test_killed_in_one_process(embedded: Chain) -> None:
    asyncio.run(survives(embedded, kills=3))


def test_killed_on_real_engines(engines: Chain) -> None:
    asyncio.run(survives(engines, kills=6))


async def survives(chain: Chain, kills: int) -> None:
    phones = {key: f"1380000{number:04d}" for number, key in enumerate(prepared(chain))}
    acknowledged: set[str] = set()
    sending = asyncio.create_task(confirm_all(chain, dict(phones), acknowledged))
    for number in range(kills):
        await asyncio.sleep(random.uniform(0.05, 0.15))
        await asyncio.to_thread(chain.kill_and_restart, number % len(chain.processes))
    await sending
    assert len(acknowledged) == COUNT
    for _ in range(300):
        texts = [len(json.loads(chain.ask(-1, f"/messages?to={phone}"))["items"]) for phone in phones.values()]
        if min(texts) == 1:
            break
        await asyncio.sleep(0.1)
    assert set(texts) == {1}, f"{texts.count(0)} lost, {sum(count > 1 for count in texts)} doubled"


def prepared(chain: Chain) -> list[str]:
    keys: list[str] = json.loads(chain.ask(0, f"/prepare?count={COUNT}", "POST", b'{"form": {}, "materials": []}'))
    return keys


async def confirm_all(chain: Chain, waiting: dict[str, str], acknowledged: set[str]) -> None:
    """Eight callers who ask again until they have their answer."""

    async def caller() -> None:
        while waiting:
            key, phone = waiting.popitem()
            while key not in acknowledged:
                try:
                    async with session.post(f"/applications/{key}/confirmation", json={"phone": phone}) as answer:
                        if answer.status == 200:
                            acknowledged.add(key)
                except aiohttp.ClientError:
                    await asyncio.sleep(0.02)

    async with aiohttp.ClientSession(f"http://127.0.0.1:{chain.ports[0]}") as session:
        await asyncio.gather(*(caller() for _ in range(8)))

"""The engines themselves: they serve, survive what tests do to them, and leave nothing behind."""

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import aio_pika
import psutil
import psycopg
import pytest

from tests.conftest import do_without
from tests.engines.chromium import find_program
from tests.engines.engine import Engine, NotInstalled, NotStarted
from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import QUEUE_SETTLED, RabbitMQ

ROOT = Path(__file__).resolve().parents[2]


def connect(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def answer(url: str, sql: str) -> list[tuple[object, ...]]:
    with connect(url) as connection:
        return connection.execute(sql.encode()).fetchall()


async def put(url: str, queue: str, body: bytes) -> None:
    connection = await aio_pika.connect(url)
    async with connection:
        channel = await connection.channel()
        await channel.declare_queue(queue, durable=True, arguments={"x-queue-type": "quorum"})
        await channel.default_exchange.publish(aio_pika.Message(body, delivery_mode=2), routing_key=queue)


async def take(url: str, queue: str) -> bytes:
    connection = await aio_pika.connect(url)
    async with connection:
        channel = await connection.channel()
        found = await channel.get_queue(queue)
        async with found.iterator(timeout=20) as messages:
            async for message in messages:
                await message.ack()
                return message.body
    raise AssertionError("the queue ended")


def test_each_database_is_empty_and_apart(postgres: PostgreSQL) -> None:
    one, other = postgres.new_database(), postgres.new_database()
    with connect(one) as connection:
        connection.execute("CREATE TABLE note (text text)")
    assert answer(one, "SELECT count(*) FROM note") == [(0,)]
    assert answer(other, "SELECT to_regclass('note')") == [(None,)]
    assert postgres.new_database("named").endswith("/named")


def test_a_killed_cluster_comes_back_with_what_was_committed(postgres: PostgreSQL) -> None:
    url = postgres.new_database()
    with connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    postgres.kill()
    assert not postgres.answers()
    postgres.restart()
    assert answer(url, "SELECT one FROM kept") == [(1,)]


def test_a_paused_cluster_is_silent_until_it_is_resumed(postgres: PostgreSQL) -> None:
    postgres.pause()
    try:
        with socket.create_connection(("127.0.0.1", postgres.port), timeout=1) as connection:
            connection.sendall(b"\x00\x00\x00\x08\x04\xd2\x16\x2f")  # SSLRequest
            with pytest.raises(TimeoutError):
                connection.recv(1)
    finally:
        postgres.resume()
    assert postgres.answers()


async def test_each_virtual_host_is_empty_and_apart(rabbitmq: RabbitMQ) -> None:
    one, other = rabbitmq.new_vhost(), rabbitmq.new_vhost()
    await put(one, "note", b"1")
    with pytest.raises(aio_pika.exceptions.ChannelNotFoundEntity):
        await take(other, "note")
    assert await take(one, "note") == b"1"


async def test_a_killed_node_comes_back_with_its_messages(rabbitmq: RabbitMQ) -> None:
    url = rabbitmq.new_vhost()
    await put(url, "kept", b"still here")
    await asyncio.sleep(QUEUE_SETTLED)
    rabbitmq.kill()
    assert not rabbitmq.answers()
    rabbitmq.restart()
    assert await take(url, "kept") == b"still here"


def test_a_paused_node_is_silent_until_it_is_resumed(rabbitmq: RabbitMQ) -> None:
    rabbitmq.pause()
    try:
        assert not rabbitmq.answers()
    finally:
        rabbitmq.resume()
    assert rabbitmq.answers()


@pytest.fixture(params=[PostgreSQL, RabbitMQ])
def own_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """One of one's own, beside the one the other tests share."""
    request.getfixturevalue({PostgreSQL: "postgres", RabbitMQ: "rabbitmq"}[request.param])
    with request.param() as engine:
        yield engine


def test_nothing_is_left_after_a_graceful_end(own_engine: Engine) -> None:
    everything = psutil.Process(own_engine.pid).children(recursive=True)
    assert everything
    own_engine.stop()
    own_engine.close()
    assert [process for process in everything if runs(process)] == []
    assert not own_engine.folder.exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_when_the_run_is_cut_short(postgres: PostgreSQL, number: signal.Signals) -> None:
    script = (
        # a run started in the background of a shell ignores Ctrl-C, and so would its children
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import time; from tests.engines.postgres import PostgreSQL\n"
        "with PostgreSQL() as server: print(server.pid, server.folder, flush=True); time.sleep(60)"
    )
    run = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert run.stdout is not None
    pid, name = run.stdout.readline().split()
    server, folder = psutil.Process(int(pid)), Path(name.decode())
    run.send_signal(number)
    run.communicate(timeout=20)
    deadline = time.monotonic() + 20
    while (runs(server) or folder.exists()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not runs(server)
    assert not folder.exists()


def test_an_engine_that_cannot_start_shows_its_log(postgres: PostgreSQL) -> None:
    other = PostgreSQL()
    other.port = postgres.port
    with pytest.raises(NotStarted, match=r"ended before it was ready(.|\n)*could not bind"), other:
        pass
    assert not other.folder.exists()


def test_the_systems_chromium_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    browser = tmp_path / "chromium"
    browser.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program() == str(browser)


def test_a_missing_engine_names_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tests.engines.chromium.MAC", "/nowhere")
    with pytest.raises(NotInstalled, match="apt install chromium"):
        find_program()


def test_a_missing_engine_skips_the_test_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHENTU_REQUIRE_ENGINES", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no engine here"):
        do_without(NotInstalled("no engine here"))


def test_a_missing_engine_fails_the_test_where_engines_are_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHENTU_REQUIRE_ENGINES", "1")
    with pytest.raises(pytest.fail.Exception, match="no engine here"):
        do_without(NotInstalled("no engine here"))


def runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False

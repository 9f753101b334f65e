"""The load generator: a process of its own that keeps N connections busy and counts.

Speaks HTTP/1.1 over bare sockets (uvloop, httptools), because an ordinary client would cost more
than the servers it measures. `python -m bench.load` reads a `Job` as JSON and prints an `Outcome`.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any, cast

import httptools
import uvloop

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Request:
    """One HTTP request; `body` is JSON or nothing."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] | None = None

    def raw(self, host: str) -> bytes:
        """The bytes on the wire, made before the clock starts."""
        text = "" if self.body is None else json.dumps(self.body, ensure_ascii=False, separators=(",", ":"))
        body = text.encode()
        headers = {"host": host, **self.headers}
        if body:
            headers |= {"content-type": "application/json", "content-length": str(len(body))}
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True)
class Job:
    """What to send to 127.0.0.1.

    With `seconds`, `requests` go round until the time is over; without, each is sent once.
    `until` is asked again and again after the last answer (at `until_port` if that is another), and the clock
    stops when it says 200.
    """

    port: int
    requests: list[Request]
    concurrency: int = 32
    seconds: float | None = None
    until: Request | None = None
    until_port: int | None = None
    patience: float = 120.0


@dataclass(frozen=True)
class Outcome:
    """What came of a job. `seconds` runs from the first byte sent to the last answer, `until` included.

    `bodies` are the decoded answers in the order of the requests, when each was sent once.
    """

    answers: int
    seconds: float
    statuses: dict[str, int]
    failure: str
    latencies_ms: list[float] = field(repr=False)
    bodies: list[Any] = field(repr=False)

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds


def run(job: Job) -> Outcome:
    """Run a job in a process of its own. Raises RuntimeError when any answer was not a success."""
    command = [sys.executable, "-m", "bench.load"]
    # Unbuffered, Python would cut its answer off where the pipe is full.
    env = os.environ | {"PYTHONUNBUFFERED": ""}
    done = subprocess.run(
        command, cwd=ROOT, input=json.dumps(asdict(job)), capture_output=True, text=True, env=env, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"the load generator failed: {done.stderr}")
    outcome = Outcome(**json.loads(done.stdout))
    if outcome.failure:
        raise RuntimeError(f"answers {outcome.statuses}, the first bad one: {outcome.failure}")
    return outcome


class Tally:
    """What all connections share: the requests still to send and the answers so far."""

    def __init__(self, raws: Iterator[tuple[int, bytes]], deadline: float) -> None:
        self.raws, self.deadline = raws, deadline
        self.statuses: Counter[int] = Counter()
        self.latencies: list[float] = []
        self.bodies: dict[int, bytes] = {}
        self.failure = ""

    def next(self) -> tuple[int, bytes] | None:
        return None if time.perf_counter() > self.deadline else next(self.raws, None)

    def answered(self, number: int, status: int, body: bytes, took: float) -> None:
        self.statuses[status] += 1
        self.bodies[number] = body
        self.latencies.append(took * 1000)
        if not 200 <= status < 300 and not self.failure:
            self.failure = f"{status} {body[:500].decode(errors='replace')}"


class Connection(asyncio.Protocol):
    """One keep-alive connection: sends, waits for the whole answer, sends the next."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is not a subclass
        self.send_next()

    def send_next(self) -> None:
        request = self.tally.next()
        if request is None:
            self.transport.close()
            return
        self.number, raw = request
        self.parser = httptools.HttpResponseParser(self)
        self.body = b""
        self.sent_at = time.perf_counter()
        self.transport.write(raw)

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        took = time.perf_counter() - self.sent_at
        self.tally.answered(self.number, self.parser.get_status_code(), self.body, took)
        asyncio.get_running_loop().call_soon(self.send_next)

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is not None:
            self.tally.failure = self.tally.failure or repr(exc)
        if not self.done.done():
            self.done.set_result(None)


async def send_all(port: int, tally: Tally, concurrency: int) -> None:
    """Return when no request is left and each connection has its last answer."""
    loop = asyncio.get_running_loop()
    opened = [await loop.create_connection(lambda: Connection(tally), "127.0.0.1", port) for _ in range(concurrency)]
    await asyncio.gather(*(connection.done for _, connection in opened))


async def wait_until(port: int, raw: bytes, patience: float) -> str:
    """Ask until the answer is 200; a millisecond of rest between two questions. Returns why it never was."""
    deadline = time.perf_counter() + patience
    last = Tally(iter(()), deadline)
    while time.perf_counter() < deadline:
        last = Tally(iter([(0, raw)]), deadline)
        await send_all(port, last, 1)
        if last.statuses[200]:
            return ""
        await asyncio.sleep(0.001)
    return f"still not done after {patience:g} s: {last.failure}"


async def play(job: Job) -> Outcome:
    """Do what the job says in this process."""
    host = f"127.0.0.1:{job.port}"
    raws = list(enumerate(request.raw(host) for request in job.requests))
    patience = job.seconds or job.patience
    start = time.perf_counter()
    tally = Tally(cycle(raws) if job.seconds else iter(raws), start + patience)
    await send_all(job.port, tally, job.concurrency)
    failure = tally.failure
    if not job.seconds and len(tally.latencies) < len(raws):
        failure = failure or f"{len(raws) - len(tally.latencies)} requests never got an answer"
    if job.until and not failure:
        failure = await wait_until(job.until_port or job.port, job.until.raw(host), job.patience)
    seconds = time.perf_counter() - start
    statuses = {str(status): count for status, count in tally.statuses.items()}
    bodies = [] if job.seconds else [decoded(tally.bodies.get(number, b"")) for number, _ in raws]
    return Outcome(len(tally.latencies), seconds, statuses, failure, tally.latencies, bodies)


def decoded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def read_job(text: str) -> Job:
    data = json.loads(text)
    until = data.pop("until")
    requests = [Request(**request) for request in data.pop("requests")]
    return Job(requests=requests, until=Request(**until) if until else None, **data)


if __name__ == "__main__":
    print(json.dumps(asdict(uvloop.run(play(read_job(sys.stdin.read()))))))

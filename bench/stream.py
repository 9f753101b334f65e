"""Following a sandbox: how long after its commit a step is told, and what five hundred open streams cost."""

import json
import socket
import threading
import time
from contextlib import ExitStack
from datetime import datetime

import psutil

from bench.caller import PATIENCE, Caller
from bench.figures import Figure, percentile
from bench.footprint import processor_seconds
from bench.product import Prepared, Product

TOLD = ("state", "event", "message")
"""Written with the commit they tell of: requests and deliveries are noted behind it."""

FILINGS = 40
STREAMS = 500


class Stream:
    """A client of `/sim/stream`, reading on a thread of its own; `ages` in ms, of each step when it was told first."""

    def __init__(self, port: int, sandbox: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._socket.sendall(f"GET /sim/stream HTTP/1.1\r\nHost: x\r\nSim-Sandbox: {sandbox}\r\n\r\n".encode())
        self._socket.settimeout(None)
        self._seen: set[str] = set()
        self.ages: list[float] = []
        self.begun, self.texts = threading.Event(), 0

    def read(self) -> None:
        """Until somebody closes it."""
        with self._socket.makefile("rb") as lines:
            for line in lines:
                self._take(line, time.time())

    def _take(self, line: bytes, now: float) -> None:
        if line.startswith(b"event: begin"):
            self.begun.set()
        elif line.startswith(b'data: {"id"'):
            step = json.loads(line[6:])
            if step["kind"] in TOLD and step["id"] not in self._seen:
                self._seen.add(step["id"])
                self.ages.append((now - datetime.fromisoformat(step["recorded_at"]).timestamp()) * 1000)
                self.texts += step["kind"] == "message"

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


def opened(stack: ExitStack, port: int, sandbox: str) -> Stream:
    """A stream that has begun."""
    stream = Stream(port, sandbox)
    reading = threading.Thread(target=stream.read)
    reading.start()
    stack.callback(reading.join)
    stack.callback(stream.close)
    if not stream.begun.wait(PATIENCE):
        raise RuntimeError("the stream does not begin")
    return stream


def measure(product: Product, kind: str) -> Figure:
    """p50 over the steps of confirmations that follow one another, as a person sees them come."""
    prepared = product.prepare(FILINGS)
    with ExitStack() as stack:
        stream = opened(stack, product.port, sandbox_of(prepared))
        caller = Caller(product.port)
        for number, item in enumerate(prepared, start=1):
            caller.send(caller.raw(item.confirmation))
            deadline = time.monotonic() + PATIENCE
            while stream.texts < number and time.monotonic() < deadline:
                time.sleep(0.001)
    ages = stream.ages[len(stream.ages) // 10 :]
    beside = f"p99 {percentile(ages, 0.99):.1f} ms, {len(ages)} steps"
    return Figure(f"commit → step of the stream, p50, {kind}", percentile(ages, 0.50), "ms", 20, beside=beside)


def cost_of_many(product: Product, seconds: float) -> Figure:
    """Of one sandbox in which nothing happens."""
    process = psutil.Process(product.shentu["all"].pid)
    with ExitStack() as stack:
        sandbox = sandbox_of(product.prepare(1))
        for _ in range(STREAMS):
            opened(stack, product.port, sandbox)
        time.sleep(1)
        before = processor_seconds(process)
        time.sleep(seconds)
        share = (processor_seconds(process) - before) / seconds * 100
    return Figure(f"processor with {STREAMS} open streams, embedded", share, "%", 3)


def sandbox_of(prepared: list[Prepared]) -> str:
    return str(prepared[0].confirmation.headers["Sim-Sandbox"])

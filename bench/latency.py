"""Time from a confirmation to the readable SMS, one at a time on an otherwise idle instance."""

import http.client
import json
import time
from typing import Any

from bench.figures import Figure, percentile
from bench.load import Request
from bench.product import Prepared, Product, inbox, texts

PATIENCE = 10.0


class Caller:
    """One blocking keep-alive connection; cheaper than the millisecond it measures."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def send(self, request: Request) -> Any:
        body = json.dumps(request.body) if request.body is not None else None
        headers = request.headers | ({"content-type": "application/json"} if body else {})
        self.connection.request(request.method, request.path, body, headers)
        answer = self.connection.getresponse()
        data = json.loads(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"{request.method} {request.path}: {answer.status} {data}")
        return data


def milliseconds_to_sms(caller: Caller, item: Prepared) -> float:
    """From the first byte of the confirmation to the last byte of the inbox that shows the text.

    The server waits: asking again and again would take the processor from what is waited for.
    """
    start = time.perf_counter()
    caller.send(item.confirmation)
    if not texts(caller.send(inbox(item, wait=PATIENCE))):
        raise RuntimeError(f"no SMS on {item.leader_phone} within {PATIENCE:g} s")
    return (time.perf_counter() - start) * 1000


def measure(product: Product, kind: str, count: int) -> list[Figure]:
    """p50 and p99 over `count` confirmations, after ten that are not counted."""
    caller = Caller(product.port)
    times = [milliseconds_to_sms(caller, item) for item in product.prepare(count + 10)][10:]
    return [
        Figure(f"confirmation → readable SMS, p50, {kind}", percentile(times, 0.50), "ms", 15),
        Figure(f"confirmation → readable SMS, p99, {kind}", percentile(times, 0.99), "ms", 60),
    ]

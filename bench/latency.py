"""Time from a confirmation to the readable SMS, one at a time on an otherwise idle instance."""

import json
import time
from collections.abc import Mapping

from bench.caller import PATIENCE, Caller
from bench.chains import Reference
from bench.confirmations import Say
from bench.figures import Figure, percentile
from bench.load import Request
from bench.product import Prepared, Product, inbox, texts

WARMING = 10
"""So many of each round are not counted."""
BY_DEFAULT = "embedded"
TIMES_THE_BAREST = 3


def milliseconds_to_sms(caller: Caller, item: Prepared) -> float:
    """From the first byte of the confirmation to the last byte of the inbox that shows the text.

    The server waits: asking again and again would take the processor from what is waited for.
    """
    confirmation, look = caller.raw(item.confirmation), caller.raw(inbox(item, wait=PATIENCE))
    start = time.perf_counter()
    caller.send(confirmation)
    page = caller.send(look)
    took = (time.perf_counter() - start) * 1000
    if not texts(json.loads(page)):
        raise RuntimeError(f"no SMS on {item.leader_phone} within {PATIENCE:g} s")
    return took


def milliseconds_by_asking(hall: Caller, sms: Caller, confirmation: Request, look: Request) -> float:
    """The same of a reference, which cannot wait: asked every millisecond."""
    confirming, looking = hall.raw(confirmation), sms.raw(look)
    start = time.perf_counter()
    hall.send(confirming)
    while not _items(sms.send(looking)):
        if time.perf_counter() - start > PATIENCE:
            raise RuntimeError(f"{look.path}: nothing within {PATIENCE:g} s")
        time.sleep(0.001)
    return (time.perf_counter() - start) * 1000


def measure(
    product: Product, references: Mapping[str, Reference], kind: str, rounds: int, seconds: float, say: Say
) -> list[Figure]:
    """p50 and p99 of the product over all rounds; beside them the references' p50, taking turns with it.

    They tell what the machine takes for the bare way: each step of it wakes processes that slept.
    """
    count = round(20 * seconds)
    times: list[float] = []
    bare: dict[str, list[float]] = {name: [] for name in references}
    for _ in range(rounds):
        times += of_product(product, count + WARMING)[WARMING:]
        for name, chain in references.items():
            bare[name] += of_reference(chain, count + WARMING)[WARMING:]
        so_far = {"product": times, **bare}
        shown = ", ".join(f"{name} {percentile(took[-count:], 0.50):.1f}" for name, took in so_far.items())
        say(f"{kind}, ms from confirmation to SMS: {shown}")
    return judged(kind, times, {name: percentile(took, 0.50) for name, took in bare.items()})


def judged(kind: str, times: list[float], bare: Mapping[str, float]) -> list[Figure]:
    """Of the default, what it takes; of real engines, how many times what they take (docs/decisions)."""
    name, p50 = f"confirmation → readable SMS, {{}}, {kind}", percentile(times, 0.50)
    if kind == BY_DEFAULT:
        beside = ", ".join(f"{took:.1f} ms {name}" for name, took in bare.items())
        median = Figure(name.format("p50"), p50, "ms", 15, beside=beside)
    else:
        against = f"barest, {bare['usual']:.1f} ms usual"
        median = Figure(name.format("p50"), p50, "ms", TIMES_THE_BAREST, bare["barest"], against, less_is_better=True)
    return [median, Figure(name.format("p99"), percentile(times, 0.99), "ms", 60)]


def of_product(product: Product, count: int) -> list[float]:
    """Milliseconds of each confirmation."""
    prepared = product.prepare(count)
    caller = Caller(product.port)
    return [milliseconds_to_sms(caller, item) for item in prepared]


def of_reference(chain: Reference, count: int) -> list[float]:
    """The same of a reference."""
    prepared = chain.confirmations(count)
    hall, sms = Caller(chain.hall), Caller(chain.sms)
    return [milliseconds_by_asking(hall, sms, confirmation, look) for confirmation, look in prepared]


def _items(body: bytes) -> list[object]:
    shown = json.loads(body)
    found: list[object] = shown["items"] if isinstance(shown, dict) else shown
    return found

"""Pages as people wait for them: in a sandbox with a thousand journeys, and a journey of two thousand steps."""

import time
from collections.abc import Iterator
from statistics import median
from urllib.parse import quote

from bench.caller import Caller
from bench.figures import Figure, percentile
from bench.load import Request
from bench.product import Prepared, Product
from bench.stream import sandbox_of

JOURNEYS, STEPS, ASKED = 1_000, 2_000, 40
PAGE_MS, LONG_MS, TWIN = 100, 400, 3


def measure(product: Product) -> Iterator[Figure]:
    """The very first page is asked for on its own, so nobody may have looked at one before."""
    caller = Caller(product.port)
    yield Figure("the very first page, embedded", asked_for(caller, Request("GET", "/")), "ms", PAGE_MS)
    prepared = product.prepare(JOURNEYS)
    head = browser(prepared[0])
    slowest = {path: percentile(_times(caller, Request("GET", path, head)), 0.95) for path in _pages(prepared)}
    worst = max(slowest, key=lambda path: slowest[path])
    beside = f"of {len(slowest)} pages, {JOURNEYS} journeys: {_plain(worst)}"
    yield Figure("the slowest page, p95, embedded", slowest[worst], "ms", PAGE_MS, beside=beside)
    inside = f"/console/in/{sandbox_of(prepared)}"
    for name, page, twin in (
        ("list of journeys", f"{inside}/journeys", "/sim/journeys"),
        ("events", f"{inside}/events", "/sim/events"),
        ("requests", f"{inside}/requests", "/sim/requests"),
    ):
        yield _beside(caller, name, Request("GET", page, head), Request("GET", twin, prepared[0].confirmation.headers))
    yield from _long(caller, product, prepared[0], inside, head)


def _long(caller: Caller, product: Product, one: Prepared, inside: str, head: dict[str, str]) -> Iterator[Figure]:
    """A journey whose applicant cannot stop saving."""
    path, api = one.confirmation.path.removesuffix("/confirmation"), one.confirmation.headers
    form = product.send([Request("GET", f"{path}/form", api)]).bodies[0]["example"]
    product.send([Request("PUT", f"{path}/form", api, form)] * STEPS)
    journey = path.rpartition("/")[2]
    page, twin = Request("GET", f"{inside}/journeys/{journey}", head), Request("GET", f"/sim/journeys/{journey}", api)
    yield Figure(f"a journey of {STEPS} steps, p50", median(_times(caller, page)), "ms", LONG_MS)
    yield _beside(caller, f"a journey of {STEPS} steps", page, twin)


def _pages(prepared: list[Prepared]) -> list[str]:
    one, inside = prepared[0], f"/console/in/{sandbox_of(prepared)}"
    application = one.confirmation.path.split("/")[3]
    filing = f"/hall/web/applications/{application}"
    return [
        "/", "/hall", "/hall/web/projects", "/hall/web/applications", filing, f"{filing}/form/project",
        f"{filing}/materials", f"{filing}/confirmation", "/portal/web/account", inside, f"{inside}/journeys",
        f"{inside}/journeys?q={quote('示例市民')}", f"{inside}/journeys/{application}", f"{inside}/events",
        f"{inside}/requests", f"{inside}/dead-letters", f"{inside}/phones", f"{inside}/clock", f"{inside}/people",
        "/console/health", f"{inside}/stage", "/console/sandboxes",
    ]  # fmt: skip


def browser(one: Prepared) -> dict[str, str]:
    """What the owner's browser sends along."""
    token = one.confirmation.headers["Authorization"].removeprefix("Bearer ")
    sandbox = one.confirmation.headers["Sim-Sandbox"]
    return {"Cookie": f"shentu_portal={token}; shentu_sandbox={sandbox}", "Accept": "text/html"}


def _beside(caller: Caller, name: str, page: Request, twin: Request) -> Figure:
    """In turns, so that a slow moment of the machine meets both."""
    ours, theirs = [], []
    for _ in range(ASKED):
        ours.append(asked_for(caller, page))
        theirs.append(asked_for(caller, twin))
    against = "the same as JSON"
    return Figure(f"{name}, page, p50", median(ours), "ms", TWIN, median(theirs), against, less_is_better=True)


def _times(caller: Caller, request: Request) -> list[float]:
    return [asked_for(caller, request) for _ in range(ASKED)]


def asked_for(caller: Caller, request: Request) -> float:
    """Milliseconds until the answer is there."""
    raw = caller.raw(request)
    began = time.perf_counter()
    caller.send(raw)
    return (time.perf_counter() - began) * 1000


def _plain(path: str) -> str:
    """Without the ids, which say nothing."""
    return "/".join(part if len(part) < 20 and not part.startswith("sandbox-") else "…" for part in path.split("/"))

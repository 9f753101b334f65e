"""What the instruments cost while nobody uses them, and how fast a journey opens."""

from pathlib import Path
from statistics import median

from shentu import Shentu as Client

from bench.caller import Caller
from bench.confirmations import Say, size
from bench.figures import Figure, compared
from bench.load import Request
from bench.pages import ASKED, asked_for, browser
from bench.product import UNLIMITED, Prepared, Product
from bench.stream import sandbox_of
from tests.processes import embedded

STEPS = 200
OPENS_MS, IDLE_COSTS, SET_COSTS = 50, 0.95, 0.5
NEVER = "hall.application.withdrawn"


class Laden(Product):
    """In every sandbox lie faults and a webhook for what never happens."""

    def prepare(self, count: int) -> list[Prepared]:
        prepared = super().prepare(count)
        with Client(self.shentu.url) as anyone:
            sim = anyone.in_sandbox(sandbox_of(prepared)).sim
            sim.set_fault(at="delivery", match={"event": NEVER}, do="fail")
            sim.set_fault(at="sms", match={"phone": "13899999999"}, do="silent")
            sim.set_webhook(url="http://127.0.0.1:9/", events=[NEVER])
        return prepared


def measure(folder: Path, rounds: int, seconds: float, say: Say) -> list[Figure]:
    """Instances take turns: one with all on, one with all off, one in which something is set in each sandbox."""
    with (
        embedded(folder / "on", SHENTU_RATE_LIMIT=UNLIMITED) as on,
        embedded(folder / "off", SHENTU_RATE_LIMIT=UNLIMITED, SHENTU_KEEP_BODIES="false") as off,
        embedded(folder / "set", SHENTU_RATE_LIMIT=UNLIMITED) as laden,
    ):
        products = {"on": Product(on), "off": Product(off), "set": Laden(laden)}
        return [*_idle(products, rounds, seconds, say), _opening(products["on"])]


def _idle(products: dict[str, Product], rounds: int, seconds: float, say: Say) -> list[Figure]:
    for each in products.values():
        each.confirmations_per_second(50)
    turns = 4 * rounds
    each_turn = max(5, size(products["off"].confirmations_per_second(100), seconds / 2) // turns)
    ready = {name: each.prepare(turns * each_turn) for name, each in products.items()}
    rates: dict[str, list[float]] = {name: [] for name in products}
    names = list(products)
    for turn in range(turns):  # a few percent are looked for: turns are short, and each is the first in its turn
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            rates[name].append(products[name].confirmed_per_second(ready[name][turn::turns]))
    for name, measured in rates.items():
        say(f"instruments {name}: {median(measured):,.0f} confirmations/s ({turns} × {each_turn})")
    return [
        compared("confirmations, all instruments on and idle", rates["on"], "all off", rates["off"], IDLE_COSTS),
        compared("the same, some set that nothing meets", rates["set"], "all off", rates["off"], SET_COSTS),
    ]


def _opening(product: Product) -> Figure:
    """The page of a journey of that many steps, beside what the same says as JSON."""
    [one] = product.prepare(1)
    path, api = one.confirmation.path.removesuffix("/confirmation"), one.confirmation.headers
    form = product.send([Request("GET", f"{path}/form", api)]).bodies[0]["example"]
    product.send([Request("PUT", f"{path}/form", api, form)] * STEPS)
    journey = path.rpartition("/")[2]
    caller = Caller(product.port)  # one that says nothing for long is hung up on
    page = Request("GET", f"/console/in/{sandbox_of([one])}/journeys/{journey}", browser(one))
    twin = Request("GET", f"/sim/journeys/{journey}", api)
    ours, theirs = [], []
    for _ in range(ASKED):
        ours.append(asked_for(caller, page))
        theirs.append(asked_for(caller, twin))
    beside = f"as JSON {median(theirs):.1f} ms"
    return Figure(f"a journey of {STEPS} steps opens, p50", median(ours), "ms", OPENS_MS, beside=beside)

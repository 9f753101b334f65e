"""The same read asked of the gateway, of the service itself, and of a forwarder on plain httpx; 32 at a time."""

from bench.figures import Figure, compared
from bench.load import Job, Request, run
from bench.product import Product
from bench.servers import reference
from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import OWNER

READS = ("/hall/scenarios", "/hall/projects")


def measure(product: Product, rounds: int, seconds: float) -> list[Figure]:
    """Needs a product of several processes."""
    hall = product.shentu["hall"]
    headers = walk.log_in(Client(product.shentu.url), OWNER.credit_code).headers
    with reference("httpx_forwarder", "PORT", hall.url) as forwarder:
        doors = {"gateway": product.port, "hall itself": hall.port, "plain httpx": forwarder}
        return [figure for path in READS for figure in compare(doors, path, headers, rounds, seconds)]


def compare(doors: dict[str, int], path: str, headers: dict[str, str], rounds: int, seconds: float) -> list[Figure]:
    read = Request("GET", path, headers)
    rates: dict[str, list[float]] = {name: [] for name in doors}
    for _ in range(rounds):
        for name, port in doors.items():
            rates[name].append(run(Job(port, [read], seconds=seconds)).per_second)
    name = f"GET {path} through the gateway"
    return [
        compared(name, rates["gateway"], "hall itself", rates["hall itself"], 0.5),
        compared(name, rates["gateway"], "plain httpx", rates["plain httpx"], 6),
    ]

"""The same read asked of the gateway, of the service itself, and of a forwarder on plain httpx; 32 at a time.

Forwarders are compared where they are what limits: a read of the database keeps the hall itself busier than either.
"""

from shentu import Shentu
from shentu.story.acts import OWNER

from bench.figures import Figure, compared
from bench.load import Job, Request, run
from bench.product import Product
from bench.servers import reference

FORWARDED, FROM_THE_DATABASE = "/hall/scenarios", "/hall/projects"


def measure(product: Product, rounds: int, seconds: float) -> list[Figure]:
    """Needs a product of several processes."""
    hall = product.shentu["hall"]
    headers = Shentu(product.shentu.url).log_in(OWNER).headers
    with reference("httpx_forwarder", "PORT", hall.url) as forwarder:
        doors = {"gateway": product.port, "hall itself": hall.port, "plain httpx": forwarder}
        forwarded = compare(doors, FORWARDED, headers, rounds, seconds)
        del doors["plain httpx"]
        return forwarded + compare(doors, FROM_THE_DATABASE, headers, rounds, seconds)


def compare(doors: dict[str, int], path: str, headers: dict[str, str], rounds: int, seconds: float) -> list[Figure]:
    read = Request("GET", path, headers)
    rates: dict[str, list[float]] = {name: [] for name in doors}
    for _ in range(rounds):
        for name, port in doors.items():
            rates[name].append(run(Job(port, [read], seconds=seconds)).per_second)
    name = f"GET {path} through the gateway"
    targets = {"hall itself": 0.5, "plain httpx": 6}
    return [compared(name, rates["gateway"], door, rates[door], targets[door]) for door in doors if door in targets]

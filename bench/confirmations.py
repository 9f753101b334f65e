"""Confirmations a second, all SMS done: the product beside the barest and the usual chain, taking turns."""

from collections.abc import Callable, Mapping

from bench.chains import Chain
from bench.figures import Figure, compared

Say = Callable[[str], None]


def measure(chains: Mapping[str, Chain], kind: str, rounds: int, seconds: float, say: Say) -> list[Figure]:
    """`chains` holds `product`, `barest` and `usual`; a first short round warms all of them and is not counted."""
    sizes = {name: size(chain.confirmations_per_second(50), seconds) for name, chain in chains.items()}
    rates: dict[str, list[float]] = {name: [] for name in chains}
    for _ in range(rounds):
        for name, chain in chains.items():
            rates[name].append(chain.confirmations_per_second(sizes[name]))
            say(f"{kind} {name}: {rates[name][-1]:,.0f} confirmations/s ({sizes[name]})")
    name = f"confirmations with all SMS done, {kind}"
    return [
        compared(name, rates["product"], "barest", rates["barest"], 0.2),
        compared(name, rates["product"], "usual", rates["usual"], 2),
    ]


def size(rate: float, seconds: float) -> int:
    """How many confirmations keep a chain of that speed busy for so long; phones end at 5,000 a round."""
    return min(4000, max(100, round(rate * seconds)))

"""What the embedded process costs: time to start, processor time while idle, memory after work."""

import time
from pathlib import Path
from statistics import median

import psutil

from bench.figures import Figure
from bench.product import Product
from tests.processes import embedded


def start_seconds(folder: Path, rounds: int) -> Figure:
    """From the command to the first 200 of `/readyz`, on a new data folder each time."""
    times = []
    for number in range(rounds):
        begin = time.perf_counter()
        with embedded(folder / str(number)):
            times.append(time.perf_counter() - begin)
    return Figure("start to ready, embedded", median(times), "s", 2.5)


def idle_and_memory(product: Product, seconds: float) -> list[Figure]:
    """Asked of a process that has already worked; it gets a moment to settle."""
    process = psutil.Process(product.shentu["all"].pid)
    time.sleep(2)
    before = processor_seconds(process)
    time.sleep(seconds)
    share = (processor_seconds(process) - before) / seconds * 100
    memory = process.memory_info().rss / 2**20
    return [
        Figure("processor while idle, embedded", share, "%", 1),
        Figure("resident memory, embedded", memory, "MiB", 200 * 1e6 / 2**20),
    ]


def processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)

"""`python -m bench`: each figure beside its reference, measured in the same run."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench import confirmations, footprint, gateway, instruments, journal, latency, pages, stream
from bench.chains import Reference, embedded_references, engine_references
from bench.figures import Figure, as_table
from bench.load import ROOT
from bench.product import Product, embedded_product, engine_product
from tests.engines.engine import NotInstalled
from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ

COMPARED = {"confirmations", "latency"}
EMBEDDED_ONLY = {"footprint", "instruments", "pages"}
GROUPS = ("confirmations", "latency", "gateway", "footprint", "journal", "stream", "pages", "instruments")
console = Console(soft_wrap=True)


def say(line: str) -> None:
    console.print(f"  {line}", style="dim", highlight=False)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the disk the product would use: /tmp may be memory, where syncing costs nothing."""
    (ROOT / "var").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / "var"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def bench(
    only: Annotated[list[str] | None, typer.Option(help=f"One of {', '.join(GROUPS)}; may be repeated.")] = None,
    seconds: Annotated[float, typer.Option(help="How long one round of one chain takes, about.")] = 3.0,
    rounds: Annotated[int, typer.Option(help="Rounds of each chain, in turn; the median counts.")] = 5,
    quick: Annotated[bool, typer.Option(help="Three rounds of one second: a first impression.")] = False,
    embedded_only: Annotated[bool, typer.Option(help="Leave RabbitMQ and PostgreSQL out.")] = False,
) -> None:
    """Measure, print a table, end with 1 when a target was missed."""
    groups = only or list(GROUPS)
    if unknown := set(groups) - set(GROUPS):
        raise typer.BadParameter(f"no figures called {', '.join(unknown)}: there are {', '.join(GROUPS)}")
    if quick:
        rounds, seconds = 3, 1.0
    figures: list[Figure] = []
    with scratch() as folder:
        figures += measure_embedded(folder / "embedded", groups, rounds, seconds)
        if not embedded_only and not set(groups) <= EMBEDDED_ONLY:
            figures += measure_engines(folder / "engines", groups, rounds, seconds)
    console.print(as_table(figures))
    sys.exit(0 if all(figure.ok for figure in figures) else 1)


def measure_embedded(folder: Path, groups: list[str], rounds: int, seconds: float) -> list[Figure]:
    figures: list[Figure] = []
    if "journal" in groups:
        figures += journal.measure(folder / "journal", None, say)
    if "footprint" in groups:
        figures.append(footprint.start_seconds(folder / "start", rounds))
    if "pages" in groups:
        with embedded_product(folder / "pages") as product:
            figures += pages.measure(product)
    if "instruments" in groups:
        figures += instruments.measure(folder / "instruments", rounds, seconds, say)
    with embedded_product(folder / "product") as product:
        if COMPARED & set(groups):
            with embedded_references(folder, product.filing()) as references:
                figures += compare(product, references, "embedded", groups, rounds, seconds)
        if "stream" in groups:
            figures += [stream.measure(product, "embedded"), stream.cost_of_many(product, 10)]
        if "footprint" in groups:
            figures += footprint.idle_and_memory(product, 10)
    return figures


def measure_engines(folder: Path, groups: list[str], rounds: int, seconds: float) -> list[Figure]:
    figures: list[Figure] = []
    try:
        postgres, rabbit = PostgreSQL(), RabbitMQ()
    except NotInstalled as missing:
        console.print(f"Left out what needs real engines: {missing}", style="yellow")
        return figures
    if "journal" in groups:
        with PostgreSQL() as server:
            figures += journal.measure(folder, server, say)
    if groups == ["journal"]:
        return figures
    with postgres, rabbit, engine_product(folder, postgres, rabbit) as product:
        if "gateway" in groups:
            figures += gateway.measure(product, rounds, seconds)
        if "stream" in groups:
            figures.append(stream.measure(product, "real engines"))
        if COMPARED & set(groups):
            with engine_references(postgres, rabbit, product.filing()) as references:
                figures += compare(product, references, "real engines", groups, rounds, seconds)
    return figures


def compare(product: Product, references: Mapping[str, Reference], kind: str, groups: list[str], rounds: int,
            seconds: float) -> list[Figure]:  # fmt: skip
    figures: list[Figure] = []
    if "latency" in groups:
        figures += latency.measure(product, references, kind, rounds, seconds, say)
    if "confirmations" in groups:
        figures += confirmations.measure({"product": product, **references}, kind, rounds, seconds, say)
    return figures


if __name__ == "__main__":
    typer.run(bench)

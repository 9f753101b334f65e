"""One line of the result: our value, what it is compared with, and whether that is good enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """`limit` is the target. With a reference it bounds ours / reference from below (from above where less is better),
    else `ours` from above.

    `beside`: what else was measured in the same run, to judge `ours` by.
    """

    name: str
    ours: float
    unit: str
    limit: float
    reference: float | None = None
    against: str = ""
    beside: str = "–"
    less_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        return self.ours / self.reference if self.reference else None

    @property
    def ok(self) -> bool:
        if self.ratio is None:
            return self.ours <= self.limit
        return self.ratio <= self.limit if self.less_is_better else self.ratio >= self.limit

    @property
    def target(self) -> str:
        if self.ratio is None:
            return f"≤ {self.limit:g} {self.unit}"
        return f"{'≤' if self.less_is_better else '≥'} {self.limit:g} ×"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all are not above."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 1000) // 1000) - 1)]


def compared(name: str, ours: Sequence[float], against: str, reference: Sequence[float], limit: float) -> Figure:
    """Medians of rounds that alternated."""
    return Figure(name, median(ours), "/s", limit, median(reference), against)


def as_table(figures: Sequence[Figure]) -> Table:
    table = Table(
        "figure", "ours", "reference", "ratio", "target", "", title="Measured in one run, on this machine, now"
    )
    for figure in figures:
        reference = (
            f"{_rounded(figure.reference)} {figure.unit}  {figure.against}" if figure.reference else figure.beside
        )
        ratio = f"{figure.ratio:.2f}" if figure.ratio else "–"
        mark = "[green]ok[/]" if figure.ok else "[red]missed[/]"
        table.add_row(
            figure.name,
            f"{_rounded(figure.ours)} {figure.unit}",
            reference,
            ratio,
            figure.target,
            mark,
        )
    return table


def _rounded(value: float) -> str:
    return f"{value:,.3g}" if value < 1000 else f"{value:,.0f}"

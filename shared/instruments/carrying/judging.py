"""What all sandboxes share looks into these rows: what would stop it is refused, whatever else may be in them."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from shared.clock import from_micros
from shared.events.base import addressed, decode
from shared.events.published import event_types
from shared.faults import Fault
from shared.faults.fault import AT
from shared.faults.striking import read_mark
from shared.instruments.carrying.shapes import Misfit
from shared.instruments.contract.exchanges import KeptExchange
from shared.instruments.contract.journeys import State
from shared.instruments.reading.lines import line_of
from shared.journal.told import unpacked


def judge(table: str, row: Mapping[str, Any]) -> None:
    """Raises Misfit."""
    try:
        _JUDGES.get(table, _whatever)(row)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise Misfit("it does not hold what such a row holds") from error


def _whatever(row: Mapping[str, Any]) -> None:
    """Only its own sandbox ever looks into it."""


def _recorded(row: Mapping[str, Any]) -> None:
    envelope = decode(addressed(row["body"], "any", 1))
    if (envelope.id, envelope.type, envelope.journey) != (row["id"], row["type"], row["journey"]):
        raise ValueError
    if envelope.type not in event_types():
        raise ValueError
    read_mark(row["struck"] or "")


def _fault(row: Mapping[str, Any]) -> None:
    fault = Fault.model_validate_json(row["spec"])
    if (fault.id, AT[fault.at]) != (row["id"], row["hop"]):
        raise ValueError


def _exchange(row: Mapping[str, Any]) -> None:
    KeptExchange.model_validate_json(unpacked(row["told"]))


def _line(row: Mapping[str, Any]) -> None:
    line_of(SimpleNamespace(tx=0, seq=0, **row), "hall")


def _journey(row: Mapping[str, Any]) -> None:
    for name in ("began", "moved", "recorded_at"):
        from_micros(row[name])
    if row["state_of"] is not None or row["state"] is not None:
        State(name=row["state_of"], status=row["state"], at=from_micros(row["state_at"]))


_JUDGES: dict[str, Callable[[Mapping[str, Any]], None]] = {
    "outbox": _recorded, "fault": _fault, "exchange": _exchange, "journal": _line, "journey": _journey,
}  # fmt: skip

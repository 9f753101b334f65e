"""An expectation made of what happened: what would happen again in another journey, without ids and times."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from services.gateway.traces.rules.step import Step

_READS = ("GET ", "HEAD ", "OPTIONS ")
_NOBODYS = {"control"}
"""What a tester did by hand is no part of how it goes."""

Json = dict[str, Any]


def expectation_of(steps: Iterable[Step]) -> Json:
    """A body for `verify`: each kind of step with how often it came, and no delivery given up."""
    steps = [step for step in steps if step.kind not in _NOBODYS and not step.name.startswith(_READS)]
    counted: Counter[tuple[str, str, str, str, str | None]] = Counter(
        (step.kind, step.name, step.service, step.status, step.subject) for step in steps
    )
    expect = [_expected(*key, count=number) for key, number in counted.items()]
    delivered = sorted({(step.name, step.service) for step in steps if step.kind == "delivery"})
    absent = [
        {"kind": "delivery", "name": name, "service": service, "status": "dead"}
        for name, service in delivered
        if ("delivery", name, service, "dead", None) not in counted
    ]
    return {"expect": expect, "in_order": False, "absent": absent, "timeout": 10}


def _expected(kind: str, name: str, service: str, status: str, subject: str | None, *, count: int) -> Json:
    where = {"where": {"/subject": subject}} if subject else {}
    return {"kind": kind, "name": name, "service": service, "status": status, **where, "count": count}

"""What a step is taken for: whether something went wrong, and what colours it (classes of the style sheet)."""

from services.gateway.traces.rules.step import Attempt, Step

FAILED = frozenset({"failed", "dead", "retrying", "retry", "returned", "unavailable", "undelivered", "faulted"})
_KINDS = {kind: kind for kind in ("event", "message", "state", "control")} | {"request": "http", "delivery": "event"}
_CLASSES = {"dead": "dead", "retrying": "retry", "retry": "retry", "faulted": "faulted", "duplicate": "duplicate"}
_REFUSED, _BROKEN = 400, 500


def fails(step: Step) -> bool:
    """Whether a reader should see it whatever is folded: it was refused, failed, or was tried more than once."""
    if step.kind == "request" and _code(step) >= _REFUSED:
        return True
    return step.status in FAILED or step.fault is not None or any(one.status in FAILED for one in step.tries)


def classes_of(step: Step) -> tuple[str, ...]:
    """What colours its arrow: its kind, and what became of it."""
    kind = _KINDS.get(step.kind, "control")
    faulted = ("faulted",) if step.fault is not None and step.status != "faulted" else ()
    if step.kind == "request":
        code = _code(step)
        wrong = ("dead",) if code >= _BROKEN else ("refused",) if code >= _REFUSED else ()
        return (kind, *wrong, *faulted)
    if step.kind == "event":  # that a delivery of it failed is the delivery's colour
        return (kind, *(("retry",) if not was_sent(step) and step.tries else ()), *faulted)
    if step.kind == "message" and step.status != "delivered":  # else nobody knows what became of it
        return (kind, "dead" if step.status in FAILED else "retry", *faulted)
    became = _CLASSES.get(step.status)
    return (kind, *((became,) if became else ()), *faulted)


def classes_of_try(step: Step, one: Attempt) -> tuple[str, ...]:
    """The same for one try of several: one that failed is to be tried again, unless it was the last."""
    if one.status not in FAILED:
        return (_KINDS.get(step.kind, "control"),)
    last = one == step.tries[-1]
    return (_KINDS.get(step.kind, "control"), "dead" if last and step.status == "dead" else "retry")


def was_sent(step: Step) -> bool:
    """Whether an event has left its service."""
    return step.sent_at is not None or step.status in ("published", "handled")


def _code(step: Step) -> int:
    """The HTTP status; what has none was not answered."""
    return int(step.status) if step.status.isascii() and step.status.isdigit() else _BROKEN

"""A trace as a mermaid sequence diagram, to paste into any Markdown page."""

import re

from services.gateway.instruments.journeys.target import target_of
from services.gateway.traces.rules.controls import change_of
from services.gateway.traces.rules.event import publisher_of
from services.gateway.traces.rules.names import facts_of, name_of, state_of
from services.gateway.traces.rules.step import Step, Trace

_BREAKING = re.compile(r"[;#\n\r<>{}%]+")
_FAILED = frozenset({"retrying", "failed", "dead"})


def as_mermaid(trace: Trace) -> str:
    """Requests and testers' hands are solid arrows, deliveries dashed arrows between services, states notes."""
    delivered = {step.event_id for step in trace.steps if step.kind == "delivery"}
    lines = [line for step in trace.steps if (line := _line(step, delivered))]
    missing = [f"Note over applicant: 未能查询 {name_of('services', name)}" for name in trace.unavailable]
    return "\n    ".join(["sequenceDiagram", "autonumber", *_participants(trace), *lines, *missing]) + "\n"


def _participants(trace: Trace) -> list[str]:
    services = {target_of(step) if step.kind == "request" else step.service for step in trace.steps}
    kinds = {step.kind for step in trace.steps}
    testers = ["actor tester as " + name_of("actors", "tester")] if "control" in kinds else []
    services |= {publisher_of(step.name) for step in trace.steps if step.kind == "delivery"}
    shown = [word for word in ("gateway", "hall", "review", "sms") if word in services]
    phone = ["actor phone as " + name_of("actors", "phone")] if "message" in kinds else []
    return [
        "actor applicant as " + name_of("actors", "applicant"),
        *testers,
        *(f"participant {word} as {name_of('services', word)}" for word in shown),
        *phone,
    ]


def _line(step: Step, delivered: set[str | None]) -> str | None:
    if step.kind == "request":
        return f"applicant->>{target_of(step)}: {plain(step.name)} → {plain(step.status)}"
    if step.kind == "control":
        return f"tester->>{step.service}: {_control(step)}"
    if step.kind == "delivery":
        return _delivery(step)
    if step.kind == "event":
        return None if step.id in delivered else f"Note right of {step.service}: {_event(step)} {_status(step)}"
    if step.kind == "message":
        return f"{step.service}-)phone: {plain(step.name)} {_status(step)}"
    return (
        f"Note over {step.service}: {plain(state_of(step.name, step.status))} {plain(facts_of(step.detail))}".rstrip()
    )


def _delivery(step: Step) -> str:
    arrow = "--x" if step.status in _FAILED else "-->>"
    tries = f" ({step.attempts} 次)" if step.attempts > 1 else ""
    why = f" {plain(step.error)}" if step.error and step.status in _FAILED else ""
    return f"{publisher_of(step.name)}{arrow}{step.service}: {_event(step)} {_status(step)}{tries}{why}"


def _control(step: Step) -> str:
    who = f"{step.actor.account} " if step.actor else ""
    return plain(f"{who}{name_of('controls', step.name)} {step.name} {_status(step)} {change_of(step.detail)}")


def _event(step: Step) -> str:
    return f"{name_of('events', step.name)} {step.name}"


def _status(step: Step) -> str:
    return name_of("statuses", plain(step.status))


def plain(text: str) -> str:
    """Text that cannot end a mermaid statement early: `;` and `#` have a meaning there."""
    return _BREAKING.sub(" ", text.replace("{…}", "…")).strip()[:200]

"""A trace as OTLP/JSON, for Jaeger or any collector: one span a request, event and delivery.

What else happened (states, texts, a tester's hand) is an event of the span that led to it; what nothing led to is a
span of its own. Times are real, the sandbox's are attributes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from services.gateway.traces.rules.step import Attempt, Step, Trace

MEDIA_TYPE = "application/json"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INTERNAL, _SERVER, _PRODUCER, _CONSUMER = 1, 2, 4, 5
_KINDS = {"request": _SERVER, "event": _PRODUCER, "delivery": _CONSUMER}
_WRONG = {"failed", "dead", "retrying", "undelivered", "faulted", "refused"}
_HEX = re.compile(r"[0-9a-f]{32}")

Json = dict[str, Any]


def as_otlp(trace: Trace) -> Json:
    """An ExportTraceServiceRequest, as `/v1/traces` takes it."""
    ids = {step.id for step in trace.steps if step.kind in _KINDS}
    inside: dict[str, list[Step]] = {}
    for step in trace.steps:
        if step.kind not in _KINDS and step.caused_by in ids and step.caused_by:
            inside.setdefault(step.caused_by, []).append(step)
    within = {step.id for steps in inside.values() for step in steps}
    by_service: dict[str, list[Json]] = {}
    for step in trace.steps:
        if step.id not in within:
            span = _span(step, trace, ids, inside.get(step.id, ()))
            by_service.setdefault(step.service, []).append(span)
    return {"resourceSpans": [_resource(name, trace, spans) for name, spans in by_service.items()]}


def trace_id(journey: str) -> str:
    """A journey's own number is one already; what is none is hashed."""
    plain = journey.replace("-", "").lower()
    return plain if _HEX.fullmatch(plain) and plain.strip("0") else sha256(journey.encode()).hexdigest()[:32]


def span_id(step: str) -> str:
    """Told from the step's id, so that two exports of a journey agree."""
    return sha256(step.encode()).hexdigest()[:16]


def _resource(service: str, trace: Trace, spans: list[Json]) -> Json:
    attributes = _attributes({"service.name": f"shentu-{service}", "shentu.sandbox": trace.sandbox})
    return {"resource": {"attributes": attributes}, "scopeSpans": [{"scope": {"name": "shentu"}, "spans": spans}]}


def _span(step: Step, trace: Trace, ids: set[str], inside: Sequence[Step]) -> Json:
    began, ended = _began(step), max(_ended(step), _began(step))
    span: Json = {
        "traceId": trace_id(trace.journey), "spanId": span_id(step.id), "name": _name(step),
        "kind": _KINDS.get(step.kind, _INTERNAL), "startTimeUnixNano": _nanos(began), "endTimeUnixNano": _nanos(ended),
        "attributes": _attributes({**_about(step), **_common(step, trace)}),
        "events": [*_tries(step), *map(_event, inside)], "status": _status(step),
    }  # fmt: skip
    if step.caused_by in ids and step.caused_by:
        span["parentSpanId"] = span_id(step.caused_by)
        if step.kind == "delivery":  # whoever joins traces by messages looks for a link
            span["links"] = [{"traceId": trace_id(trace.journey), "spanId": span_id(step.caused_by)}]
    return span


def _began(step: Step) -> datetime:
    return step.received_at or step.recorded_at


def _ended(step: Step) -> datetime:
    if step.kind == "event":
        return step.sent_at or step.recorded_at
    if step.tries:
        return max(one.at for one in step.tries)
    return _began(step) + timedelta(milliseconds=step.duration_ms or 0)


def _name(step: Step) -> str:
    verbs = {"event": "publish", "delivery": "process"}
    return f"{verbs[step.kind]} {step.name}" if step.kind in verbs else step.name


def _common(step: Step, trace: Trace) -> Json:
    return {
        "shentu.journey": trace.journey, "shentu.step": step.id, "shentu.kind": step.kind,
        "shentu.status": step.status, "shentu.sandbox_time": step.at.isoformat(),
        "shentu.actor": step.actor and f"{step.actor.role} {step.actor.account}".rstrip(),
        "shentu.waited_ms": step.waited_ms, "shentu.attempts": step.attempts if step.attempts > 1 else None,
    }  # fmt: skip


def _about(step: Step) -> Json:
    """As the semantic conventions call it."""
    if step.kind == "request":
        method, _, route = step.name.partition(" ")
        code = int(step.status) if step.status.isdecimal() else None
        return {"http.request.method": method, "http.route": route, "http.response.status_code": code,
                "error.type": step.detail.get("problem")}  # fmt: skip
    if step.kind in ("event", "delivery"):
        operation = "send" if step.kind == "event" else "process"
        return {"messaging.system": "shentu", "messaging.destination.name": step.name,
                "messaging.message.id": step.event_id, "messaging.operation.type": operation,
                "error.type": step.error}  # fmt: skip
    return {f"shentu.detail.{key}": _plain(value) for key, value in step.detail.items()}


def _tries(step: Step) -> Iterator[Json]:
    if len(step.tries) > 1 or any(one.error for one in step.tries):
        yield from (_tried(number, one) for number, one in enumerate(step.tries, start=1))


def _tried(number: int, one: Attempt) -> Json:
    facts = {"shentu.attempt": number, "shentu.status": one.status, "exception.message": one.error}
    name = "exception" if one.error else "attempt"
    return {"name": name, "timeUnixNano": _nanos(one.at), "attributes": _attributes(facts)}


def _event(step: Step) -> Json:
    facts = {"shentu.kind": step.kind, "shentu.status": step.status, "shentu.subject": step.subject,
             "shentu.sandbox_time": step.at.isoformat()}  # fmt: skip
    facts |= {f"shentu.detail.{key}": _plain(value) for key, value in step.detail.items()}
    name = f"{step.name} → {step.status}"
    return {"name": name, "timeUnixNano": _nanos(step.recorded_at), "attributes": _attributes(facts)}


def _status(step: Step) -> Json:
    failed = step.status in _WRONG or (step.kind == "request" and step.status >= "500")
    return {"code": 2, "message": step.error or step.status} if failed else {}


def _attributes(facts: Json) -> list[Json]:
    return [{"key": key, "value": _value(value)} for key, value in facts.items() if value is not None]


def _value(value: Any) -> Json:
    match value:
        case bool():
            return {"boolValue": value}
        case int():
            return {"intValue": str(value)}
        case float():
            return {"doubleValue": value}
        case _:
            return {"stringValue": str(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, Iterable) and not isinstance(value, str) else value


def _nanos(moment: datetime) -> str:
    return str((moment - _EPOCH) // timedelta(microseconds=1) * 1000)

"""From what was asked for to a fault, and where it has to be known: everything wrong is named at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.gateway.instruments.faults.show import NewFault
from shared.errors import FieldError, RequestInvalid
from shared.faults.fault import At, Fault
from shared.faults.grammar import completed, hops
from shared.identifiers import is_mobile, new_id

Handlers = Mapping[str, Sequence[str]]
"""For each event type, the services that handle it."""


def fault_of(asked: NewFault, handlers: Handlers, set_by: str) -> Fault:
    """Raises RequestInvalid."""
    how, wrong = completed(asked.at, asked.do, asked.given())
    match = asked.matched()
    wrong += [*_unmatchable(asked.at, match), *_contradictions(asked.at, match, handlers)]
    if wrong:
        raise RequestInvalid(errors=wrong)
    if match.get("service") == "portal":
        match["service"] = "gateway"
    kept = asked.model_dump(include={"at", "do", "times", "probability", "seconds", "note"})
    return Fault(id=new_id(), match=match, how=how, set_by=set_by or None, **kept)


def concerned(fault: Fault, handlers: Handlers, behind: Sequence[str], here: str) -> list[str]:
    """The services that may be struck: one, where `match` says which."""
    match = fault.match
    if fault.at == "http":
        return [here]
    if fault.at == "sms":
        return ["sms"]
    if fault.at == "store":
        return [match["service"]] if "service" in match else [*behind, here]
    if fault.at == "publish":
        publisher = match["event"].split(".", 1)[0] if "event" in match else match.get("service")
        return [publisher] if publisher else list(behind)
    consumers = (
        handlers[match["event"]] if "event" in match else sorted({n for names in handlers.values() for n in names})
    )
    return [match["consumer"]] if "consumer" in match else list(consumers)


def _unmatchable(at: At, match: Mapping[str, Any]) -> Iterator[FieldError]:
    known = ", ".join(hops()[at].match)
    for name in match:
        if name not in hops()[at].match:
            yield _wrong(f"/match/{name}", f"{at} 处不能按此匹配，可用：{known}", f"at {at} it is matched by: {known}")


def _contradictions(at: At, match: Mapping[str, Any], handlers: Handlers) -> Iterator[FieldError]:
    event = match.get("event")
    if event is not None and event not in handlers:
        known = ", ".join(handlers)
        yield _wrong("/match/event", f"没有这种事件，可选：{known}", f"there is no such event, but: {known}")
    elif event is not None and "consumer" in match and match["consumer"] not in handlers[event]:
        known = ", ".join(handlers[event]) or "—"
        yield _wrong("/match/consumer", f"不处理此事件，处理者：{known}", f"does not handle it; those that do: {known}")
    elif event is not None and match.get("service", event.split(".", 1)[0]) != event.split(".", 1)[0]:
        publisher = event.split(".", 1)[0]
        yield _wrong("/match/service", f"此事件由 {publisher} 发出", f"this event is published by {publisher}")
    if at == "publish" and match.get("service") in ("portal", "gateway"):
        yield _wrong(
            "/match/service", "网关不发出事件，可选：hall、review、sms", "publishes nothing; hall, review, sms do"
        )
    if "phone" in match and not is_mobile(match["phone"]):
        yield _wrong("/match/phone", "不是手机号码", "is no mobile number")
    for pointer in match.get("where", {}):
        if not pointer.startswith("/"):
            yield _wrong("/match/where", "须为 JSON 指针，如 /data/scenario", "JSON pointers, as in /data/scenario")
    if (path := match.get("path")) is not None and not path.startswith(("/", "*")):
        yield _wrong("/match/path", "须以 / 开头，如 /hall/*", "begins with /, as in /hall/*")


def _wrong(pointer: str, zh: str, en: str) -> FieldError:
    return FieldError(pointer, "fault-match", zh, en)

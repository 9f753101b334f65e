"""Where a journey stands: what a tester wants to read when something did not happen in time."""

from collections.abc import Sequence

from services.gateway.traces.rules.event import Delivery, SeenEvent
from services.gateway.traces.rules.names import name_of, state_of
from services.gateway.traces.rules.step import Step


def stuck(events: Sequence[SeenEvent]) -> list[SeenEvent]:
    """Events that are not done: not sent, not received everywhere, waiting for a retry, or given up."""
    return [event for event in events if event.status != "handled"]


def where_it_stopped(steps: Sequence[Step], events: Sequence[SeenEvent]) -> str:
    """One Chinese sentence: the first unfinished event, or else the last thing that happened."""
    for event in sorted(stuck(events), key=lambda one: one.id):
        return f"目前停在：{_event(event)}。"
    if steps:
        last = steps[-1]
        what = state_of(last.name, last.status) if last.kind == "state" else f"{last.name} → {last.status}"
        return f"没有在途的事件，最后一步是：{name_of('services', last.service)} {what}。"
    return "该旅程尚无任何记录，请核对编号与 Sim-Sandbox 请求头。"


def _event(event: SeenEvent) -> str:
    waiting = [one for one in event.deliveries if one.status != "handled"]
    if event.status == "emitted":
        return f"{event.type} 尚未发出（已尝试 {event.attempts} 次）"
    return f"{event.type} → " + "，".join(map(_delivery, waiting))


def _delivery(delivery: Delivery) -> str:
    consumer = name_of("services", delivery.consumer)
    if delivery.status == "waiting":
        return f"{consumer} 尚未收到"
    reason = f"：{delivery.last_error}" if delivery.last_error else ""
    return f"{consumer} {name_of('statuses', delivery.status)}（{delivery.attempts} 次{reason}）"

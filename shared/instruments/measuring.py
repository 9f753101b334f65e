"""`/metrics`: what services count of themselves, as Prometheus reads it. Counted when somebody asks, not on the way."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from sqlalchemy import Connection, func, select, text

from shared.http.host import Host
from shared.instruments.contract.measured import Answered, Measured
from shared.store.tables import inbox, outbox, sandboxes, tallies

_KEPT, _UNSENT = text("status <> 'handled'"), text("sent_at IS NULL")  # as the partial indexes say it
_STATES = {"retry": "retrying"}
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics_route(service: Host) -> APIRouter:
    """`/metrics` of one service; the gateway has its own, for all."""
    router = APIRouter(include_in_schema=False)

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(exposition({service.name: await measured(service)}), media_type=MEDIA_TYPE)

    return router


async def measured(service: Host) -> Measured:
    """What the service counts now."""
    asked = sorted(service.requests.items())
    requests = [Answered(method=method, status=status, number=number) for (method, status), number in asked]
    return Measured(requests=requests, **await service.store.core_read(_counted))


def _counted(connection: Connection) -> dict[str, Any]:
    """The fields of `Measured` but for the requests, which no database counts; over all sandboxes that there are."""
    by_type = select(tallies.c.way, tallies.c.type, func.sum(tallies.c.number)).group_by(tallies.c.way, tallies.c.type)
    ways: dict[str, dict[str, int]] = {"out": {}, "in": {}}
    for way, kind, number in connection.execute(by_type):
        ways[way][kind] = int(number)
    by_state = select(inbox.c.status, func.count()).where(_KEPT).group_by(inbox.c.status)
    kept = {_STATES.get(state, state): number for state, number in connection.execute(by_state)}
    unsent = connection.scalar(select(func.count()).select_from(outbox).where(_UNSENT)) or 0
    living = connection.scalar(select(func.count()).select_from(sandboxes).where(sandboxes.c.switched_on)) or 0
    received = sum(ways["in"].values())
    return {
        "recorded": ways["out"], "received": ways["in"], "sandboxes": living,
        "deliveries": {"handled": received - sum(kept.values()), "retrying": 0, "dead": 0, **kept},
        "pending": {"unsent": unsent, "retrying": kept.get("retrying", 0)},
    }  # fmt: skip


def exposition(services: Mapping[str, Measured | None]) -> bytes:
    """The text; None stands for a service that could not be asked."""
    from prometheus_client import CollectorRegistry, Metric, generate_latest
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
    from prometheus_client.registry import Collector

    class Counts(Collector):
        """What was counted, family by family."""

        def collect(self) -> Iterator[Metric]:
            up = GaugeMetricFamily("shentu_up", "Whether the service could be asked.", labels=["service"])
            requests = CounterMetricFamily(
                "shentu_requests", "Answered since the process began.", labels=["service", "method", "status"]
            )
            families = {
                name: GaugeMetricFamily(f"shentu_{name}", said, labels=["service", *labels])
                for name, (said, labels) in _FAMILIES.items()
            }
            for service, found in services.items():
                up.add_metric([service], 0 if found is None else 1)
                if found is None:
                    continue
                for one in found.requests:
                    requests.add_metric([service, one.method, str(one.status)], one.number)
                for name, labels, number in _numbers(found):
                    families[name].add_metric([service, *labels], number)
            yield from (up, requests, *families.values())

    registry = CollectorRegistry()
    registry.register(Counts())
    return generate_latest(registry)


_FAMILIES = {
    "events": ("Events in the sandboxes that there are, as recorded and as received.", ["type", "way"]),
    "deliveries": ("Deliveries that came in, by what became of them.", ["state"]),
    "pending": ("What is not finished: events not sent, deliveries to be tried again.", ["reason"]),
    "sandboxes": ("Sandboxes that there are.", []),
    "webhook_deliveries": ("What webhooks were told or are to be told, by what became of it.", ["state"]),
}


def _numbers(found: Measured) -> Iterator[tuple[str, list[str], int]]:
    for way, events in (("recorded", found.recorded), ("received", found.received)):
        yield from (("events", [kind, way], number) for kind, number in sorted(events.items()))
    yield from (("deliveries", [state], number) for state, number in found.deliveries.items())
    yield from (("pending", [reason], number) for reason, number in found.pending.items())
    yield "sandboxes", [], found.sandboxes
    yield from (("webhook_deliveries", [state], number) for state, number in found.webhooks.items())

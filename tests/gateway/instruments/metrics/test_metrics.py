"""Metrics are read by Prometheus's own parser, and say what happened."""

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.gateway.instruments.world import CONFIRMED, PUSHED, World
from tests.harness import client_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


def read(answer: httpx.Response) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels, the service first."""
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items(), key=_service_first))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def _service_first(label: tuple[str, str]) -> tuple[bool, str]:
    return label[0] != "service", label[0]


async def test_the_gateway_tells_of_all(own_world: World) -> None:
    own_world.weather.failures = 1
    await own_world.confirm()
    await own_world.ask("POST", "/hall/applications/x/refusal", json={})
    await own_world.idle()
    found = read(await own_world.ask("GET", "/metrics"))
    assert found["shentu_requests_total", "hall", "POST", "200"] == 1
    assert found["shentu_requests_total", "hall", "POST", "409"] == 1
    assert (
        found["shentu_events", "hall", CONFIRMED, "recorded"]
        == found["shentu_events", "review", CONFIRMED, "received"]
        == 1
    )
    assert found["shentu_events", "sms", PUSHED, "received"] == 1
    assert (found["shentu_deliveries", "review", "handled"], found["shentu_deliveries", "review", "dead"]) == (1, 0)
    assert found["shentu_pending", "hall", "unsent"] == 0
    assert found["shentu_sandboxes", "gateway"] == found["shentu_sandboxes", "hall"] == 1
    async with client_of(own_world.services["hall"]) as hall:
        alone = read(await hall.get("/metrics"))
    assert alone["shentu_events", "hall", CONFIRMED, "recorded"] == 1
    assert {name[1] for name in alone} == {"hall"}
    own_world.ways["sms"].blocked = True
    without = read(await own_world.ask("GET", "/metrics"))
    assert (without["shentu_up", "sms"], without["shentu_up", "hall"]) == (0, 1)

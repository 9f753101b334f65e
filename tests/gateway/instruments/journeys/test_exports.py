"""A journey as a file: opened with the libraries that read such files, with nothing secret in it."""

import base64
import json
from collections import Counter
from datetime import datetime
from html.parser import HTMLParser

import pytest
from cloudevents.v1.conversion import from_dict
from cloudevents.v1.http import CloudEvent
from google.protobuf.json_format import Parse
from haralyzer import HarParser  # type: ignore[import-untyped]
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.gateway.instruments.world import CODE, CONFIRMED, LEADER, PASSWORD, PHONE, PUSHED, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def exported(world: World, journey: str, form: str, language: str = "en") -> str:
    answer = await world.ask("GET", f"/sim/journeys/{journey}?format={form}", headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-security-policy"] == "sandbox"
    for secret in (PASSWORD, CODE, PHONE, LEADER):
        assert secret not in answer.text
    return answer.text


async def test_its_events_are_read_by_a_cloudevents_library(world: World) -> None:
    journey = await world.confirm()
    await world.idle()
    batch = json.loads(await exported(world, journey, "cloudevents"))
    events = [from_dict(CloudEvent, one) for one in batch]
    assert [event["type"] for event in events[:2]] == [CONFIRMED, PUSHED]
    assert {event["journey"] for event in events} == {journey}
    assert events[1]["causationid"] == events[0]["id"]
    assert datetime.fromisoformat(events[0]["time"]).tzinfo is not None
    assert events[1].data["initial_password"] == "******"


async def test_its_spans_are_read_by_the_protocols_own_parser(world: World) -> None:
    world.weather.failures = 1
    journey = await world.confirm()
    await world.idle()
    steps = (await world.get(f"/sim/journeys/{journey}"))["steps"]
    read = Parse(await exported(world, journey, "otlp"), ExportTraceServiceRequest())
    spans = {
        attribute(span, "shentu.step"): (resource, span)
        for resource in read.resource_spans for scope in resource.scope_spans for span in scope.spans
    }  # fmt: skip
    spanned = [step for step in steps if step["kind"] in ("request", "event", "delivery")]
    assert set(spans) == {step["id"] for step in spanned}
    assert len({span.trace_id for _, span in spans.values()}) == 1
    assert {attribute(resource.resource, "service.name") for resource, _ in spans.values()} == {
        f"shentu-{step['service']}" for step in spanned
    }
    for step in spanned:
        _, span = spans[step["id"]]
        assert span.end_time_unix_nano >= span.start_time_unix_nano
        if step["caused_by"] is None:
            assert not span.parent_span_id
            began = datetime.fromisoformat(step["recorded_at"]).timestamp()
            assert abs(span.start_time_unix_nano / 1e9 - began) < 1e-3
        else:
            assert span.parent_span_id == spans[step["caused_by"]][1].span_id
        linked = [link.span_id for link in span.links]
        assert linked == ([span.parent_span_id] if step["kind"] == "delivery" else [])
    (retried,) = [step for step in spanned if step["attempts"] > 1]
    assert [event.name for event in spans[retried["id"]][1].events][:2] == ["exception", "attempt"]
    told = Counter(event.name for _, span in spans.values() for event in span.events)
    assert told["application → confirmed"] == 1 and told["city-project → pushed"] == 1


async def test_ids_in_otlp_are_hexadecimal_as_collectors_want_them(world: World) -> None:
    journey = await world.confirm()
    await world.idle()
    plain = json.loads(await exported(world, journey, "otlp"))
    span = plain["resourceSpans"][0]["scopeSpans"][0]["spans"][0]
    assert span["traceId"] == journey.replace("-", "")
    assert len(base64.b16decode(span["spanId"].upper())) == 8


class Reading(HTMLParser):
    """What a page is made of, and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: set[str] = set()
        self.leads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in ("href", "src", "action", "data"):
                self.leads.append(value or "")
            assert not name.startswith("on"), (tag, name)


@pytest.mark.parametrize(("language", "title"), [("zh", "旅程报告"), ("en", "Report of a journey")])
async def test_the_report_is_one_file_that_leads_nowhere_else(world: World, language: str, title: str) -> None:
    world.weather.failures = 1
    journey = await world.confirm()
    await world.idle()
    page = await exported(world, journey, "html", language)
    read = Reading()
    read.feed(page)
    assert title in page and "202605180007" in page and "138****0001" in page
    assert read.tags["svg"] == 3 and read.tags["script"] == 0 and read.tags["link"] == 0
    steps = (await world.get(f"/sim/journeys/{journey}"))["steps"]
    assert read.tags["tr"] == len(steps) + 1
    assert read.leads and all(lead.startswith("#") and lead[1:] in read.ids for lead in read.leads)
    assert "OSError" in page  # what went wrong stands in it


async def test_its_requests_are_read_by_a_har_library(world: World) -> None:
    journey = await world.confirm()
    await world.idle()
    parser = HarParser(json.loads(await exported(world, journey, "har")))
    [entry] = parser.har_data["entries"]
    [page] = parser.pages
    assert [one.request.url for one in page.entries] == [f"http://gateway/hall/applications/{journey}/confirmation"]
    assert (page.entries[0].request.method, page.entries[0].response.status) == ("POST", 200)
    assert page.entries[0].startTime.isoformat() == datetime.fromisoformat(entry["startedDateTime"]).isoformat()
    assert {one["name"] for one in entry["request"]["headers"]} >= {"content-type", "sim-sandbox"}
    assert json.loads(entry["response"]["content"]["text"]) == {"id": journey, "status": "confirmed"}


async def test_only_what_is_asked_for_is_exported(world: World) -> None:
    journey = await world.confirm()
    await world.idle()
    of_events = json.loads(await exported(world, journey, "otlp&kind=event"))
    spans = [span for one in of_events["resourceSpans"] for span in one["scopeSpans"][0]["spans"]]
    assert {span["name"].split(" ")[0] for span in spans} == {"publish"}
    assert json.loads(await exported(world, journey, "cloudevents&kind=request")) == []


def attribute(holder: object, key: str) -> str:
    (found,) = [one.value.string_value for one in holder.attributes if one.key == key]  # type: ignore[attr-defined]
    return str(found)

"""A journey as a file to take along, in each form that there is."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal

from services.gateway.instruments.journeys.act import read_summary
from services.gateway.instruments.journeys.har import as_har
from services.gateway.instruments.journeys.mermaid import as_mermaid
from services.gateway.instruments.journeys.otlp import as_otlp
from services.gateway.instruments.journeys.summary import Journey
from services.gateway.instruments.journeys.text import as_text
from services.gateway.peers.asking import HERE, Peers
from services.gateway.traces.lookups.find_envelopes import find_envelopes
from services.gateway.traces.rules.step import Trace
from shared.context import Language, current
from shared.http.downloads import Download
from shared.instruments.contract.exchanges import EXCHANGES, KeptExchange
from shared.instruments.contract.said import Ids

Format = Literal["json", "text", "mermaid", "cloudevents", "otlp", "har", "html"]
Report = Callable[[Trace, Journey | None, Language], str]
"""Who draws the page that stands by itself: given from outside, since the picture is the console's."""

ENDINGS: Mapping[Format, tuple[str, str]] = {
    "json": ("json", "application/json"), "text": ("txt", "text/plain; charset=utf-8"),
    "mermaid": ("mmd", "text/plain; charset=utf-8"), "html": ("html", "text/html; charset=utf-8"),
    "cloudevents": ("cloudevents.json", "application/cloudevents-batch+json"),
    # types of their own, so that what is documented as JSON is the trace; whoever imports them reads files
    "otlp": ("otlp.json", "application/otlp+json"),
    "har": ("har", "application/har+json"),
}  # fmt: skip


async def exported(peers: Peers, trace: Trace, form: Format, report: Report) -> Download:
    """The file, under the journey's name."""
    ending, media_type = ENDINGS[form]
    content = await _content(peers, trace, form, report)
    return Download.of(f"{trace.journey}.{ending}", media_type, content.encode("utf-8", "replace"))


async def _content(peers: Peers, trace: Trace, form: Format, report: Report) -> str:
    match form:
        case "text":
            return as_text(trace)
        case "mermaid":
            return as_mermaid(trace)
        case "html":
            return report(trace, await read_summary(peers, trace.journey), current().language)
        case "otlp":
            return _json(as_otlp(trace))
        case "har":
            requests = [step.id for step in trace.steps if step.kind == "request"]
            return _json(as_har(trace, await _kept(peers, requests)))
        case "cloudevents":
            events = [step.id for step in trace.steps if step.kind == "event"]
            return _json(await find_envelopes(peers, events))
        case "json":
            return trace.model_dump_json(by_alias=True, indent=2)


async def _kept(peers: Peers, requests: list[str]) -> dict[str, KeptExchange]:
    """What was kept of these requests, by their ids."""
    if not requests:
        return {}
    found = (await peers.ask(HERE, EXCHANGES, Ids(items=requests))).items
    return {one.line.event_id: KeptExchange.model_validate(one.kept) for one in found if one.kept and one.line.event_id}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)

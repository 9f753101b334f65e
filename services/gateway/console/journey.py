"""旅程: one journey as a picture of all systems, and as a file. How it is looked at stands in the address."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import Path
from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.picture.sequence import sequence_of
from services.gateway.console.picture.view import VIEWS, WATERFALL, View, view_of
from services.gateway.console.picture.waterfall import waterfall_of
from services.gateway.console.picture.words import Words
from services.gateway.console.place import in_sandbox
from services.gateway.console.report import report_of
from services.gateway.console.shown import shown_of
from services.gateway.console.svg import sequence_file, waterfall_file
from services.gateway.instruments.entrance import PeersDep
from services.gateway.instruments.journeys.act import read_summary, read_trace
from services.gateway.instruments.journeys.export import ENDINGS, Format, exported
from services.gateway.instruments.journeys.summary import Journey
from services.gateway.instruments.webhooks.act import list_webhooks
from services.gateway.traces.rules.step import Trace
from shared.context import current
from shared.errors import NotFound
from shared.http.api import StoreDep
from shared.http.downloads import Download, send
from shared.pages.visit import Visit, VisitDep

router = in_sandbox()
Form = Literal["json", "txt", "mmd", "svg", "html", "cloudevents.json", "otlp.json", "har"]
Id = Annotated[str, Path(max_length=80)]
FORMS: Mapping[str, Format] = {ending: form for form, (ending, _) in ENDINGS.items()}
OFFERED = ("html", "svg", "json", "txt", "mmd", "cloudevents.json", "otlp.json", "har")


@router.get("/journeys/{journey}.{form}")
async def export(visit: VisitDep, peers: PeersDep, journey: Id, form: Form) -> Response:
    """The journey as a file; of the picture, the view that is asked for, with its colours in it."""
    trace = await read_trace(peers, journey)
    if form != "svg":
        return await send(visit.request, await exported(peers, trace, FORMS[form], report_of))
    content = _drawn(trace, visit).encode("utf-8", "replace")
    return await send(visit.request, Download.of(f"{journey}.svg", "image/svg+xml; charset=utf-8", content))


@router.get("/journeys/{journey}")
async def show(visit: VisitDep, peers: PeersDep, store: StoreDep, journey: Id) -> Response:
    """Head, who was told of it, what should come next, the picture in one of its views, and the chosen step."""
    trace = await read_trace(peers, journey)
    current().journey = trace.journey
    about = await read_summary(peers, trace.journey)
    shown = shown_of(trace.steps, _view(visit), visit.language, f"{current().root}/console/in/{visit.sandbox}",
                     away=trace.unavailable)  # fmt: skip
    state = _stands(about, visit) if about else ""
    return visit.page(
        "journey.html", journey=trace.journey, about=about, state=state, expected=trace.expected,
        away=trace.unavailable, shown=shown, views=VIEWS, forms=OFFERED, current="journeys",
        webhooks=await list_webhooks(store),
    )  # fmt: skip


def _stands(about: Journey, visit: Visit) -> str:
    """The last thing that got into a state, and which."""
    named = naming(visit)
    return f"{named('things', about.state)} {named('states', about.status)}" if about.state and about.status else ""


def _drawn(trace: Trace, visit: Visit) -> str:
    view, words, steps = _view(visit), Words(visit.language), trace.steps
    if view.name == WATERFALL and (fall := waterfall_of(steps, view, words)):
        return waterfall_file(fall, words)
    drawing = sequence_of(steps, view, words, away=trace.unavailable)
    if drawing is None:
        raise NotFound
    return sequence_file(drawing, words)


def _view(visit: Visit) -> View:
    return view_of(visit.request.query_params)

"""Reads are left out, and nothing but reads."""

from hypothesis import given

from services.gateway.console.picture.joined import joined
from services.gateway.console.picture.judging import fails
from services.gateway.console.picture.noise import without_noise
from services.gateway.console.picture.rows import rows_of
from services.gateway.console.picture.view import View
from services.gateway.traces.rules.step import Step
from tests.gateway.console.picture.journeys import journeys, relaxed, request, state


def test_a_read_that_succeeded_is_left_out() -> None:
    read, refused = request("G", "GET /hall/applications/{…}/form"), request("X", "GET /hall/projects", 1, "403")
    page = request("P", "GET /hall/web/projects", 2, detail={"service": "hall", "door": "page"})
    written = request("W", "PUT /hall/applications/{…}/form", 3)
    shown = without_noise(joined([read, refused, page, written]))
    assert [shape.step.id for shape in shown] == ["X", "W"]


def test_a_read_that_led_to_something_stays() -> None:
    steps = [request("G", "GET /hall/a"), state("hall:1", "form", "saved", 1, "G")]
    assert [shape.step.id for shape in without_noise(joined(steps))] == ["G"]


def test_the_one_that_a_link_names_is_shown() -> None:
    shapes = joined([request("G", "GET /hall/a"), request("H", "GET /hall/b", 1)])
    assert [shape.step.id for shape in without_noise(shapes, chosen="H")] == ["H"]


def test_reads_can_be_asked_for_and_are_counted() -> None:
    steps = [request("G", "GET /hall/a"), request("W", "PUT /hall/a", 1)]
    assert rows_of(steps, View()).reads == 1
    shown = rows_of(steps, View(reads=True))
    assert (shown.reads, [shape.step.id for shape in shown.shapes]) == (0, ["G", "W"])


@relaxed
@given(journeys())
def test_nothing_that_failed_is_noise(steps: list[Step]) -> None:
    shown = {one.id for shape in without_noise(joined(steps)) for one in shape.steps}
    assert {one.id for one in steps if fails(one)} <= shown
    assert {one.id for one in steps if one.kind != "request"} <= shown

"""Who takes part, and what is seen when somebody looks at one of them only."""

from services.gateway.console.picture.joined import joined
from services.gateway.console.picture.lanes import ends_of, lanes_used, shown_on, target_of
from services.gateway.console.picture.rows import rows_of
from services.gateway.console.picture.view import View
from tests.gateway.console.picture.journeys import confirmed, request, state, step


def test_only_lanes_that_are_used_in_their_order() -> None:
    assert lanes_used(joined(confirmed())) == ("browser", "gateway", "hall", "bus", "review", "sms", "phone")
    assert lanes_used(joined(confirmed()[:2])) == ("browser", "gateway", "hall")
    assert lanes_used([]) == ()


def test_a_service_nobody_foresaw_has_a_lane_before_the_phone() -> None:
    webhooks = state("w:1", "webhook", "sent", service="webhooks")
    assert lanes_used(joined([*confirmed(), webhooks]))[-2:] == ("webhooks", "phone")


def test_a_request_ends_where_it_was_answered() -> None:
    assert target_of(request("A", "POST /review/projects", detail={"service": "review"})) == "review"
    assert target_of(request("A", "POST /review/projects", detail={})) == "review"
    assert target_of(request("A", "POST /portal/login", detail={"service": "portal"})) == "gateway"
    assert target_of(request("A", "POST /sim/clock", detail={})) == "gateway"
    assert ends_of(step("E/sms", "delivery", "x", "handled", service="sms")) == ("bus", "sms")


def test_one_lane_shows_what_touches_it() -> None:
    assert [shape.step.id for shape in shown_on(["phone"], joined(confirmed()))] == ["sms:1"]
    assert [shape.step.id for shape in shown_on(["review"], joined(confirmed()))] == ["E1/review", "E2"]
    assert [shape.step.id for shape in shown_on(["gateway"], joined(confirmed()))] == ["R"]


def test_a_hidden_lane_takes_along_what_touches_it_and_says_how_much() -> None:
    shown = rows_of(confirmed(), View(lanes=("-bus",)))
    assert [shape.step.id for shape in shown.shapes] == ["R", "sms:1"] and shown.off_lanes == 4
    assert "R" in [shape.step.id for shape in shown_on(["-gateway"], joined(confirmed()))]

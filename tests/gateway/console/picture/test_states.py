"""State lanes: each thing with the states it went through; texts and steps beside them."""

from itertools import pairwise

from hypothesis import given

from services.gateway.console.picture.board import Links
from services.gateway.console.picture.marks import Line
from services.gateway.console.picture.messages import messages_of
from services.gateway.console.picture.states import StateLanes, states_of
from services.gateway.console.picture.table import table_of
from services.gateway.console.picture.view import View, anchor_of
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.step import Step
from tests.gateway.console.picture.journeys import (
    confirmed,
    journeys,
    relaxed,
    request,
    retried,
    road,
    state,
    step,
    upload,
)


def drawn(steps: list[Step], view: View | None = None) -> StateLanes:
    drawing = states_of(steps, view or View(), Words("en"))
    assert drawing is not None
    return drawing


def pills(one: Line) -> list[str]:
    return [pill.text for pill in one.pills]


def test_a_line_for_each_thing_in_the_order_they_appeared() -> None:
    drawing = drawn([*road(2), state("hall:9", "material", "sealed", 900, subject="M01")])
    assert [(one.labels[0].text, pills(one)) for one in drawing.lines] == [
        ("application", ["draft", "confirmed"]),
        ("material M00", ["uploaded"]),
        ("material M01", ["uploaded", "sealed"]),
        ("city-project", ["pushed"]),
    ]
    assert states_of([request("A", "POST /a")], View(), Words()) is None


def test_a_pill_leads_to_its_state_and_says_what_was_before_and_when() -> None:
    pill = drawn(confirmed()).lines[0].pills[0]
    assert (pill.href, pill.id) == ("?step=hall:1", anchor_of("hall:1"))
    assert "before: draft" in pill.title and "09:00:00.003" in pill.title


def test_the_same_state_again_and_again_is_one_pill() -> None:
    drawing = drawn([state(f"hall:{number}", "form", "saved", number) for number in range(300)])
    assert pills(drawing.lines[0]) == ["saved × 300"] and drawing.lines[0].pills[0].step == "hall:299"


def test_the_chosen_state_is_lit() -> None:
    [one] = [one for one in drawn(road(2), View(step="hall:101")).lines if "chosen" in one.classes]
    assert one.labels[0].text == "material M01" and "chosen" in one.pills[0].classes


@relaxed
@given(journeys())
def test_pills_stand_one_behind_the_other_inside_the_picture(steps: list[Step]) -> None:
    drawing = states_of(steps, View(), Words("zh"))
    for one in drawing.lines if drawing else ():
        assert all(left.x + left.width < right.x for left, right in pairwise(one.pills))
        assert drawing and all(label.x < drawing.width for label in one.labels)


def test_texts_with_template_number_and_report() -> None:
    failed = step("sms:9", "message", "T1 phone-code", "failed", 40, service="sms", detail={"template": "T1"})
    first, second = messages_of([*confirmed(), failed], View(), Words("en"), Links("/console/in/default"))
    assert (first.template, first.name, first.to, first.report_code) == (
        "T3",
        "account-created",
        "138****0001",
        "DELIVRD",
    )
    assert (first.href, first.phone, first.since) == ("?step=sms:1", "/console/in/default/messages/m", "+16.0")
    assert second.classes == ("message", "dead") and second.phone == ""
    assert messages_of([], View(), Words()) == ()


def test_the_table_has_every_step_and_says_what_failed_and_what_only_read() -> None:
    steps = [*road(3), *retried("dead")]
    rows = table_of(steps, View(), Words("en"))
    assert [row.step for row in rows] == [one.id for one in steps]
    by_id = {row.step: row for row in table_of(road(3), View(step="hall:1"), Words("en"))}
    assert "noise" in by_id["G"].classes and "chosen" in by_id["hall:1"].classes and "lit" in by_id["R"].classes
    assert (by_id["hall:1"].name, by_id["hall:1"].cause, by_id["hall:1"].cause_href) == (
        "application → confirmed", "R", "?step=R",
    )  # fmt: skip
    assert "fails" in {row.step: row for row in rows}["E1/review"].classes
    assert table_of([], View(), Words()) == ()


def test_a_cause_that_is_not_there_is_named_and_leads_nowhere() -> None:
    [row] = table_of([state("hall:1", "form", "saved", cause="gone")], View(), Words())
    assert (row.cause, row.cause_href) == ("gone", "")
    assert [one.step for one in table_of(upload(1, 0), View(), Words())] == ["U1", "hall:101"]

"""The waterfall: a row for all that takes time, what waits told from what is handled."""

from hypothesis import given

from services.gateway.console.picture.marks import ROW, Line
from services.gateway.console.picture.measure import SMALL, TEXT, width_of
from services.gateway.console.picture.timed import LEFT, NAMES_LEFT, RIGHT
from services.gateway.console.picture.view import View
from services.gateway.console.picture.waterfall import Waterfall, waterfall_of
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.step import Step
from tests.gateway.console.picture.journeys import confirmed, journeys, many, relaxed, retried, road, state, upload


def drawn(steps: list[Step], view: View | None = None) -> Waterfall:
    drawing = waterfall_of(steps, view or View(), Words("en"))
    assert drawing is not None
    return drawing


def line(drawing: Waterfall, step: str) -> Line:
    return next(one for one in drawing.lines if one.step == step)


def test_requests_and_deliveries_have_a_row_nothing_else_has() -> None:
    drawing = drawn(confirmed())
    assert [one.step for one in drawing.lines if one.kind == "shape"] == ["R", "E1/review", "E2/sms"]
    assert [one.y for one in drawing.lines] == [number * ROW for number in range(len(drawing.lines))]
    assert waterfall_of([state("hall:1", "form", "saved")], View(), Words()) is None
    assert waterfall_of([], View(), Words()) is None


def test_a_delivery_waits_hatched_and_is_handled_full() -> None:
    bars = line(drawn(confirmed()), "E1/review").bars
    assert [bar.classes for bar in bars] == [
        ("wait", "outbox", "event"), ("wait", "broker", "event"), ("event",), ("confirmed",),
    ]  # fmt: skip
    assert [bar.title for bar in bars[:3]] == ["in the outbox 3.0 ms", "on the bus 3.0 ms", "handling 2.0 ms"]
    assert bars[0].x < bars[1].x < bars[2].x and bars[3].width == 1.5


def test_failures_and_the_pauses_between_them_are_seen() -> None:
    bars = line(drawn(retried("dead")), "E1/review").bars
    assert [bar.classes[0] for bar in bars] == [
        "wait",
        "wait",
        "failed",
        "wait",
        "failed",
        "wait",
        "failed",
        "confirmed",
    ]
    assert "dead" in bars[-2].classes and bars[-2].title == "failed: OSError: away"


def test_waiting_and_handling_are_summed_up() -> None:
    drawing = drawn(confirmed())
    assert (drawing.waited_ms, drawing.handled_ms, drawing.summary) == (9, 3, "waited 75 % · handled 25 %")
    assert drawn(retried()).summary == "waited 99 % · handled 1 %", "what there is is never said to be nothing"
    assert drawn(upload(1, 0)).summary == ""


def test_the_same_idle_time_is_cut_as_in_the_sequence() -> None:
    drawing = drawn(retried())
    assert [bar.title for bar in drawing.cuts] == [
        f"{said} nothing happened" for said in ("490 ms", "505 ms", "3.99 s")
    ]
    assert drawing.cut_labels[0].text == "490 ms"


def test_a_run_has_all_its_requests_in_one_row() -> None:
    drawing = drawn(road(5))
    [run] = [one for one in drawing.lines if one.kind == "run"]
    assert len(run.bars) == 5 and run.href == "?open=U0"
    opened = drawn(road(5), View(opened=("U0",)))
    assert [one.step for one in opened.lines if "member" in one.classes] == ["U0", "U1", "U2", "U3", "U4"]


def test_the_chosen_step_is_lit_here_too() -> None:
    assert "chosen" in line(drawn(confirmed(), View(step="E2/sms")), "E2/sms").classes


def test_two_thousand_steps_are_drawn() -> None:
    assert len(drawn(list(many(2_048))).lines) < 1_024


@relaxed
@given(journeys())
def test_bars_stay_between_names_and_numbers(steps: list[Step]) -> None:
    drawing = waterfall_of(steps, View(), Words("zh"))
    for one in drawing.lines if drawing else ():
        assert all(bar.x >= LEFT and bar.x + bar.width <= RIGHT + 2.1 for bar in one.bars)
        for label in one.labels:
            if "plain" in label.classes:
                assert label.x == NAMES_LEFT and label.x + width_of(label.text, TEXT) <= LEFT
            if "took" in label.classes:
                assert label.x - width_of(label.text, SMALL) > RIGHT

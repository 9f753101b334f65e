"""The sequence as drawn: where everything stands, where it leads, and that nothing stands on anything else."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given

from services.gateway.console.picture.board import Links
from services.gateway.console.picture.marks import ROW, Label, Line
from services.gateway.console.picture.measure import SMALL, TEXT, width_of
from services.gateway.console.picture.sequence import Drawing, sequence_of
from services.gateway.console.picture.view import View, anchor_of
from services.gateway.console.picture.words import Language, Words
from services.gateway.traces.rules.step import Step
from tests.gateway.console.picture.journeys import (
    at,
    confirmed,
    journeys,
    many,
    relaxed,
    request,
    retried,
    road,
    state,
    step,
    tried,
    upload,
)  # fmt: skip

SMALLER = {"small", "status", "time", "took", "virtual"}
LINKS = Links("/console/in/default")


def drawn(steps: Sequence[Step], view: View | None = None, language: Language = "en", **more: object) -> Drawing:
    drawing = sequence_of(steps, view or View(), Words(language), LINKS, **more)  # type: ignore[arg-type]
    assert drawing is not None
    return drawing


def line(drawing: Drawing, step: str) -> Line:
    return next(one for one in drawing.lines if one.step == step)


def texts(one: Line) -> list[str]:
    return [label.text for label in one.labels] + [pill.text for pill in one.pills]


def test_nothing_is_no_drawing() -> None:
    assert sequence_of([], View(), Words()) is None


def test_rows_stand_below_one_another_and_lanes_beside() -> None:
    drawing = drawn(road())
    assert [one.y for one in drawing.lines] == [number * ROW for number in range(len(drawing.lines))]
    assert drawing.height == len(drawing.lines) * ROW
    assert [lane.text for lane in drawing.lanes] == ["browser", "gateway", "hall", "bus", "review", "sms", "phone"]
    assert all(left.x < right.x for left, right in pairwise(drawing.lanes))
    assert [lane.text for lane in drawn(road(), language="zh").lanes][:3] == ["浏览器", "网关", "办事大厅"]


def test_a_request_goes_from_the_browser_through_the_gateway_to_its_service() -> None:
    drawing = drawn(confirmed())
    lanes = {lane.name: lane.x for lane in drawing.lanes}
    one = line(drawing, "R")
    assert one.arrow is not None and one.badge is not None
    assert (one.arrow.x1, one.arrow.x2, one.arrow.dot) == (lanes["browser"], lanes["hall"], lanes["gateway"])
    assert (one.badge.text, one.badge.x) == ("O", lanes["browser"])
    assert {"POST …/confirmation", "200", "+0.0", "5.0", "application → confirmed"} <= set(texts(one))
    assert one.pills[0].x > lanes["hall"] and one.pills[0].href == "?step=R"
    at_the_gateway = line(drawn([request("L", "POST /portal/login", detail={"service": "portal"})]), "L").arrow
    assert at_the_gateway is not None and at_the_gateway.dot is None


def test_an_event_goes_to_the_bus_and_from_there_to_whoever_handles_it() -> None:
    drawing = drawn(confirmed())
    lanes = {lane.name: lane.x for lane in drawing.lanes}
    event, delivery, pushed = line(drawing, "E1"), line(drawing, "E1/review"), line(drawing, "E2")
    assert event.arrow and delivery.arrow and pushed.arrow
    assert (event.arrow.x1, event.arrow.x2, event.arrow.end) == (lanes["hall"], lanes["bus"], "head")
    assert (delivery.arrow.x1, delivery.arrow.x2) == (lanes["bus"], lanes["review"])
    assert pushed.arrow.direction == -1
    assert delivery.bars and "waited 6.0 ms" in texts(delivery) and "city-project → pushed" in texts(delivery)
    [named] = [label for label in event.labels if label.href]
    assert named.href == "/console/in/default/events?type=hall.application.confirmed"


def test_what_nobody_listens_to_and_what_is_not_sent_yet_say_so() -> None:
    steps = [step("E", "event", "x", "handled", subscribers=()), step("F", "event", "x", "emitted", 1)]
    drawing = drawn(steps)
    unsent = line(drawing, "F").arrow
    assert "nobody listens" in texts(line(drawing, "E"))
    assert "not sent yet" in texts(line(drawing, "F")) and unsent is not None and unsent.end == "open"


def test_a_text_goes_to_the_phone_and_leads_there() -> None:
    [pill] = line(drawn(confirmed()), "sms:1").pills
    assert (pill.text, pill.href) == ("138****0001 · DELIVRD", "/console/in/default/messages/m")


def test_each_try_has_an_arrow_and_says_why_it_failed() -> None:
    rows = [one for one in drawn(retried(copies=2)).lines if one.step == "E1/review"]
    assert [one.arrow and one.arrow.end for one in rows] == ["cross", "cross", "head", "barred"]
    assert "OSError: away" in texts(rows[0]) and "try 2 of 3" in texts(rows[1])
    assert "2 × again" in texts(rows[3]) and "duplicate" in rows[3].classes
    assert len({one.id for one in rows}) == 4 and rows[0].id == anchor_of("E1/review")


def test_what_was_given_up_can_be_tried_again_and_what_waits_says_until_when() -> None:
    dead = [one for one in drawn(retried("dead")).lines if one.step == "E1/review"]
    assert [one.classes[1] for one in dead] == ["retry", "retry", "dead"]
    [action] = dead[-1].pills
    assert (action.text, action.href, action.classes) == (
        "given up · retry", "?step=E1/review#actions", ("dead", "action"),
    )  # fmt: skip
    failed = retried("dead")[3]
    waits = failed.model_copy(update={"status": "retrying", "tries": failed.tries[:2], "next_attempt_at": at(61_000)})
    assert "again at 09:01:01" in texts(drawn([*retried("dead")[:3], waits]).lines[-1])


def test_a_fault_strikes_the_arrow() -> None:
    struck = line(drawn([request("A", "POST /hall/a", fault="f-7")]), "A")
    assert struck.arrow is not None and struck.arrow.bolt is not None and "faulted" in struck.classes
    assert "a fault of ours: f-7" in struck.title
    lost = step("E/sms", "delivery", "x", "faulted", service="sms", fault="f-9", received_at=at(0))
    assert "a fault of ours: f-9" in texts(line(drawn([lost]), "E/sms"))


def test_a_run_is_one_row_with_what_it_led_to_and_opens() -> None:
    steps = [one for number in range(4) for one in upload(number, number * 10)]
    drawing = drawn(steps)
    [run] = [one for one in drawing.lines if one.kind == "run"]
    assert {"▸ 4 × material", "uploaded 4", "20.0"} <= set(texts(run)) and run.href == "?open=U0"
    opened = drawn(steps, View(opened=("U0",)))
    [run] = [one for one in opened.lines if one.kind == "run"]
    assert run.arrow is None and run.href == "?"
    assert [one.step for one in opened.lines if "member" in one.classes] == ["U0", "U1", "U2", "U3"]


def test_states_that_find_no_room_are_counted() -> None:
    states = [
        state(f"hall:{number}", "material", "reused", number, "R", subject=f"M{number:02}") for number in range(20)
    ]
    one = line(drawn([request("R", "POST /hall/applications/{…}/materials/reuse"), *states]), "R")
    *shown, more = one.pills
    assert more.text == f"+{20 - len(shown)}" and 0 < len(shown) < 20
    assert more.x + more.width <= drawn(states).right and "material M19 → reused" in more.title


def test_idle_time_says_its_length() -> None:
    gap = next(one for one in drawn(retried()).lines if one.kind == "gap")
    assert texts(gap) == ["490 ms nothing happened"] and len(gap.dots) == 2


def test_the_chosen_step_and_its_chain_are_lit() -> None:
    lit = {one.step: one.classes for one in drawn(road(), View(step="E1/review")).lines if "lit" in one.classes}
    assert set(lit) == {"R", "E1", "E1/review", "E2", "E2/sms", "sms:1"}
    assert [step for step, classes in lit.items() if "chosen" in classes] == ["E1/review"]


def test_a_state_can_be_chosen_and_its_request_is_lit_with_it() -> None:
    assert "chosen" in line(drawn(confirmed(), View(step="hall:1")), "R").classes


def test_reads_that_are_asked_for_are_paler() -> None:
    steps = [request("G", "GET /hall/a"), request("W", "PUT /hall/a", 1)]
    drawing = drawn(steps, View(reads=True))
    assert "noise" in line(drawing, "G").classes and "noise" not in line(drawing, "W").classes
    assert drawn(steps).reads == 1


def test_the_sandboxs_time_is_said_where_it_is_another() -> None:
    drawing = drawn([request("A", "POST /hall/a"), request("B", "POST /hall/b", 20, at=at(86_400_000))])
    assert "05-19 09:00" in texts(line(drawing, "B")) and len(texts(line(drawing, "A"))) < len(
        texts(line(drawing, "B"))
    )


def test_who_could_not_be_asked_is_seen_at_the_head_of_its_lane() -> None:
    drawing = drawn(confirmed()[:3], away=["sms"])
    [lane] = [lane for lane in drawing.lanes if lane.name == "sms"]
    assert lane.classes == ("away",) and "could not be asked" in lane.title


def test_chapters_are_links_and_closed_ones_open() -> None:
    short = drawn(road())
    assert [(one.name, one.text, one.href) for one in short.chapters][:2] == [
        ("filing", "Filing", "#filing"), ("confirmation", "Confirmation", "#confirmation"),
    ]  # fmt: skip
    assert [one.id for one in short.lines if one.kind == "chapter"] == [one.name for one in short.chapters]
    assert [one.text for one in drawn(road(), language="zh").chapters] == ["填报", "确认", "推送", "账号"]
    long = drawn([*road()[:2], *[request(f"x{n}", "POST /x", 30 + n, "409") for n in range(301)], *confirmed(400)])
    closed = long.chapters[0]
    assert not closed.opened and closed.href == "?open=filing#filing"
    assert "302 rows, 301 with trouble" in texts(long.lines[0])


def test_two_thousand_steps_are_drawn() -> None:
    drawing = drawn(many(2_048))
    assert 100 < len(drawing.lines) < 1_024


def test_ten_thousand_letters_are_cut_and_still_said() -> None:
    name = "长" * 10_000
    steps = [request("R", "POST /review/project-links", detail={"service": "review"}),
             state("review:1", "unit", "linked", 1, "R", service="review", subject=name)]  # fmt: skip
    [pill] = line(drawn(steps), "R").pills
    assert pill.width < 240 and "…" in pill.text and pill.text.endswith("→ linked") and name in pill.title


@pytest.mark.parametrize(
    "steps", [road(), retried(copies=2), retried("dead"), many(300)], ids=["road", "r", "d", "many"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_stands_on_anything_else(steps: Sequence[Step], language: Language) -> None:
    no_overlap(drawn(steps, language=language))


def test_a_dead_delivery_whose_event_is_not_told_has_room() -> None:
    """Its arrow comes from the right, and there is no lane left of it."""
    given_up = [tried("failed", 1, "OSError: away")]
    no_overlap(drawn([step("E/x", "delivery", "x", "dead", tries=given_up, received_at=at(0))]))


@relaxed
@given(journeys())
def test_nothing_ever_stands_on_anything_else(steps: list[Step]) -> None:
    if steps:
        no_overlap(drawn(steps))


@relaxed
@given(journeys())
def test_every_row_leads_to_its_step_and_every_anchor_is_one_of_a_kind(steps: list[Step]) -> None:
    if not steps:
        return
    drawing = drawn(steps)
    ids = Counter(
        [one.id for one in drawing.lines if one.id]
        + [pill.id for one in drawing.lines for pill in one.pills if pill.id]
    )
    assert not {anchor: number for anchor, number in ids.items() if number > 1}
    for one in drawing.lines:
        if one.kind == "shape":
            assert one.href == f"?step={one.step}" and one.title and one.id.startswith(anchor_of(one.step))


@relaxed
@given(journeys())
def test_a_link_to_a_step_always_shows_it(steps: list[Step]) -> None:
    for one in steps[:4]:
        chosen = [
            row for row in drawn(steps, View(step=one.id)).lines if "chosen" in row.classes and row.kind == "shape"
        ]
        assert chosen and all(one.id in row.steps for row in chosen)


def no_overlap(drawing: Drawing) -> None:
    """Labels on one height, and pills, each in its own room and inside the picture."""
    for one in drawing.lines:
        above = [_extent(label) for label in one.labels if label.y <= 14]
        below = [_extent(label) for label in one.labels if label.y > 14]
        pills = [(pill.x, pill.x + pill.width) for pill in one.pills]
        for extents in (above, [*below, *pills]):
            for (_, end), (begin, _) in pairwise(sorted(extents)):
                assert end <= begin + 0.5, one
            assert all(begin >= 0 and end <= drawing.width for begin, end in extents), one
        names = [label for label in one.labels if label.y <= 14 and "virtual" not in label.classes and label.x > 84]
        for begin, end in (_extent(label) for label in names):
            assert all(end <= left or begin >= right for left, right in pills if one.arrow), one


def _extent(label: Label) -> tuple[float, float]:
    width = width_of(label.text, SMALL if SMALLER & {*label.classes} else TEXT)
    left = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
    return left, left + width


def test_a_testers_hand_is_an_arrow_that_says_what_it_changed() -> None:
    hand = step(
        "C", "control", "delivery.retried", "done", service="gateway", actor={"role": "tester", "account": "alice"},
        detail={"consumer": "review", "before": {"status": "dead"}, "after": {"status": "retrying"}},
    )  # fmt: skip
    drawing = sequence_of([hand], View(), Words("zh"))
    assert drawing is not None
    (line,) = [line for line in drawing.lines if line.kind == "shape"]
    assert line.arrow is not None and line.classes == ("control",)
    assert [lane.name for lane in drawing.lanes] == ["browser", "gateway"]
    assert any(label.text == "重试投递" for label in line.labels)
    assert line.badge is not None and line.badge.text == "测" and "alice" in line.title
    assert [pill.text for pill in line.pills] == ["status dead → retrying · rev…"]

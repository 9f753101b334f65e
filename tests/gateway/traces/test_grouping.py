"""Many journal lines, few steps: each line belongs to exactly one."""

from services.gateway.traces.rules.grouping import steps_of
from tests.gateway.traces.journals import CONFIRMED, confirmed_with_a_retry, line


def test_a_delivery_is_one_step_with_its_attempts() -> None:
    steps = {step.id: step for step in steps_of(confirmed_with_a_retry())}
    delivery = steps["E1/review"]
    assert (delivery.kind, delivery.service, delivery.name) == ("delivery", "review", CONFIRMED)
    assert delivery.status == "handled"
    assert delivery.attempts == 2
    assert [(one.status, one.error) for one in delivery.tries] == [("failed", "OSError: away"), ("handled", None)]
    assert delivery.error is None
    assert delivery.detail == {"duplicates": 1}


def test_a_duplicate_after_the_end_changes_nothing() -> None:
    late = line("review", 9, "delivery", CONFIRMED, "duplicate", 99, event_id="E1")
    steps = {step.id: step for step in steps_of([*confirmed_with_a_retry(), late])}
    assert steps["E1/review"].status == "handled"
    assert steps["E1/review"].detail == {"duplicates": 2}


def test_causes_name_steps() -> None:
    causes = {step.id: step.caused_by for step in steps_of(confirmed_with_a_retry())}
    assert causes == {
        "R": None,
        "hall:1": "R",
        "E1": "R",
        "E1/review": "E1",
        "review:4": "E1/review",
        "E2": "E1/review",
        "E2/sms": "E2",
        "sms:2": "E2/sms",
    }


def test_the_request_keeps_its_duration_and_an_event_tells_how_long_sending_took() -> None:
    steps = {step.id: step for step in steps_of(confirmed_with_a_retry())}
    assert steps["R"].duration_ms == 9
    assert steps["E1"].status == "published"
    assert steps["E1"].duration_ms == 5
    assert steps["hall:1"].duration_ms is None


def test_a_returned_message_is_an_attempt() -> None:
    lines = [
        line("hall", 1, "event", CONFIRMED, "emitted", 0, event_id="E"),
        line("hall", 2, "event", CONFIRMED, "returned", 5, event_id="E", error="Returned: nobody"),
        line("hall", 3, "event", CONFIRMED, "confirmed", 9, event_id="E"),
    ]
    (step,) = steps_of(lines)
    assert (step.status, step.attempts, step.error) == ("published", 2, None)


def test_nothing_gives_nothing() -> None:
    assert steps_of([]) == []

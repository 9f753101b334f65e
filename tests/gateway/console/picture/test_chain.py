"""Causes and effects, both ways."""

from hypothesis import given

from services.gateway.console.picture.chain import chain_of
from services.gateway.traces.rules.step import Step
from tests.gateway.console.picture.journeys import confirmed, journeys, relaxed, step


def test_from_the_text_back_to_the_click_and_forth_again() -> None:
    assert chain_of(confirmed(), "sms:1").causes == ("E2/sms", "E2", "E1/review", "E1", "R")
    assert chain_of(confirmed(), "R").effects == ("hall:1", "E1", "E1/review", "review:1", "E2", "E2/sms", "sms:1")
    middle = chain_of(confirmed(), "E1/review")
    assert "R" in middle and "sms:1" in middle and "hall:1" not in middle


def test_what_is_not_there_ends_the_chain() -> None:
    lost = step("x", "state", "form", "saved", caused_by="gone")
    assert chain_of([lost], "x").causes == () and chain_of([lost], "nobody").effects == ()


def test_a_circle_ends() -> None:
    steps = [step("a", "event", "x", "handled", caused_by="b"), step("b", "event", "x", "handled", caused_by="a")]
    assert chain_of(steps, "a").causes == ("b",) and chain_of(steps, "a").effects == ("b",)


@relaxed
@given(journeys())
def test_whoever_is_a_cause_has_the_step_among_its_effects(steps: list[Step]) -> None:
    for one in steps:
        assert all(one.id in chain_of(steps, cause).effects for cause in chain_of(steps, one.id).causes)

"""A step here is what the control plane tells of it, so that no field is lost on the way to the picture."""

from services.gateway.console.picture.step import Step, steps_of
from services.gateway.traces.rules import step as told
from services.gateway.traces.rules.grouping import steps_of as traced
from tests.gateway.traces.journals import confirmed_with_a_retry

AHEAD: set[str] = set()


def test_every_field_of_the_trace_is_known() -> None:
    assert set(told.Step.model_fields) <= set(Step.model_fields) <= {*told.Step.model_fields, *AHEAD}


def test_a_trace_is_read_from_its_json_and_from_its_steps_alike() -> None:
    steps = traced(confirmed_with_a_retry())
    steps[1].previous = "draft"
    read = steps_of(step.model_dump(mode="json", by_alias=True) for step in steps)
    assert read == tuple(Step.model_validate(step) for step in steps)
    assert (read[1].previous, read[3].attempts, read[3].tries[0].error) == ("draft", 2, "OSError: away")

"""Every envelope is a CloudEvent by the word of the CloudEvents SDK, and comes back from it unchanged."""

import json

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from shared.clock import real_micros
from shared.events.base import Event, addressed, decode, encode
from shared.events.published import event_types
from tests.shared.samples import SAMPLES


def envelope(event: Event, causation: str | None = "E0") -> bytes:
    body = encode(
        event, event_id="01a2", at=1_800_000_000_000_000, recorded=real_micros(), journey="J",
        causation=causation, traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    )  # fmt: skip
    return addressed(body, "s", 7)


def test_there_is_a_sample_of_each_type() -> None:
    assert {event.TYPE for event in SAMPLES} == set(event_types())


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: event.TYPE)
def test_conforms_and_round_trips(event: Event) -> None:
    body = envelope(event)
    read = JSONFormat().read(CloudEvent, body)
    assert (read.get_type(), read.get_source()) == (event.TYPE, "/" + event.TYPE.split(".")[0])
    assert read.get_subject() == event.subject and read.get_extension("journey") == "J"
    assert (read.get_extension("sandbox"), read.get_extension("sandboxlife")) == ("s", "7")
    assert json.loads(JSONFormat().write(read)) == json.loads(body)
    ours = decode(body)
    assert (ours.sandbox, ours.life) == ("s", 7)
    assert type(event).model_validate(ours.data) == event


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: event.TYPE)
def test_attributes_are_left_out_rather_than_null(event: Event) -> None:
    attributes = json.loads(envelope(event, causation=None))
    assert "causationid" not in attributes and None not in attributes.values()


def test_type_begins_with_the_publisher() -> None:
    for type_ in event_types():
        publisher, noun, verb = type_.split(".")
        assert publisher in ("hall", "review", "sms") and noun and verb

"""Whatever an event carries that opens something is declared, so that it goes once the event was sent."""

import json
import re

import pytest

from shared.events.base import Event, encode, without_secrets
from shared.events.published import event_types
from tests.shared.samples import SAMPLES

_OPENS = re.compile(r"password|secret|token|^code$")


@pytest.mark.parametrize("kind", event_types().values(), ids=lambda kind: kind.TYPE)
def test_fields_that_sound_secret_are_declared(kind: type[Event]) -> None:
    assert {name for name in kind.model_fields if _OPENS.search(name)} == set(kind.SECRETS)
    assert set(kind.SECRETS) <= set(kind.model_fields)


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: event.TYPE)
def test_an_envelope_loses_its_secrets_and_nothing_else(event: Event) -> None:
    body = encode(event, event_id="e", at=0, recorded=0, journey="j", causation=None, traceparent=None)
    masked = without_secrets(event.TYPE, body)
    whole = json.loads(body)
    secrets = {name: "******" for name in event.SECRETS if whole["data"][name]}
    assert (masked is None) == (not secrets)
    if masked is not None:
        assert json.loads(masked) == whole | {"data": whole["data"] | secrets}

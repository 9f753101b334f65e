"""The AsyncAPI document: its structure, its references, and that real envelopes are what it says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from shared.events.base import Event
from shared.events.published import event_types
from shared.http.asyncapi import asyncapi_document
from tests.shared.events.test_envelopes import envelope
from tests.shared.samples import SAMPLES

STRUCTURE = json.loads((Path(__file__).parent / "asyncapi-3.0.schema.json").read_text("utf-8"))
HANDLED = {
    "hall": ["review.project.submitted"],
    "review": ["hall.application.confirmed", "hall.application.withdrawn"],
    "sms": ["hall.phone_code.issued", "review.phone_code.issued", "review.project.pushed"],
}
WHOLE = asyncapi_document("events", HANDLED, HANDLED)
DOCUMENTS = {"all": WHOLE} | {name: asyncapi_document(name, [name], HANDLED) for name in HANDLED}


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def resolve(document: Any, reference: str) -> Any:
    for part in reference.removeprefix("#/").split("/"):
        document = document[part.replace("~1", "/").replace("~0", "~")]
    return document


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_has_the_structure_of_asyncapi_3(name: str) -> None:
    problems = [
        f"{list(error.path)}: {error.message}" for error in Draft202012Validator(STRUCTURE).iter_errors(DOCUMENTS[name])
    ]
    assert problems == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_reference_leads_somewhere(name: str) -> None:
    for reference in references(DOCUMENTS[name]):
        resolve(DOCUMENTS[name], reference)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_operation_s_messages_are_its_channel_s(name: str) -> None:
    for operation in DOCUMENTS[name]["operations"].values():
        channel = operation["channel"]["$ref"]
        assert all(message["$ref"].startswith(channel + "/messages/") for message in operation["messages"])


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: event.TYPE)
def test_real_envelopes_are_what_it_says(event: Event) -> None:
    schema = {"$ref": f"#/components/schemas/{event.TYPE}", "components": WHOLE["components"]}
    validator = Draft202012Validator(schema)
    told = json.loads(envelope(event))
    assert list(validator.iter_errors(told)) == []
    assert list(validator.iter_errors(told | {"type": "other"})) != []
    assert list(validator.iter_errors({name: told[name] for name in told if name != "journey"})) != []


def test_who_sends_and_who_takes() -> None:
    assert set(WHOLE["channels"]) == set(event_types())
    assert {name for name in WHOLE["operations"] if ".receive." in name} == {
        f"{service}.receive.{type_}" for service, types in HANDLED.items() for type_ in types
    }
    assert {name.split(".")[0] for name in DOCUMENTS["sms"]["operations"]} == {"sms"}
    assert "hall.application.confirmed" not in DOCUMENTS["sms"]["channels"]

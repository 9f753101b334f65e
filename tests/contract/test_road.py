"""The whole road in plain httpx, every answer held against the documents that the client is made from."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from tests.contract.test_openapi import PLACES
from tests.journeys import walk
from tests.journeys.client import Client
from tests.processes import embedded

MOST_OF_THE_ROAD = 35
"""So many operations are met on it."""


class Documents:
    """What a running instance says of itself; `check` is httpx's hook."""

    def __init__(self, url: str) -> None:
        self.documents = {place: httpx.get(f"{url}/{place}/openapi.json", trust_env=False).json() for place in PLACES}
        self.met: set[str] = set()

    def check(self, response: httpx.Response) -> None:
        place = response.request.url.path.split("/")[1]
        if place not in self.documents or response.request.url.path.endswith("openapi.json"):
            return
        document = self.documents[place]
        operation = self._operation(document, response.request)
        self.met.add(operation["operationId"])
        answers = operation["responses"]
        status = str(response.status_code)
        assert status in answers or response.is_client_error, f"{operation['operationId']} never says {status}"
        content = answers.get(status, {}).get("content", {})
        if "application/json" in content and response.headers["content-type"] == "application/json":
            response.read()
            schema = content["application/json"]["schema"] | {"components": document["components"]}
            Draft202012Validator(schema).validate(response.json())

    def _operation(self, document: Any, request: httpx.Request) -> Any:
        """The document's for this request: the address with the fewest blanks that fits."""
        for template in sorted(document["paths"], key=lambda path: path.count("{")):
            if re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), request.url.path):
                return document["paths"][template][request.method.lower()]
        raise AssertionError(f"{request.method} {request.url.path} is in no document")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with embedded(tmp_path_factory.mktemp("road")) as shentu:
        yield shentu.url


def test_every_answer_on_the_road_is_as_documented(url: str) -> None:
    documents = Documents(url)
    http = httpx.Client(timeout=60, trust_env=False, event_hooks={"response": [documents.check]})
    anyone = Client(url, http=http)
    visitor = anyone.derive(sandbox=anyone.create("/sim/sandboxes")["name"])
    assert walk.walk(visitor)["status"] == "submitted"
    assert len(documents.met) >= MOST_OF_THE_ROAD, sorted(documents.met)
    anyone.close()


def test_the_check_bites(url: str) -> None:
    documents = Documents(url)
    documents.documents["sim"]["components"]["schemas"]["ClockView"]["required"].append("season")
    with (
        httpx.Client(base_url=url, trust_env=False, event_hooks={"response": [documents.check]}) as http,
        pytest.raises(Exception, match="'season' is a required property"),
    ):
        http.get("/sim/clock")

"""Every scenario, made ready by one call and gone through to its end as it says: what is to be seen is what is seen."""

import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from services.gateway.instruments.scenarios.scenario import scenarios
from shared.values.pointer import at
from tests.processes import embedded

Json = dict[str, Any]
NAMES = list(scenarios())


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with embedded(tmp_path_factory.mktemp("scenarios")) as running:
        yield running.url


@pytest.fixture(scope="module")
def http(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        yield client


def sandbox(http: httpx.Client) -> str:
    name: str = http.post("/sim/sandboxes", json={}).json()["name"]
    return name


def prepared(http: httpx.Client, name: str, where: str) -> Json:
    answer = http.post(f"/sim/scenarios/{name}", headers={"Sim-Sandbox": where, "Sim-Actor": "alice"})
    assert answer.status_code == 201, answer.text
    ready: Json = answer.json()
    return ready


def send(http: httpx.Client, asked: Json) -> None:
    """As it is; what is to be seen is seen."""
    body = {"content" if isinstance(asked["body"], str) else "json": asked["body"]}
    answer = http.request(asked["method"], asked["path"], headers=asked["headers"], **body)
    said = f"{asked['title_en']}: {asked['method']} {asked['path']}\n{answer.status_code} {answer.text}"
    see = asked["see"]
    assert answer.status_code == see["status"], said
    for pointer, value in (({"/code": see["code"]} if see["code"] else {}) | see["where"]).items():
        assert at(answer.json(), pointer) == value, f"{pointer} {said}"
    for one, other in see["unlike"].items():
        assert at(answer.json(), one) != at(answer.json(), other), f"{one} {other} {said}"


def walk(http: httpx.Client, ready: Json) -> None:
    """To its end: those that are sent at once at once."""
    together: list[Json] = []
    for one in [*ready["next"], *ready["look"], None]:
        if together and not (one and one["at_once"]):
            with ThreadPoolExecutor(len(together)) as pool:
                list(pool.map(lambda each: send(http, each), together))
            together = []
        if one:
            together.append(one)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_to_be_seen_is_seen(http: httpx.Client, name: str) -> None:
    where = sandbox(http)
    ready = prepared(http, name, where)
    walk(http, ready)
    for journey in ready["journeys"]:
        steps = http.get(f"/sim/journeys/{journey}", headers={"Sim-Sandbox": where}).json()["steps"]
        hand = next(one for one in steps if one["name"] == "scenario.prepared")
        assert (hand["detail"]["scenario"], hand["actor"]["account"]) == (name, "alice")
    http.delete(f"/sim/sandboxes/{where}")


def test_many_sandboxes_at_once_and_one_twice(http: httpx.Client) -> None:
    """None meets another; nor does a second one of the same name in the same sandbox."""
    where = [sandbox(http) for _ in range(3)]

    def each(place: str) -> None:
        walk(http, prepared(http, "F20", place))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(each, [*where, where[0]]))
    for place in where:
        http.delete(f"/sim/sandboxes/{place}")


@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("curl")), reason="needs bash and curl")
def test_what_is_pasted_does_the_same(http: httpx.Client) -> None:
    """F15: bodies of JSON and a form with a file."""
    ready = prepared(http, "F15", sandbox(http))
    for one in [*ready["next"], *ready["look"]]:
        pasted = one["curl"] + " --noproxy '*' -o /dev/null -w '%{http_code}'"
        done = subprocess.run(["bash", "-c", pasted], capture_output=True, text=True, check=True, timeout=60)
        assert int(done.stdout) == one["see"]["status"], one["title_en"]


def test_an_unknown_name_is_refused_with_those_there_are(http: httpx.Client) -> None:
    refused = http.post("/sim/scenarios/F99", headers={"Accept-Language": "en"})
    assert (refused.status_code, refused.json()["code"]) == (404, "scenario-unknown")
    assert refused.json()["scenarios"] == NAMES and "F01, F02" in refused.json()["detail"]


def test_all_are_listed_with_the_rule_and_what_is_done_and_seen(http: httpx.Client) -> None:
    listed = http.get("/sim/scenarios").json()["items"]
    assert [one["name"] for one in listed] == NAMES
    assert [one["name"] for one in listed if one["advice_only"]] == ["F18"]
    assert all(one[word] for one in listed for word in ("title", "guide_en", "what_you_do", "what_you_see_en"))


def test_what_stands_in_the_way_is_told(http: httpx.Client) -> None:
    where = {"Sim-Sandbox": sandbox(http)}
    away = {"at": "http", "match": {"path": "/hall/*"}, "do": "reject", "status": 503, "code": "nightly"}
    http.post("/sim/faults", json=away, headers=where)
    refused = http.post("/sim/scenarios/F23", headers=where)
    assert (refused.status_code, refused.json()["code"]) == (409, "scenario-not-ready")
    assert refused.json()["answer"]["code"] == "nightly" and "verification-code" in refused.json()["request"]


def test_a_text_that_lacks_what_is_needed_stands_in_the_way_too(http: httpx.Client) -> None:
    where = {"Sim-Sandbox": sandbox(http)}
    without = {"at": "sms", "match": {"template": "phone-code"}, "do": "without", "vars": ["code"]}
    assert http.post("/sim/faults", json=without, headers=where).status_code == 201
    refused = http.post("/sim/scenarios/F38", headers=where)
    assert (refused.status_code, refused.json()["code"]) == (409, "scenario-not-ready")
    assert refused.json()["answer"]["items"] and "/messages" in refused.json()["request"]

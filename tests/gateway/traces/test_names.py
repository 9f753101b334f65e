"""Whatever the services note has a name, in Chinese and English, for those who read the text or the diagram."""

import re
import tomllib

from services.gateway.traces.rules.names import name_of
from shared.events.published import event_types
from tests.processes import ROOT

NAMES = tomllib.loads((ROOT / "services" / "gateway" / "traces" / "names.toml").read_text("utf-8"))
_DONE = re.compile(r'\bhand\.does\(\s*"([\w.-]+)"')
_STATE = re.compile(r'\btx\.state\(\s*"([\w-]+)",\s*(?:"([\w-]+)"|\w+)')


def test_events() -> None:
    assert set(NAMES["events"]) == set(event_types())


def test_states() -> None:
    noted = [
        found
        for service in ("hall", "review", "sms")
        for path in (ROOT / "services" / service).rglob("*.py")
        for found in _STATE.findall(path.read_text("utf-8"))
    ]
    assert {"application", "drawing"} <= {thing for thing, _ in noted} <= set(NAMES["things"])
    assert {state for _, state in noted if state} <= set(NAMES["states"])
    for service in ("hall", "review"):
        life = tomllib.loads((ROOT / "services" / service / "lifecycle.toml").read_text("utf-8"))
        assert set(life) <= set(NAMES["states"])
        assert {key: NAMES["states"][key]["en"] for key in life} == {key: state["en"] for key, state in life.items()}


def test_what_is_done_by_hand() -> None:
    gateway = (ROOT / "services" / "gateway").rglob("*.py")
    done = {name for path in gateway for name in _DONE.findall(path.read_text("utf-8"))}
    assert "clock.set" in done and done <= set(NAMES["controls"])


def test_a_name_in_either_language() -> None:
    assert (name_of("services", "hall"), name_of("services", "hall", "en")) == ("办事大厅", "Hall")
    assert name_of("services", "castle", "en") == "castle"

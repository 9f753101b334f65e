"""How requests are filled in, and how they are written for a shell."""

import pytest

from services.gateway.instruments.scenarios.filling import changed, filled
from services.gateway.instruments.scenarios.request import Request, curl
from services.gateway.instruments.scenarios.scenario import Seen

KNOWN = {"texts": {"items": [{"code": "1"}, {"code": "2"}]}, "form": {"a": [{"b": 1}]}}


def test_a_placeholder_is_what_stands_there_or_a_part_of_a_text() -> None:
    assert filled(["{form}", "/x/{texts.items.-1.code}", 3, None], KNOWN) == [KNOWN["form"], "/x/2", 3, None]


@pytest.mark.parametrize(
    "nowhere", ["{form.b}", "{texts.items.2}", "{texts.items.0.code.0}", "{form.a.0.b.c}", "{none}"]
)
def test_what_stands_nowhere_is_told(nowhere: str) -> None:
    with pytest.raises(LookupError):
        filled(nowhere, KNOWN)


def test_a_change_is_a_copy() -> None:
    assert changed(KNOWN["form"], {"/a/0/b": 2, "/c/d": 3}) == {"a": [{"b": 2}], "c": {"d": 3}}
    assert KNOWN["form"] == {"a": [{"b": 1}]}


def test_the_control_planes_token_stays_in_the_shell() -> None:
    asked = Request("PUT", "/sim/clock?x=1&y=2", {"Sim-Sandbox": "s"}, {"note": "it's"}, Seen())
    written = curl("http://h", asked, protected=True)
    assert written.startswith("curl -s -X PUT 'http://h/sim/clock?x=1&y=2' -H 'Sim-Sandbox: s'")
    assert '-H "Sim-Token: $SHENTU_SIM_TOKEN"' in written and "Sim-Token" not in curl(
        "http://h", asked, protected=False
    )

"""docs/faults.md names every fault and everything that fails by itself, as the code has them."""

import re

from services.gateway.instruments.faults.show import MATCHED, PARAMETERS, Match, NewFault
from services.gateway.portal.seed import personas
from services.sms.rules.reports import reports, special_numbers
from shared.faults.grammar import hops
from shared.inbox.suffering import _EFFECTS
from tests.processes import ROOT

PAGE = (ROOT / "docs" / "faults.md").read_text("utf-8")
_DOES = re.compile(r"^\| `([a-z-]+)` \| .+ \| .+ \| .+ \|$", re.MULTILINE)


def test_every_fault_is_listed_where_it_strikes() -> None:
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL))
    assert {at: _DOES.findall(text) for at, text in sections.items()} == {at: [*hop.do] for at, hop in hops().items()}
    assert set(hops()["delivery"].do) == set(_EFFECTS)


def test_every_input_that_fails_by_itself_is_listed() -> None:
    for number, code in special_numbers().items():
        assert f"| phone `{number}` | its texts: `{code}`, {reports()[code].en} |" in PAGE
    for one in personas()["account"]:
        assert f"persona `{one['persona']}`" in PAGE


def test_the_grammar_and_the_bodies_know_the_same_names() -> None:
    assert {name for hop in hops().values() for name in hop.match} == set(MATCHED) == set(Match.model_fields)
    parameters = {name for hop in hops().values() for do in hop.do.values() for name in do.parameters}
    assert parameters == set(PARAMETERS) and parameters <= set(NewFault.model_fields)

"""All that is looked at stands in the address."""

import re
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.console.picture.view import View, anchor_of, view_of
from tests.gateway.console.picture.journeys import relaxed

IDS = st.text("abc019:/-_.%~x…", min_size=1)


def parsed(query: str) -> View:
    return view_of(dict(parse_qsl(query.removeprefix("?"))))


def test_the_plain_page_asks_for_nothing() -> None:
    assert View().query == "?"
    assert View().at("hall:1") == "?step=hall:1"
    assert View(step="E/sms", reads=True).named("states") == "?view=states&step=E/sms&reads=1"


def test_what_is_open_stays_open_when_a_step_is_chosen() -> None:
    view = View(opened=("U1",), lanes=("-sms",))
    assert view.at("R") == "?step=R&open=U1&lane=-sms"
    assert view.opening("filing") == "?open=U1,filing&lane=-sms"
    assert view.opening("U1") == view.query
    assert View(opened=("U1",), step="U2").closing("U1", "U2") == "?"


def test_lanes_are_chosen_and_hidden_by_turns() -> None:
    assert View().on_lane("hall") == "?lane=hall" and View(lanes=("hall",)).on_lane("hall") == "?"
    assert View().hiding("bus") == "?lane=-bus" and View(lanes=("-bus", "-sms")).hiding("bus") == "?lane=-sms"


def test_nonsense_is_as_if_it_were_not_there() -> None:
    assert view_of({"view": "rumour", "reads": "yes", "open": ",,", "lane": "", "step": ""}) == View()


@relaxed
@given(st.lists(IDS.filter(lambda one: "," not in one), max_size=3, unique=True), st.booleans(), IDS)
def test_an_address_leads_back_to_the_same_view(opened: list[str], reads: bool, step: str) -> None:
    view = View("waterfall", step, tuple(opened), reads, ("hall", "-sms"))
    assert parsed(view.query) == view


@relaxed
@given(IDS, IDS)
def test_anchors_are_plain_and_differ(one: str, other: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]+", anchor_of(one))
    assert (anchor_of(one) == anchor_of(other)) == (one == other)
    assert anchor_of(one, 1) == anchor_of(one) != anchor_of(one, 2)


def test_an_id_that_looks_like_an_anchor_has_one_of_its_own() -> None:
    assert len({anchor_of(one) for one in ("E/sms", "E_2Fsms", "E_sms", "E.sms", "E%2Fsms")}) == 5

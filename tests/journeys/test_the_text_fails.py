"""S17: no SMS has come. Push and SMS succeed or fail independently: the project is on the platform all the same."""

import pytest

from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import RETURNING

NO_SUCH_NUMBER, NEVER_REPORTED = "13800000404", "13800000202"


@pytest.mark.parametrize(("phone", "status"), [(NO_SUCH_NUMBER, "failed"), (NEVER_REPORTED, "sent")])
def test_without_the_text_the_project_is_on_the_platform(visitor: Client, phone: str, status: str) -> None:
    filing = walk.prepare(visitor, RETURNING.credit_code, RETURNING.project, owner={"leader_phone": phone})
    walk.confirm(filing.owner, filing.application_id, walk.code_from_phone(filing.owner, filing.application_id))
    walk.settle(visitor)
    assert visitor.items(f"/sim/phones/{phone}/messages") == []
    [text] = visitor.items("/sms/messages", to=phone)
    assert text["status"] == status
    at_platform, _ = walk.enter_platform(visitor, RETURNING.credit_code)
    assert walk.find_city_project(at_platform, filing.application_id)["project_name"] == RETURNING.project[1]


def test_the_trace_shows_the_push_and_the_text_apart(visitor: Client) -> None:
    filing = walk.prepare(visitor, RETURNING.credit_code, RETURNING.project, owner={"leader_phone": NO_SUCH_NUMBER})
    walk.confirm(filing.owner, filing.application_id, walk.code_from_phone(filing.owner, filing.application_id))
    failed = walk.await_event(visitor, walk.journey_of(filing), "sms.message.failed")
    assert visitor.get(f"/sim/events/{failed['id']}")["envelope"]["data"]["report_code"] == "MK:0001"
    steps = visitor.get(f"/sim/journeys/{walk.journey_of(filing)}")["steps"]
    outcome = {(step["kind"], step["service"], step["status"]) for step in steps}
    assert ("delivery", "sms", "handled") in outcome
    assert ("message", "sms", "failed") in outcome

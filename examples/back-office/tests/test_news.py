"""The back office hears by a webhook what became of its filings; what is not signed it does not believe."""

from threading import Thread

import httpx
import pytest
from back_office.filing import ask_for_code, confirm, prepare
from back_office.hall import Hall
from back_office.news import News, server
from back_office.records import Records
from test_filing import DRAWING, OUR_LOGIN, OUR_PASSWORD, OUR_PHONE, PROJECT

SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


@pytest.fixture
def records(tmp_path):
    return Records(tmp_path / "filed.json")


@pytest.fixture
def address(records):
    """Where the program listens."""
    listening = server(News(records, SECRET))
    Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}/news"
    listening.shutdown()
    listening.server_close()


@pytest.fixture
def webhook(shentu, address):
    return shentu.sim.set_webhook(url=address, events=["review.*"], secret=SECRET)["id"]


@pytest.fixture
def filed(shentu, records, phone):
    """Up to the confirmation; the state of its application is heard."""
    with httpx.Client(base_url=shentu.url, headers={"Sim-Sandbox": shentu.sandbox}, trust_env=False) as http:
        hall = Hall(http, OUR_LOGIN, OUR_PASSWORD)
        application = prepare(hall, records, PROJECT, DRAWING)
        ask_for_code(hall, application, OUR_PHONE)
        confirm(hall, application, OUR_PHONE, phone(OUR_PHONE).code())
    return application


def test_it_hears_that_the_project_was_pushed(shentu, records, webhook, filed):
    shentu.idle()
    assert records.state_of(PROJECT.code) == "pushed"
    [delivery] = shentu.sim.list_webhook_deliveries(webhook)
    assert (delivery["journey"], delivery["state"]) == (filed, "delivered")


def test_what_comes_twice_is_heard_once(shentu, records, webhook, filed):
    shentu.idle()
    [delivery] = shentu.sim.list_webhook_deliveries(webhook)
    assert shentu.sim.resend_webhook_delivery(webhook, delivery["id"])["state"] == "delivered"
    assert not records.hear(delivery["id"], filed, "submitted")
    assert records.state_of(PROJECT.code) == "pushed"


def test_what_is_not_signed_is_not_believed(address, records, filed):
    forged = {"type": "review.project.submitted", "data": {"application_id": filed}}
    headers = {"webhook-id": "msg_1", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA"}
    assert httpx.post(address, json=forged, headers=headers, trust_env=False).status_code == 401
    assert records.state_of(PROJECT.code) == "opened"

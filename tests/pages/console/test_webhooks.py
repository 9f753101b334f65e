"""A webhook is set by a form, tested, looked at and removed, without scripts."""

import re
from collections.abc import Iterator

import pytest

from tests.pages.site import Site
from tests.pages.visitor import Visitor


@pytest.fixture
def visitor(shentu: Site) -> Iterator[Visitor]:
    with (somebody := Visitor(shentu.url, shentu.sandbox)).client:
        yield somebody


def test_set_tested_sent_again_and_removed(shentu: Site, visitor: Visitor) -> None:
    here = f"/console/in/{shentu.sandbox}/webhooks"
    refused = visitor.post(
        here, {"url": "http://127.0.0.1:1/", "events": "review.*, hall.nothing"}, form=f"{here}?lang=en"
    )
    assert refused.status_code == 422 and 'value="review.*, hall.nothing"' in refused.text
    page = visitor.post(here, {"url": "http://127.0.0.1:1/hooks", "events": "review.*，hall.*"}, form=here).text
    assert re.search(r"<code>whsec_\S{44}</code>", page)
    [webhook] = shentu.client.get("/sim/webhooks").json()["items"]
    assert webhook["events"] == ["review.*", "hall.*"] and webhook["id"] in page
    one = f"{here}/{webhook['id']}"
    assert visitor.post(f"{one}/ping", {}, form=here).status_code == 303
    page = visitor.get(f"{one}?lang=en").text
    assert "shentu.ping" in page and "Nobody could be reached" in page and "webhook-signature" in page
    assert "whsec_" not in page and "shentu.ping" not in visitor.get(f"{one}?state=delivered").text
    assert all(one["holds"] for one in shentu.client.get("/sim/state").json()["invariants"])
    [delivery] = shentu.client.get(f"/sim/webhooks/{webhook['id']}/deliveries").json()["items"]
    assert visitor.post(f"{one}/resend", {"delivery": delivery["id"]}, form=one).status_code == 303
    assert "attempts: 2" in visitor.get(f"{one}?lang=en").text
    journey = shentu.client.post("/sim/applications", json={"stage": "draft"}).json()["journey"]
    assert f"{one}?journey={journey}" in visitor.get(f"/console/in/{shentu.sandbox}/journeys/{journey}").text
    assert "shentu.ping" not in visitor.get(f"{one}?journey={journey}").text
    visitor.post(here, {"url": "http://127.0.0.1:2/"}, form=here)
    assert visitor.post(f"{here}/remove", {"webhook": webhook["id"]}, form=here).status_code == 303
    assert [one["url"] for one in shentu.client.get("/sim/webhooks").json()["items"]] == ["http://127.0.0.1:2/"]
    assert visitor.post(f"{here}/remove", {}, form=here).status_code == 303
    assert shentu.client.get("/sim/webhooks").json()["items"] == []
    assert visitor.get(one).status_code == 404

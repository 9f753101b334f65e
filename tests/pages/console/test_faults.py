"""A fault is set by a form, seen in the list, and removed by a button, without scripts."""

from collections.abc import Iterator

import pytest

from tests.pages.site import Site
from tests.pages.visitor import Visitor

HERE = "/console/in/{}/faults"


@pytest.fixture
def visitor(shentu: Site) -> Iterator[Visitor]:
    with (somebody := Visitor(shentu.url, shentu.sandbox)).client:
        yield somebody


def test_set_looked_at_and_removed(shentu: Site, visitor: Visitor) -> None:
    here = HERE.format(shentu.sandbox)
    form = f"{here}?at=delivery&do=fail"
    asked = {
        "at": "delivery",
        "do": "fail",
        "error": "返回空",
        "match/event": "hall.application.confirmed",
        "times": "2",
    }
    assert visitor.post(here, asked, form=form).status_code == 303
    page = visitor.get(f"{here}?lang=en").text
    assert "event: hall.application.confirmed" in page and "2 times" in page
    [fault] = shentu.client.get("/sim/faults").json()["items"]
    assert (fault["error"], fault["left"], fault["services"]) == ("返回空", 2, ["review"])
    assert visitor.post(f"{here}/remove", {"fault": fault["id"]}, form=here).status_code == 303
    assert shentu.client.get("/sim/faults").json()["items"] == []


def test_what_is_wrong_stands_at_its_field(shentu: Site, visitor: Visitor) -> None:
    here = HERE.format(shentu.sandbox)
    asked = {"at": "http", "do": "reject", "status": "200", "match/path": "hall", "probability": "often"}
    refused = visitor.post(here, asked, form=f"{here}?at=http&do=reject")
    assert refused.status_code == 422
    for wrong in ('value="200"', 'value="often"'):
        assert wrong in refused.text
    assert refused.text.count('aria-invalid="true"') >= 1
    where = {"at": "publish", "do": "hold", "match/where": "/data/scenario=buildings; /journey=J"}
    assert visitor.post(here, where, form=f"{here}?at=publish&do=hold").status_code == 303
    [fault] = shentu.client.get("/sim/faults").json()["items"]
    assert fault["match"] == {"where": {"/data/scenario": "buildings", "/journey": "J"}}

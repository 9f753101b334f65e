"""A request can be opened: what it said and what it was answered, with nothing in it that only the phone may show."""

import json

from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import PASSWORD


def test_every_request_of_a_filing_can_be_opened_and_none_tells_a_secret(visitor: Client) -> None:
    filing = walk.file(walk.prepare(visitor))
    walk.settle(visitor)
    journey = walk.journey_of(filing)
    listed = visitor.get("/sim/requests", limit=200)["items"]
    opened = [visitor.get(f"/sim/requests/{one['id']}") for one in listed]
    assert {one["id"] for one in opened if one["journey"] == journey} == {
        step["id"] for step in visitor.get(f"/sim/journeys/{journey}")["steps"] if step["kind"] == "request"
    }
    written = json.dumps(opened, ensure_ascii=False)
    texts = [text for phone in visitor.get("/sim/phones")["items"] for text in
             visitor.get(f"/sim/phones/{phone['phone']}/messages")["items"]]  # fmt: skip
    secrets = {value for text in texts for key, value in text["vars"].items() if key in ("code", "initial_password")}
    assert secrets
    for secret in {PASSWORD, *secrets, *(text["to"] for text in texts), filing.owner.headers["Authorization"]}:
        assert secret not in written, secret
    by_name = {one["name"]: one for one in opened}
    login = by_name["POST /portal/login"]
    assert json.loads(login["body"]["text"])["password"] == "******"
    assert json.loads(login["answer"]["body"]["text"])["access_token"] == "******"
    form = by_name["PUT /hall/applications/{…}/form"]
    assert json.loads(form["body"]["text"])["project"]["project_name"]  # what is not personal stays
    assert form["answer"]["status"] == 200 and form["path"].endswith("/form")
    [file] = by_name["POST /hall/applications/{…}/materials/{…}/files"]["body"]["files"] if (
        "POST /hall/applications/{…}/materials/{…}/files" in by_name
    ) else next(one for name, one in by_name.items() if name.endswith("/files"))["body"]["files"]  # fmt: skip
    assert file["name"] and file["size"] and len(file["sha256"]) == 64
    assert visitor.send("GET", "/sim/requests/nobody").status_code == 404

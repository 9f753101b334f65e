"""Time by hand: from timer to timer until nothing is due, and at each the effect that it brings, in order."""

from datetime import datetime

from tests.journeys.client import Client, Json
from tests.journeys.personas import DESIGN_UNIT, OWNER, PASSWORD

CODE, LINK, RECOVERY = "phone-code", "link-code", "recovery-code"


def move(visitor: Client, **how: object) -> Json:
    return visitor.call("PUT", "/sim/clock", 200, json=how)  # type: ignore[no-any-return]


def test_to_the_next_timer_until_nothing_is_due(visitor: Client) -> None:
    began = move(visitor, freeze=True)["now"]
    linked = visitor.create("/sim/applications", {"stage": "detailed"})
    review = visitor.derive(token=linked["tokens"]["review"])
    filed = visitor.create("/sim/applications", {"stage": "materials"})
    owner, here = visitor.derive(token=filed["tokens"]["portal"]), f"/hall/applications/{filed['application_id']}"
    phone = "13800000066"
    owner.post(f"{here}/verification-code", {"phone": phone}, expect=202)
    link = review.create(f"/review/projects/{linked['review_project_id']}/link-codes", {"role": "design"})
    visitor.post("/review/password-recovery", {"account": OWNER.credit_code}, expect=202)
    visitor.get("/sim/idle")
    texted = visitor.get(f"/sim/phones/{phone}/messages")["items"][-1]["vars"]["code"]
    wrong = "000000" if texted != "000000" else "111111"

    def confirm_refused(code: str) -> str:
        asked = {"phone": phone, "code": code}
        return str(owner.refused(422, None, "POST", f"{here}/confirmation", json=asked)["code"])

    timers = visitor.get("/sim/timers")["items"]
    assert [(one["service"], one["what"]) for one in timers] == [
        ("hall", CODE), ("review", RECOVERY), ("review", LINK)
    ]  # fmt: skip
    assert (timers[0]["journey"], timers[2]["journey"]) == (filed["journey"], linked["journey"])
    assert confirm_refused(wrong) == "verification-code-wrong", "it lives"
    fired, upcoming = [], timers[0]
    while upcoming is not None:
        moved = move(visitor, to_next_timer=True)
        assert moved["now"] == upcoming["at"] and moved["frozen"] is True
        assert upcoming in moved["fired"] and all(one["at"] == upcoming["at"] for one in moved["fired"])
        fired += [one["what"] for one in moved["fired"]]
        if CODE in [one["what"] for one in moved["fired"]]:
            assert confirm_refused(texted) == "verification-code-expired", "right, and too late"
        upcoming = moved["next_timer"]
    assert sorted(fired[:2]) == sorted([CODE, RECOVERY]) and fired[2:] == [LINK]
    login = visitor.post("/review/login", {"account": DESIGN_UNIT, "password": PASSWORD})
    unit = visitor.derive(token=login["access_token"])
    unit.refused(404, "link-code-invalid", "POST", "/review/project-links", json={"code": link["code"]})
    assert visitor.get("/sim/timers")["items"] == []
    still = move(visitor, to_next_timer=True)
    assert (still["fired"], still["next_timer"], still["now"]) == ([], None, moved["now"]), "nothing left: no change"
    assert datetime.fromisoformat(still["now"]) > datetime.fromisoformat(began)


def test_one_long_move_passes_every_timer_in_order(visitor: Client) -> None:
    move(visitor, freeze=True)
    visitor.create("/sim/applications", {"stage": "linked", "count": 120})
    timers = visitor.items("/sim/timers", limit=100)
    assert len(timers) == 240, "a link code for each role"
    moved = move(visitor, advance_seconds=366 * 86_400)
    assert len(moved["fired"]) == 240 and moved["next_timer"] is None
    assert [one["at"] for one in moved["fired"]] == sorted(one["at"] for one in timers)

"""Nobody comes into another's account at the platform by filing, and a changed password shuts everybody else out."""

from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import AGENCIES, PASSWORD, RETURNING
from tests.journeys.test_people import CHOSEN

AGENCY, AGENCYS_PHONE, MINE = AGENCIES[0], "13800000541", "13800000790"


def test_filing_under_an_agencys_code_does_not_open_the_agencys_account(visitor: Client) -> None:
    visitor.create("/portal/accounts", {"credit_code": AGENCY, "name": "冒名有限公司", "password": PASSWORD, **CHOSEN})
    agent = {name: CHOSEN[name] for name in ("agent_name", "agent_phone", "agent_id_number")}
    stranger = walk.log_in(visitor, AGENCY)
    stranger.post("/portal/account/real-name-verification", agent | {"agent_id_type": "111"})
    approved = visitor.create("/sim/investment-projects", {"credit_code": AGENCY})
    project = (approved["project_code"], approved["project_name"])
    filing = walk.file(walk.prepare(visitor, AGENCY, project, owner={"leader_phone": MINE}))
    assert filing.sms["to"] == MINE and "initial_password" not in filing.sms["vars"]
    with walk.next_message(visitor, AGENCYS_PHONE, "code") as sms:
        visitor.post("/review/password-recovery", {"account": AGENCY}, expect=202)
    assert sms["vars"]["code"]
    assert all("code" not in text["vars"] for text in visitor.items(f"/sim/phones/{MINE}/messages"))
    agency, _ = walk.enter_platform(visitor, AGENCY)
    assert agency.items("/review/agencies")


def test_a_new_accounts_code_comes_to_the_newest_leader(visitor: Client) -> None:
    """S16: a wrong number in the first filing is mended by the second."""
    first = walk.file(walk.prepare(visitor, owner={"leader_phone": "13800000791"}))
    walk.file(
        walk.prepare_for(first.owner, first.credit_code, first.project_id, "buildings", owner={"leader_phone": MINE})
    )
    with walk.next_message(visitor, MINE, "code") as sms:
        visitor.post("/review/password-recovery", {"account": first.credit_code}, expect=202)
    body = {"account": first.credit_code, "code": sms["vars"]["code"], "new_password": walk.NEW_PASSWORD}
    visitor.post("/review/password-recovery/confirmation", body)
    walk.enter_platform(visitor, first.credit_code, walk.NEW_PASSWORD)


def test_a_changed_password_ends_the_other_logins(visitor: Client) -> None:
    here, _ = walk.enter_platform(visitor, RETURNING.credit_code)
    elsewhere, _ = walk.enter_platform(visitor, RETURNING.credit_code)
    changed = here.put("/review/password", {"new_password": walk.NEW_PASSWORD})
    for ended in (here, elsewhere):
        ended.refused(401, "login-ended", "GET", "/review/projects")
    assert visitor.derive(token=changed["access_token"]).items("/review/projects") == []

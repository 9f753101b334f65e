"""S14: phone, code, 确认; once, however often it is asked for."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys import walk
from tests.journeys.client import Client, Json
from tests.journeys.personas import BUILDING, OWNER

PHONE = walk.CONFIRMING_PHONE
OTHER_PHONE = "13800000077"
WRONG, EXPIRED = "verification-code-wrong", "verification-code-expired"


@pytest.fixture
def filing(visitor: Client) -> walk.Filing:
    return walk.prepare(visitor)


def confirmed_events(filing: walk.Filing) -> int:
    walk.settle(filing.owner)
    return len(filing.owner.items("/sim/events", type="hall.application.confirmed", journey=walk.journey_of(filing)))


def pushes(filing: walk.Filing) -> int:
    walk.settle(filing.owner)
    return len(filing.owner.items("/sim/events", type="review.project.pushed", journey=walk.journey_of(filing)))


def account_messages(filing: walk.Filing) -> int:
    messages = filing.owner.items(f"/sim/phones/{filing.leader_phone}/messages")
    return sum("account" in message["vars"] for message in messages)


def refuse(filing: walk.Filing, refusal: str, code: str, phone: str = PHONE) -> Json:
    body = {"phone": phone, "code": code}
    problem = filing.owner.refused(422, refusal, "POST", f"{filing.path}/confirmation", json=body)
    assert filing.owner.get(filing.path)["status"] == "draft"
    return problem


def test_an_idempotency_key_replays_the_answer(filing: walk.Filing) -> None:
    code = walk.code_from_phone(filing.owner, filing.application_id)
    first = walk.confirm(filing.owner, filing.application_id, code, key="my-key-1")
    again = walk.confirm(filing.owner, filing.application_id, code, key="my-key-1")
    assert again == first
    assert (confirmed_events(filing), pushes(filing), account_messages(filing)) == (1, 1, 1)


def test_eight_clicks_at_once_confirm_once(filing: walk.Filing) -> None:
    code = walk.code_from_phone(filing.owner, filing.application_id)
    body = {"phone": PHONE, "code": code}

    def click(_: int) -> int:
        headers = {"Idempotency-Key": "double-click"}
        return filing.owner.send("POST", f"{filing.path}/confirmation", json=body, headers=headers).status_code

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(click, range(8))) == [200] * 8
    assert (confirmed_events(filing), pushes(filing), account_messages(filing)) == (1, 1, 1)


def test_clicking_again_without_a_key_confirms_nothing_twice(filing: walk.Filing) -> None:
    code = walk.code_from_phone(filing.owner, filing.application_id)
    walk.confirm(filing.owner, filing.application_id, code)
    body = {"phone": PHONE, "code": code}
    filing.owner.refused(409, "application-already-confirmed", "POST", f"{filing.path}/confirmation", json=body)
    assert (confirmed_events(filing), pushes(filing), account_messages(filing)) == (1, 1, 1)


def test_wrong_codes(filing: walk.Filing) -> None:
    refuse(filing, EXPIRED, "000000")  # none was asked for
    code = walk.code_from_phone(filing.owner, filing.application_id)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    refuse(filing, WRONG, wrong)
    refuse(filing, WRONG, code, OTHER_PHONE)  # texted to another phone
    for malformed in ("", "12345", "1234567", "abcdef"):
        refuse(filing, "request-invalid", malformed)
    walk.confirm(filing.owner, filing.application_id, code)


def test_five_wrong_tries_spoil_the_code(filing: walk.Filing) -> None:
    code = walk.code_from_phone(filing.owner, filing.application_id)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        refuse(filing, WRONG, wrong)
    refuse(filing, EXPIRED, code)


def test_one_code_a_minute(filing: walk.Filing) -> None:
    walk.code_from_phone(filing.owner, filing.application_id)
    response = filing.owner.send("POST", f"{filing.path}/verification-code", json={"phone": PHONE})
    assert response.status_code == 429 and response.headers["Retry-After"], response.text


def test_another_applications_code_is_worth_nothing(filing: walk.Filing) -> None:
    other = walk.prepare_for(filing.owner, filing.credit_code, filing.project_id, filing.scenario)
    code = walk.code_from_phone(filing.owner, other.application_id)
    refuse(filing, EXPIRED, code)


def test_nothing_incomplete_is_confirmed(visitor: Client) -> None:
    """Form and materials first; the refusal says what is missing, as `check` does."""
    owner = walk.log_in(visitor, OWNER.credit_code)
    project = walk.link_project(owner, *BUILDING)
    application = walk.open_application(owner, project["id"], "buildings")
    check = owner.get(f"/hall/applications/{application['id']}/check")
    assert check["ready"] is False and check["problems"]
    for problem in check["problems"]:
        assert problem["code"] and problem["detail"] and "pointer" in problem
    draft = walk.Filing(owner, OWNER.credit_code, project["id"], application["id"], "buildings")
    refuse(draft, "application-not-ready", "123456")


def test_the_code_goes_to_the_phone_typed_and_the_account_to_the_leaders(filing: walk.Filing) -> None:
    """S15: two phones, two purposes."""
    walk.file(filing)
    assert filing.leader_phone != PHONE
    typed = filing.owner.items(f"/sim/phones/{PHONE}/messages")
    assert all("account" not in message["vars"] for message in typed)
    leaders = filing.owner.items(f"/sim/phones/{filing.leader_phone}/messages")
    assert all("code" not in message["vars"] for message in leaders)

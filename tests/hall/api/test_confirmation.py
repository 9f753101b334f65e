"""申报业务确认: phone, code, 确认; once, however often it is asked for (S14, S15)."""

import asyncio
from datetime import date, timedelta

import pytest
import pytest_asyncio

from tests.hall.applicant import PHONE, Applicant, Json, filed
from tests.hall.place import Hall, People

CONFIRMED, ISSUED = "hall.application.confirmed", "hall.phone_code.issued"


@pytest_asyncio.fixture(loop_scope="session")
async def ready(owner: Applicant) -> str:
    return await owner.ready()


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


async def refuse(owner: Applicant, path: str, problem: str, code: str, phone: str = PHONE) -> Json:
    body = {"phone": phone, "code": code}
    answer = await owner.refused(422, problem, "POST", f"{path}/confirmation", json=body)
    assert (await owner.get(path))["status"] == "draft"
    return answer


async def test_the_province_is_told_everything_once(owner: Applicant, hall: Hall, ready: str) -> None:
    await owner.fill(ready, owner={"leader_phone": "13800000044"})
    answer = await filed(owner, hall, ready)
    application = await owner.get(ready)
    assert answer["status"] == application["status"] == "confirmed"
    assert answer["number"] == application["number"] and answer["number"] in answer["message"]
    (event,) = await hall.told(CONFIRMED)
    assert event["owner"]["leader_phone"] == "13800000044", "S15: not the phone that confirmed"
    assert event["form"] == (await owner.get(f"{ready}/form"))["values"]
    assert (event["project"]["land_area"], event["project"]["building_area"]) == (20000, 45000)
    assert event["government_procurement"] is False and event["design_unit"]["credit_code"] == "91410102MA9XXXX38W"
    assert {material["code"] for material in event["materials"]} >= {"M01", "M13"}
    assert next(m for m in event["materials"] if m["code"] == "M13")["sealed"] is True
    assert event["confirmed_at"].endswith("+08:00") and event["number"] == answer["number"]


async def test_a_fit_out_has_no_survey_unit(owner: Applicant, hall: Hall) -> None:
    await filed(owner, hall, await owner.ready("renovation-fitout"))
    (event,) = await hall.told(CONFIRMED)
    assert event["survey_unit"] is None and event["design_unit"]


async def test_the_code_goes_to_the_phone_typed(owner: Applicant, hall: Hall, ready: str) -> None:
    await owner.request_code(ready)
    (issued,) = await hall.told(ISSUED)
    assert issued["phone"] == PHONE and len(issued["code"]) == 6 and issued["minutes"] == 5


async def test_a_phone_is_a_phone(owner: Applicant, hall: Hall) -> None:
    path = f"{await owner.draft()}/verification-code"
    for phone in ("", "12345678901", "1380000000", "+85291234567", "1380000000O", 13800000066, None):
        problem = await owner.refused(422, "request-invalid", "POST", path, json={"phone": phone})
        assert problem["errors"][0]["pointer"] == "/phone"
    assert await hall.told(ISSUED) == []


async def test_phone_and_code_as_people_type_them(owner: Applicant, hall: Hall, ready: str) -> None:
    """A phone typed in two ways is one phone, and its code is good."""
    await owner.post(f"{ready}/verification-code", {"phone": f"+86 {PHONE}"})
    code = await hall.code_on_phone()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    body = {"phone": f"{PHONE[:3]}-{PHONE[3:7]}-{PHONE[7:]}", "code": f"{wide[:3]}\u00a0{wide[3:]}"}
    assert (await owner.post(f"{ready}/confirmation", body))["status"] == "confirmed"


async def test_wrong_codes_count_malformed_ones_do_not(owner: Applicant, hall: Hall, ready: str) -> None:
    await refuse(owner, ready, "verification-code-expired", "000000")
    await owner.request_code(ready)
    code = await hall.code_on_phone()
    for malformed in ("", "12345", "1234567", "abcdef", "12345²"):
        await refuse(owner, ready, "request-invalid", malformed)
    assert "4 次" in str((await refuse(owner, ready, "verification-code-wrong", wrong(code)))["detail"])
    assert "3 次" in str((await refuse(owner, ready, "verification-code-wrong", code, "13800000077"))["detail"])
    await owner.confirm(ready, code)
    assert len(await hall.told(CONFIRMED)) == 1


async def test_five_wrong_tries_spoil_the_code(owner: Applicant, hall: Hall, ready: str) -> None:
    await owner.request_code(ready)
    code = await hall.code_on_phone()
    answers = await asyncio.gather(
        *(owner.send("POST", f"{ready}/confirmation", json={"phone": PHONE, "code": wrong(code)}) for _ in range(8))
    )
    codes = [answer.json()["code"] for answer in answers]
    assert codes.count("verification-code-wrong") == 5 and codes.count("verification-code-expired") == 3
    await refuse(owner, ready, "verification-code-expired", code)
    await hall.passes(seconds=61)
    await filed(owner, hall, ready)


async def test_a_code_lives_five_minutes(owner: Applicant, hall: Hall, ready: str) -> None:
    await owner.request_code(ready)
    code = await hall.code_on_phone()
    await hall.passes(minutes=5)
    await refuse(owner, ready, "verification-code-expired", code)


async def test_one_code_a_minute_and_only_the_newest_counts(owner: Applicant, hall: Hall, ready: str) -> None:
    await owner.request_code(ready)
    old = await hall.code_on_phone()
    answer = await owner.send("POST", f"{ready}/verification-code", json={"phone": PHONE})
    assert (answer.status_code, answer.json()["code"]) == (429, "verification-code-too-frequent")
    assert len(await hall.told(ISSUED)) == 1
    await hall.passes(seconds=61)
    await owner.request_code(ready)
    new = await hall.code_on_phone()
    if old != new:
        await refuse(owner, ready, "verification-code-wrong", old)
    await owner.confirm(ready, new)


async def test_the_wait_for_another_code_is_told_by_the_second(owner: Applicant, hall: Hall, ready: str) -> None:
    await owner.request_code(ready)
    for at_most in (60, 15):
        answer = await owner.send("POST", f"{ready}/verification-code", json={"phone": PHONE})
        seconds = answer.headers["Retry-After"]
        assert 1 <= int(seconds) <= at_most, seconds
        assert f" {seconds} 秒" in answer.json()["detail"]
        await hall.passes(seconds=45)
    await owner.request_code(ready)


async def test_two_applications_have_a_minute_each(owner: Applicant, hall: Hall, ready: str) -> None:
    second = await owner.open((await owner.get(ready))["project_id"])
    await owner.request_code(ready)
    await owner.request_code(second)
    code = await hall.code_on_phone()
    first = (await hall.told(ISSUED))[0]["code"]
    if code != first:
        await refuse(owner, ready, "verification-code-wrong", code)
    await owner.confirm(ready, first)


async def test_nothing_incomplete_is_confirmed(owner: Applicant, hall: Hall) -> None:
    path = await owner.draft()
    await owner.fill(path)
    await owner.request_code(path)
    code = await hall.code_on_phone()
    answer = await refuse(owner, path, "application-not-ready", code)
    assert "必传的电子件" in str(answer["detail"])
    pointers = {error["pointer"] for error in answer["errors"]}
    assert pointers == {problem["pointer"] for problem in (await owner.get(f"{path}/check"))["problems"]}
    await owner.provide(path)
    await owner.confirm(path, code)


async def test_a_form_that_is_no_longer_complete_is_not_confirmed(owner: Applicant, hall: Hall, ready: str) -> None:
    form = (await owner.get(f"{ready}/form"))["values"]
    del form["owner"]["leader_phone"]
    await owner.call("PUT", f"{ready}/form", json=form)
    await owner.request_code(ready)
    await refuse(owner, ready, "application-not-ready", await hall.code_on_phone())


async def test_a_star_lit_by_the_form_stops_the_confirmation(owner: Applicant, hall: Hall, ready: str) -> None:
    await owner.fill(ready, project={"government_procurement": True})
    await owner.request_code(ready)
    code = await hall.code_on_phone()
    await refuse(owner, ready, "application-not-ready", code)
    await owner.provide(ready)
    await owner.confirm(ready, code)
    assert (await hall.told(CONFIRMED))[0]["government_procurement"] is True


async def test_a_qualification_that_ran_out_meanwhile(owner: Applicant, hall: Hall, ready: str, people: People) -> None:
    await hall.passes(days=4 * 365)
    owner = await people.log_in()
    await owner.request_code(ready)
    answer = await refuse(owner, ready, "application-not-ready", await hall.code_on_phone())
    assert {error["code"] for error in answer["errors"]} == {"qualification-expired"}


async def test_ready_is_one_judgement(owner: Applicant, hall: Hall, ready: str, people: People) -> None:
    """The application, the list, the check and the confirmation agree: on the last good day, and on the next."""
    last = date.fromisoformat((await owner.get(ready))["created_at"][:10]) + timedelta(days=2)
    await owner.fill(ready, survey_unit={"qualification_valid_until": last.isoformat()})
    await hall.passes(days=2)
    owner = await people.log_in()
    assert await _judgements(owner, ready) == {True}
    await hall.passes(days=1)
    owner = await people.log_in()
    assert await _judgements(owner, ready) == {False}
    await owner.request_code(ready)
    await refuse(owner, ready, "application-not-ready", await hall.code_on_phone())


async def test_what_was_confirmed_stays_ready(owner: Applicant, hall: Hall, ready: str, people: People) -> None:
    """It is judged by the day of its confirmation."""
    await filed(owner, hall, ready)
    await hall.passes(days=4 * 365)
    assert await _judgements(await people.log_in(), ready) == {True}


async def _judgements(owner: Applicant, path: str) -> set[bool]:
    shown, check = await owner.get(path), await owner.get(f"{path}/check")
    [listed] = (await owner.get("/hall/applications"))["items"]
    assert check["ready"] is (check["problems"] == [])
    return {shown["ready"], listed["ready"], check["ready"]}


async def test_warnings_stop_nobody_and_stand_in_check_and_confirmation(
    owner: Applicant, hall: Hall, ready: str
) -> None:
    await owner.fill(ready, fire={"is_special": False})
    [warning] = (await owner.get(f"{ready}/check"))["warnings"]
    assert (warning["code"], warning["pointer"]) == ("fire-review-expected", "/fire/is_special")
    await owner.request_code(ready)
    code = await hall.code_on_phone()
    first = await owner.confirm(ready, code, key="k")
    assert first["status"] == "confirmed" and first["warnings"] == [warning]
    project_id = (await owner.get(ready))["project_id"]
    await owner.complete(project_id, project_type="4")  # what is odd now was not then
    assert await owner.confirm(ready, code, key="k") == first


async def test_warnings_speak_english_to_who_asks_for_it(owner: Applicant, hall: Hall, ready: str) -> None:
    await owner.fill(ready, fire={"is_special": False})
    owner.http.headers["Accept-Language"] = "en"
    await owner.request_code(ready)
    told = await owner.confirm(ready, await hall.code_on_phone())
    assert [warning["detail"].isascii() for warning in told["warnings"]] == [True]


async def test_the_same_key_gets_the_same_answer(owner: Applicant, hall: Hall, ready: str) -> None:
    await owner.request_code(ready)
    code = await hall.code_on_phone()
    first = await owner.confirm(ready, code, key="my-key")
    await hall.passes(hours=1)
    assert await owner.confirm(ready, code, key="my-key") == first
    assert len(await hall.told(CONFIRMED)) == 1


async def test_eight_clicks_at_once_confirm_once(owner: Applicant, hall: Hall, ready: str) -> None:
    await owner.request_code(ready)
    code = await hall.code_on_phone()
    answers = await asyncio.gather(*(owner.confirm(ready, code, key="double-click") for _ in range(8)))
    assert all(answer == answers[0] for answer in answers) and len(await hall.told(CONFIRMED)) == 1


async def test_the_same_key_with_another_body(owner: Applicant, hall: Hall, ready: str) -> None:
    await owner.request_code(ready)
    code = await hall.code_on_phone()
    await owner.confirm(ready, code, key="my-key")
    body, headers = {"phone": PHONE, "code": wrong(code)}, {"Idempotency-Key": "my-key"}
    await owner.refused(422, "idempotency-key-reused", "POST", f"{ready}/confirmation", json=body, headers=headers)


async def test_a_refusal_is_not_remembered_under_its_key(owner: Applicant, hall: Hall, ready: str) -> None:
    await owner.request_code(ready)
    code = await hall.code_on_phone()
    body, headers = {"phone": PHONE, "code": wrong(code)}, {"Idempotency-Key": "my-key"}
    await owner.refused(422, "verification-code-wrong", "POST", f"{ready}/confirmation", json=body, headers=headers)
    assert (await owner.confirm(ready, code, key="my-key"))["status"] == "confirmed"


@pytest.mark.parametrize("key", [None, "another-key"])
async def test_confirming_again_otherwise_is_a_conflict(
    owner: Applicant, hall: Hall, ready: str, key: str | None
) -> None:
    await owner.request_code(ready)
    code = await hall.code_on_phone()
    await owner.confirm(ready, code, key="my-key")
    headers = {"Idempotency-Key": key} if key else {}
    body = {"phone": PHONE, "code": code}
    await owner.refused(
        409, "application-already-confirmed", "POST", f"{ready}/confirmation", json=body, headers=headers
    )
    assert len(await hall.told(CONFIRMED)) == 1


async def test_what_is_confirmed_is_not_changed(owner: Applicant, hall: Hall, ready: str) -> None:
    await filed(owner, hall, ready)
    again = (await owner.ready_again(ready)).rsplit("/", 1)[1]
    before = [await owner.get(ready + part) for part in ("", "/form", "/materials")]
    file = before[2]["items"][0]["files"][0]["file_id"]
    for method, path, how in [
        ("PUT", "/form", {"json": {}}),
        ("POST", "/form/reuse", {"json": {"application_id": again}}),
        ("POST", "/materials/reuse", {"json": {"application_id": again}}),
        ("POST", "/materials/M01/files", {"files": {"file": ("x.pdf", b"%PDF-1.4")}}),
        ("DELETE", f"/materials/M01/files/{file}", {}),
        ("POST", f"/materials/M01/files/{file}/seal", {}),
        ("POST", "/verification-code", {"json": {"phone": PHONE}}),
    ]:
        await owner.refused(409, "application-not-draft", method, ready + path, **how)  # type: ignore[arg-type]
    assert [await owner.get(ready + part) for part in ("", "/form", "/materials")] == before
    assert (await owner.get(f"{ready}/check"))["ready"] is True


async def test_nothing_secret_in_the_journal(owner: Applicant, hall: Hall, ready: str) -> None:
    await filed(owner, hall, ready)
    told = await hall.journal()
    assert "138****0066" in told
    for secret in (PHONE, "13800000001", "410105197903045011", await hall.code_on_phone()):
        assert secret not in told

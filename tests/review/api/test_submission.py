"""提交确认 and 提交 (S23): the list V01–V13, before and at the submission."""

from typing import Any

import pytest

from services.review.rules.disciplines import SCENARIOS
from tests.review.filings import CODE, OWNER, RETURNING
from tests.review.person import Person
from tests.review.platform import DESIGN, SURVEY, Platform, join, make_ready


async def codes(owner: Person, project_id: str) -> list[str]:
    check = await owner.get(f"/projects/{project_id}/submission-check")
    assert check["ready"] == (not check["problems"])
    assert {finding["severity"] for finding in check["problems"]} <= {"error"}
    return [problem["code"] for problem in check["problems"]]


async def warnings(owner: Person, project_id: str) -> list[tuple[str, str]]:
    """Code and pointer of each; they stop nobody."""
    check = await owner.get(f"/projects/{project_id}/submission-check")
    assert (check["ready"], check["problems"]) == (True, [])
    assert {finding["severity"] for finding in check["warnings"]} <= {"warning"}
    return [(finding["code"], finding["pointer"]) for finding in check["warnings"]]


async def change(owner: Person, project_id: str, section: str, **fields: Any) -> None:
    path = f"/projects/{project_id}/details"
    values = (await owner.get(path))["values"]
    part = values[section]
    values[section] = [part[0] | fields, *part[1:]] if isinstance(part, list) else part | fields
    await owner.put(path, values)


@pytest.mark.parametrize("scenario", SCENARIOS)
async def test_a_complete_project_is_submitted(platform: Platform, scenario: str) -> None:
    owner, project_id = await platform.ready(scenario=scenario)
    assert await warnings(owner, project_id) == []
    answer = await owner.post(f"/projects/{project_id}/submission", expect=200)
    assert (answer["status"], answer["assigned_by"]) == ("submitted", "owner") and answer["agency"]["name"]
    project = await owner.get(f"/projects/{project_id}")
    assert project["status"] == "submitted" and project["submitted_at"] == answer["submitted_at"]
    [submitted] = await platform.events("review.project.submitted")
    assert submitted["application_ids"] == project["application_ids"] == [submitted["application_id"]]
    assert submitted["agency_id"] == answer["agency"]["id"] and submitted["project_code"] == CODE
    [assigned] = await platform.events("review.agency.assigned")
    assert (assigned["assigned_by"], assigned["decision"]) == ("owner", None)
    decision = await owner.get(f"/projects/{project_id}/agency-decision")
    assert decision["assigned_by"] == "owner" and decision["queue"] is None


async def test_a_fresh_project_lacks_all_of_it(platform: Platform) -> None:
    owner, project = await platform.editing()
    listed = (await owner.get(f"/projects/{project['id']}/submission-check"))["problems"]
    assert {problem["code"] for problem in listed} == {"V01", "V02", "V03", "V06", "V09"}
    problem = await owner.refused(422, "submission-incomplete", "POST", f"/projects/{project['id']}/submission")
    assert problem["problems"] == listed
    told = [(error["code"], error["detail"]) for error in problem["errors"]]
    assert told == [(item["code"], item["detail"]) for item in listed]
    planning = next(item["detail"] for item in listed if item["code"] == "V09")
    assert planning == "规划文件“规划要点文件”的上传时间节点要求为“申报提交时必须存在”，请上传后再提交"
    assert (await owner.get(f"/projects/{project['id']}"))["status"] == "editing"
    assert await platform.events("review.project.submitted") == []


async def test_in_english(platform: Platform) -> None:
    owner, project = await platform.editing()
    headers = {"Accept-Language": "en"}
    listed = (await owner.get(f"/projects/{project['id']}/submission-check", headers=headers))["problems"]
    assert "Choose a review agency" in [problem["detail"] for problem in listed]


async def test_v01_names_the_field(platform: Platform) -> None:
    owner, project_id = await platform.ready()
    path = f"/projects/{project_id}"
    values = (await owner.get(f"{path}/details"))["values"]
    del values["buildings"][0]["usage"]
    await owner.put(f"{path}/details", values)
    [problem] = (await owner.get(f"{path}/submission-check"))["problems"]
    assert problem == {
        "code": "V01", "detail": "请完善项目基本信息：单体工程第1行“工程用途”", "severity": "error",
        "pointer": "/buildings/0/usage",
    }  # fmt: skip


async def test_v02_to_v05_units_drawings_seals(platform: Platform) -> None:
    owner, project_id = await platform.ready()
    path = f"/projects/{project_id}"
    survey = await platform.login(SURVEY)
    [drawing] = [item for item in (await owner.get(f"{path}/drawings"))["items"] if item["role"] == "survey"]
    await survey.call("DELETE", f"{path}/drawings/{drawing['drawing_id']}", 204)
    [problem] = (await owner.get(f"{path}/submission-check"))["problems"]
    assert (problem["code"], problem["detail"]) == ("V04", "示例岩土勘察有限公司尚未上传岩土工程勘察图纸")
    unsealed = await survey.upload(f"{path}/drawings", name="勘察报告.pdf", discipline="geotechnical")
    [problem] = (await owner.get(f"{path}/submission-check"))["problems"]
    assert problem["code"] == "V05" and "勘察报告.pdf" in problem["detail"]
    await survey.post(f"{path}/drawings/{unsealed['drawing_id']}/seal", expect=200)
    assert await codes(owner, project_id) == []
    await owner.call("DELETE", f"{path}/units/{SURVEY}", 204)
    assert await codes(owner, project_id) == ["V02"]
    await owner.call("DELETE", f"{path}/units/{DESIGN}", 204)
    assert await codes(owner, project_id) == ["V02", "V03"]


@pytest.mark.parametrize(("role", "code"), [("survey", "V02"), ("design", "V03")])
async def test_the_main_unit_of_the_details_has_to_link_itself(platform: Platform, role: str, code: str) -> None:
    """Another unit of its kind does not stand for it (S11, S20)."""
    owner, project_id = await platform.ready()
    await change(owner, project_id, f"{role}_unit", credit_code="91410105MA9XXXX89G", name="示例别家有限公司")
    [problem] = (await owner.get(f"/projects/{project_id}/submission-check"))["problems"]
    assert (problem["code"], problem["pointer"]) == (code, f"/{role}_unit/credit_code")
    assert "示例别家有限公司（91410105MA9XXXX89G）未完成项目关联" in problem["detail"]
    await owner.refused(422, "submission-incomplete", "POST", f"/projects/{project_id}/submission")
    await change(owner, project_id, f"{role}_unit", credit_code={"survey": SURVEY, "design": DESIGN}[role].lower())
    assert await codes(owner, project_id) == []


async def test_a_further_design_unit_that_has_not_linked_is_told_and_stops_nobody(platform: Platform) -> None:
    """S11, S20: the code goes to all who take part; the guide blocks on none but the main one."""
    owner, project_id = await platform.ready()
    path = f"/projects/{project_id}/details"
    row = {"name": "示例幕墙专项设计有限公司", "credit_code": "91410106MA9XXXX38N", "scope": "幕墙专项设计"}
    values = (await owner.get(path))["values"]
    values["further_design_units"] = [{**values["design_unit"], **row}]
    await owner.call("PUT", path, json=values)
    assert await warnings(owner, project_id) == [("V03", "/further_design_units/0")]
    await owner.post(f"/projects/{project_id}/submission", expect=200)


async def test_a_dwg_stands_beside_a_sealed_drawing_never_for_it(platform: Platform) -> None:
    owner, project_id = await platform.ready()
    path = f"/projects/{project_id}/drawings"
    survey = await platform.login(SURVEY)
    dwg = await survey.upload(path, b"AC1032" + b"\0" * 20, "勘察.dwg", discipline="geotechnical")
    assert await codes(owner, project_id) == [], "it needs no seal"
    problem = await survey.refused(409, "file-not-sealable", "POST", f"{path}/{dwg['drawing_id']}/seal")
    assert "PDF 或 OFD" in problem["detail"]
    drawings = (await owner.get(path))["items"]
    [pdf] = [one for one in drawings if one["discipline"] == "geotechnical" and one["format"] == "pdf"]
    await survey.call("DELETE", f"{path}/{pdf['drawing_id']}", 204)
    [problem] = (await owner.get(f"/projects/{project_id}/submission-check"))["problems"]
    assert problem["code"] == "V04" and "只有DWG文件" in problem["detail"]
    required = (await owner.get(path))["required"]
    assert [item["handed_in"] for item in required if item["discipline"] == "geotechnical"] == [False]


async def test_v02_does_not_hold_for_a_fitout(platform: Platform) -> None:
    owner, project = await platform.editing(scenario="renovation-fitout")
    assert "V02" not in await codes(owner, project["id"])


async def test_v04_asks_every_unit_for_something(platform: Platform) -> None:
    owner, project_id = await platform.ready(scenario="renovation-fitout")
    await join(platform, owner, project_id, "survey")
    [problem] = (await owner.get(f"/projects/{project_id}/submission-check"))["problems"]
    assert (problem["code"], problem["detail"]) == ("V04", "示例岩土勘察有限公司尚未上传图纸")


async def test_v07_the_agency_was_good_before(platform: Platform) -> None:
    owner, project_id = await platform.ready()
    await change(owner, project_id, "design_unit", credit_code="91410108MA9XXXX549")
    unlinked, problem = (await owner.get(f"/projects/{project_id}/submission-check"))["problems"]
    assert unlinked["code"] == "V03"
    assert problem["code"] == "V07" and "利害关系" in problem["detail"]
    chosen = (await owner.get(f"/projects/{project_id}"))["agency"]["name"]
    assert chosen in problem["detail"]


async def test_v10_warns_only(platform: Platform) -> None:
    owner, project_id = await platform.ready()
    await change(owner, project_id, "project", building_area=99999)
    assert await warnings(owner, project_id) == [("V10", "/project/building_area")]
    await owner.post(f"/projects/{project_id}/submission", expect=200)


@pytest.mark.parametrize(
    ("section", "fields", "pointer"),
    [
        ("design_unit", {"leader_id_number": "410102199001010011"}, "/design_unit/leader_id_number"),
        ("persons", {"id_number": "123"}, "/persons/0/id_number"),
        ("persons", {"seal_number": "？"}, "/persons/0/seal_number"),
    ],
)
async def test_v11_warns_of_people_who_cannot_be(
    platform: Platform, section: str, fields: dict[str, str], pointer: str
) -> None:
    owner, project_id = await platform.ready()
    await change(owner, project_id, section, **fields)
    assert await warnings(owner, project_id) == [("V11", pointer)]
    await owner.post(f"/projects/{project_id}/submission", expect=200)


async def test_v12_names_other_open_reviews_and_stops_nobody(platform: Platform) -> None:
    owner, one = await platform.ready(number="202605180001")
    _, two = await platform.ready(number="202605180002")
    other_owner, three = await platform.ready(OWNER, number="202605180003")
    assert await warnings(owner, two) == await warnings(other_owner, three) == []
    await owner.post(f"/projects/{one}/submission", expect=200)
    assert await warnings(owner, two) == await warnings(other_owner, three) == [("V12", "")]
    [warning] = (await owner.get(f"/projects/{two}/submission-check"))["warnings"]
    assert "202605180001" in warning["detail"] and "未办结" in warning["detail"]
    await owner.post(f"/projects/{two}/submission", expect=200)
    [warning] = (await other_owner.get(f"/projects/{three}/submission-check"))["warnings"]
    assert "202605180001、202605180002" in warning["detail"]
    await platform.withdraw((await owner.get(f"/projects/{one}"))["application_id"])
    [warning] = (await other_owner.get(f"/projects/{three}/submission-check"))["warnings"]
    assert "202605180001" not in warning["detail"]


async def test_only_its_own_filing_goes_to_review(platform: Platform) -> None:
    owner, project_id = await platform.ready()
    waiting = await platform.push(RETURNING)
    await owner.post(f"/projects/{project_id}/submission", expect=200)
    [submitted] = await platform.events("review.project.submitted")
    assert submitted["application_ids"] == [submitted["application_id"]]
    assert [item["application_id"] for item in (await owner.get("/city-projects"))["items"]] == [
        waiting["application_id"]
    ]


async def test_the_same_key_gets_the_same_answer(platform: Platform) -> None:
    owner, project_id = await platform.ready()
    path = f"/projects/{project_id}/submission"
    first = await owner.call("POST", path, headers={"Idempotency-Key": "one"})
    await platform.pass_time(minutes=5)
    assert await owner.call("POST", path, headers={"Idempotency-Key": "one"}) == first
    await owner.refused(409, "already-submitted", "POST", path, headers={"Idempotency-Key": "two"})
    await owner.refused(409, "already-submitted", "POST", path)
    assert len(await platform.events("review.project.submitted")) == 1


async def test_a_key_that_was_refused_is_not_used_up(platform: Platform) -> None:
    owner, project = await platform.editing()
    path, key = f"/projects/{project['id']}", {"Idempotency-Key": "one"}
    await owner.refused(422, "submission-incomplete", "POST", f"{path}/submission", headers=key)
    await make_ready(platform, owner, project["id"])
    await owner.put(f"{path}/agency", {"agency_id": (await owner.get("/agencies"))["items"][0]["id"]})
    assert (await owner.call("POST", f"{path}/submission", headers=key))["status"] == "submitted"


async def test_a_withdrawal_that_crosses_the_submission_counts(platform: Platform) -> None:
    """The hall lets go until it hears of the submission; both sides must end alike."""
    owner, project_id = await platform.ready()
    await owner.post(f"/projects/{project_id}/submission", expect=200)
    application = (await owner.get(f"/projects/{project_id}"))["application_id"]
    await platform.withdraw(application)
    assert (await owner.get(f"/projects/{project_id}"))["status"] == "withdrawn"
    agency = await platform.login("91410108MA9XXXX549")
    assert (await agency.get("/projects"))["items"] == []


async def test_v13_warns_of_disciplines_nobody_is_in_charge_of(platform: Platform) -> None:
    """One structural engineer is no six disciplines; the guide asks for none of it, hence a warning."""
    owner, project_id = await platform.ready()
    path = f"/projects/{project_id}"
    values = (await owner.get(f"{path}/details"))["values"]
    structural = [person for person in values["persons"] if person["registration"] == "11"]
    await owner.put(f"{path}/details", values | {"persons": structural})
    assert await warnings(owner, project_id) == [("V13", "/persons")] * 5
    told = [item["detail"] for item in (await owner.get(f"{path}/submission-check"))["warnings"]]
    assert told[0].startswith("岩土工程勘察缺少具有相应注册资格的专业负责人") and not any("结构" in one for one in told)
    await owner.put(f"{path}/details", values | {"persons": [person | {"duty": "003"} for person in values["persons"]]})
    assert len(await warnings(owner, project_id)) == 6, "whoever draws is not in charge"
    await owner.post(f"{path}/submission", expect=200)

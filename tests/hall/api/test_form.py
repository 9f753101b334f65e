"""一张表单: drafts kept and resumed, nothing ill-typed, reuse (S10, S18)."""

from typing import Any

import pytest

from tests.hall.applicant import CODE, NAME, Applicant, filed
from tests.hall.place import Hall, People

SCENARIOS = ["renovation-fitout", "buildings", "municipal", "key-or-resettlement"]


@pytest.mark.parametrize("scenario", SCENARIOS)
async def test_the_example_of_an_application_makes_it_complete(owner: Applicant, scenario: str) -> None:
    path = await owner.draft(scenario)
    before = await owner.get(f"{path}/form")
    assert before["missing"]
    after = await owner.fill(path)
    assert (after["missing"], after["problems"]) == ([], [])
    assert after["values"] == before["example"] == (await owner.get(f"{path}/form"))["values"]


async def test_a_fresh_form_holds_what_the_hall_knows(owner: Applicant) -> None:
    """From the project, the portal's account and the investment platform; nothing that is only an example."""
    path = await owner.draft()
    application, form = await owner.get(path), await owner.get(f"{path}/form")
    assert form["values"] == {
        "project": {
            "project_code": CODE,
            "engineering_code": application["engineering_code"],
            "project_name": NAME,
            "scenario": "buildings",
            "project_type": "3",
            "filing_type": "3",
            "filing_document_number": "示例发改〔2024〕1号",
            "filing_department": "金水区发展和改革委员会",
            "filing_date": "2024-03-18",
            "region_code": "410105",
            "site_region": "410105",
            "site_address": "金水区示例路1号",
            "fund_source": "2",
            "investment_kind": "2",
            "is_foreign_invested": False,
            "government_procurement": False,
            "land_source": "3",
            "land_with_design": False,
            "construction_nature": "1",
            "engineering_class": "3",
            "industry": "E47",
            "industry_year": "2017",
            "total_investment": 36000,
            "land_area": 20000,
            "building_area": 45000,
            "scale_content": "新建市民服务中心一栋，地上8层、地下1层",
        },
        "owner": {
            "name": "郑州示例建设有限公司",
            "credit_code": "91410100MA9XXXX118",
            "legal_representative": "张示例",
            "contact_name": "李经办",
            "contact_phone": "13800000011",
        },
    }
    assert (form["problems"], form["warnings"]) == ([], [])
    assert "/owner/leader_phone" in form["missing"], "S15: nobody but the owner says where the text goes"


async def test_a_fresh_form_of_a_project_entered_by_hand(owner: Applicant) -> None:
    """What was starred there need not be typed again."""
    added = {
        "project_name": "示例办公楼装饰装修项目", "project_type": "4", "region_code": "410105",
        "site_address": "金水区示例路10号", "construction_nature": "4", "engineering_class": "12", "fund_source": "2",
        "land_area": 1500, "building_area": 3200, "total_investment": 480.5, "planned_start": "2026-09-01",
        "planned_end": "2027-03-31", "scale_content": "办公楼一至五层室内装饰装修",
    }  # fmt: skip
    path = await owner.open((await owner.post("/hall/projects", added))["id"], "renovation-fitout")
    held = (await owner.get(f"{path}/form"))["values"]["project"]
    assert {key: held[key] for key in added} == added


async def test_what_would_be_wrong_is_not_filled_in(people: People) -> None:
    """A contact without a usable number at the portal stays open here."""
    owner = await people.log_in(agent_phone="call the office")
    held = (await owner.get(f"{await owner.draft()}/form"))["values"]["owner"]
    assert "contact_phone" not in held and held["contact_name"] == "李经办"


async def test_the_example_is_for_this_very_application(owner: Applicant) -> None:
    path = await owner.draft()
    application, form = await owner.get(path), await owner.get(f"{path}/form")
    project = form["example"]["project"]
    assert project["project_code"] == application["project_code"]
    assert project["engineering_code"] == application["engineering_code"]
    assert project["scenario"] == "buildings"
    assert (project["land_area"], project["building_area"]) == (20000, 45000)
    assert form["example"]["owner"]["credit_code"] == "91410100MA9XXXX118"
    assert form["example"]["owner"]["leader_phone"] == "13800000001"


async def test_half_a_form_waits(owner: Applicant, people: People) -> None:
    """S18: 暂存."""
    path = await owner.draft()
    half = {"owner": {"leader_phone": "13800000001"}, "buildings": [{}]}
    saved = await owner.call("PUT", f"{path}/form", json=half)
    assert saved["values"] == half
    assert "/owner/name" in saved["missing"] and "/owner/leader_phone" not in saved["missing"]
    assert "/buildings/0/name" in saved["missing"] and "/project/project_name" in saved["missing"]
    tomorrow = await people.log_in()
    assert (await tomorrow.get(f"{path}/form"))["values"] == half
    assert (await owner.call("PUT", f"{path}/form", json={}))["values"] == {}


async def test_identifiers_are_kept_in_their_one_form(owner: Applicant) -> None:
    """As people type them, and the 20 bare digits of a project code."""
    path = await owner.draft()
    example = (await owner.get(f"{path}/form"))["example"]
    typed = {
        "project": example["project"] | {
            "project_code": example["project"]["project_code"].replace("-", ""),
            "project_name": f"\u200b{example['project']['project_name']}　",
        },
        "owner": example["owner"] | {"credit_code": "91410100ma9xxxx118", "leader_phone": "+86 138-0000-0001"},
        "survey_unit": example["survey_unit"] | {"leader_id_number": "４１０１０４１９８８０８０８８８８ｘ"},
        "design_unit": example["design_unit"] | {"name": "示例建筑设计(集团)有限公司"},
    }  # fmt: skip
    saved = await owner.call("PUT", f"{path}/form", json=example | typed)
    assert (saved["missing"], saved["problems"]) == ([], [])
    assert saved["values"] == example | {
        "survey_unit": example["survey_unit"] | {"leader_id_number": "41010419880808888X"},
        "design_unit": example["design_unit"] | {"name": "示例建筑设计（集团）有限公司"},
    }


async def test_every_wrong_field_is_named_and_nothing_saved(owner: Applicant) -> None:
    path = await owner.draft()
    await owner.call("PUT", f"{path}/form", json={"owner": {"name": "示例"}})
    wrong = {
        "owner": {"leader_phone": "123", "credit_code": "91410100MA9XXXX119", "leader_id_type": "77", "name": 5},
        "project": {"land_area": "12", "planned_start": "2026-13-01", "longitude": 113.1234567, "colour": "red"},
        "buildings": [{"floors_up": 1.5}, "no building"],
        "garden": {},
    }
    problem = await owner.refused(422, "form-invalid", "PUT", f"{path}/form", json=wrong)
    assert {error["pointer"] for error in problem["errors"]} == {
        "/owner/leader_phone",
        "/owner/credit_code",
        "/owner/leader_id_type",
        "/owner/name",
        "/project/land_area",
        "/project/planned_start",
        "/project/longitude",
        "/project/colour",
        "/buildings/0/floors_up",
        "/buildings/1",
        "/garden",
    }
    codes = {error["pointer"]: error["code"] for error in problem["errors"]}
    assert codes["/owner/leader_phone"] == "phone-malformed" and codes["/garden"] == "field-unknown"
    assert all(error["detail"] for error in problem["errors"])
    assert (await owner.get(f"{path}/form"))["values"] == {"owner": {"name": "示例"}}


async def test_wrong_fields_in_english(owner: Applicant) -> None:
    path = await owner.draft()
    answer = await owner.send(
        "PUT", f"{path}/form", json={"owner": {"leader_phone": "1"}}, headers={"Accept-Language": "en"}
    )
    assert answer.json()["errors"][0]["detail"].isascii()


@pytest.mark.parametrize("body", ["[]", "3", '"x"', "null", ""])
async def test_a_form_is_an_object(owner: Applicant, body: str) -> None:
    path = await owner.draft()
    headers = {"Content-Type": "application/json"}
    await owner.refused(422, "request-invalid", "PUT", f"{path}/form", content=body, headers=headers)


@pytest.mark.parametrize(
    "body",
    ['{"project": {"land_area": NaN}}', '{"project": {"land_area": Infinity}}', '{"project": {"land_area": 1e400}}',
     '{"owner": {"name": "\\ud800"}}', '{"owner": {"name": "a\\u0000b"}}', '{"\\ud800": 1}'],
)  # fmt: skip
async def test_json_that_no_database_keeps(owner: Applicant, body: str) -> None:
    path = await owner.draft()
    before = (await owner.get(f"{path}/form"))["values"]
    headers = {"Content-Type": "application/json"}
    await owner.refused(422, "form-invalid", "PUT", f"{path}/form", content=body, headers=headers)
    assert (await owner.get(f"{path}/form"))["values"] == before


@pytest.mark.parametrize(
    ("depth", "status", "code"), [(350, 400, "json-too-deep"), (50_000, 413, "json-too-many-values")]
)
async def test_json_nested_beyond_reason(owner: Applicant, depth: int, status: int, code: str) -> None:
    path = await owner.draft()
    content = '{"project": ' + "[" * depth + "]" * depth + "}"
    headers = {"Content-Type": "application/json"}
    await owner.refused(status, code, "PUT", f"{path}/form", content=content, headers=headers)


async def test_contradictions_are_shown_with_the_form(owner: Applicant) -> None:
    path = await owner.draft()
    saved = await owner.fill(path, project={"planned_end": "2020-01-01"})
    assert [problem["code"] for problem in saved["warnings"]] == ["planned-dates-reversed"]
    check = await owner.get(f"{path}/check")
    assert [problem["code"] for problem in check["warnings"]] == ["planned-dates-reversed"]


async def test_another_owners_form_stops_the_confirmation(owner: Applicant) -> None:
    path = await owner.ready()
    saved = await owner.fill(path, owner={"credit_code": "91410105MA9XXXX2X8"})
    assert [problem["code"] for problem in saved["problems"]] == ["owner-differs"]
    check = await owner.get(f"{path}/check")
    assert [problem["code"] for problem in check["problems"]] == ["owner-differs"] and check["ready"] is False


async def test_another_scenarios_fields_are_unknown(owner: Applicant) -> None:
    path = await owner.draft("municipal")
    problem = await owner.refused(
        422, "form-invalid", "PUT", f"{path}/form", json={"project": {"original_use": "办公"}}
    )
    assert problem["errors"][0]["code"] == "field-unknown"


async def test_a_form_is_reused_for_the_same_project(owner: Applicant, hall: Hall) -> None:
    """S10: 数据共享."""
    first = await owner.ready()
    await owner.fill(first, owner={"leader_phone": "13800000033"})
    await filed(owner, hall, first)
    project_id = (await owner.get(first))["project_id"]
    second = await owner.open(project_id)
    reused = await owner.post(f"{second}/form/reuse", {"application_id": first.rsplit("/", 1)[1]})
    assert reused["missing"] == [] and reused["problems"] == []
    assert reused["reused_from"] == first.rsplit("/", 1)[1]
    assert reused["values"]["owner"]["leader_phone"] == "13800000033"
    assert reused["values"]["project"]["engineering_code"].endswith("-0002")


async def test_a_form_is_reused_for_another_project_and_scenario(owner: Applicant) -> None:
    first = await owner.draft()
    await owner.fill(first, design_unit={"name": "另一设计院"})
    road = await owner.project("2403-410105-04-01-123457", "示例道路改造工程")
    second = await owner.open(road, "municipal")
    named = {"sections": ["project", "design_unit", "buildings"]}
    reused = await owner.post(f"{second}/form/reuse", {"application_id": first.rsplit("/", 1)[1]} | named)
    values = reused["values"]
    assert values["design_unit"]["name"] == "另一设计院"
    assert values["project"]["project_code"] == "2403-410105-04-01-123457"
    assert values["project"]["project_name"] == "示例道路改造工程"
    assert values["project"]["scenario"] == "municipal"
    assert "floors_up" not in values["buildings"][0]
    assert "/buildings/0/length" in reused["missing"] and reused["problems"] == []


async def test_what_has_expired_meanwhile_shows_after_reuse(owner: Applicant, hall: Hall, people: People) -> None:
    first = await owner.draft()
    await owner.fill(first)
    project_id = (await owner.get(first))["project_id"]
    await hall.passes(days=4 * 365)
    owner = await people.log_in()
    second = await owner.open(project_id)
    reused = await owner.post(f"{second}/form/reuse", {"application_id": first.rsplit("/", 1)[1]})
    assert {problem["code"] for problem in reused["problems"]} == {"qualification-expired"}


async def test_nobody_reuses_from_strangers_or_from_itself(owner: Applicant, people: People) -> None:
    path = await owner.draft()
    application_id = path.rsplit("/", 1)[1]
    body: dict[str, Any] = {"application_id": application_id}
    await owner.refused(422, "reuse-from-itself", "POST", f"{path}/form/reuse", json=body)
    other = await people.log_in("91410105MA9XXXX89G")
    theirs = await other.open(await other.project("2403-410105-04-01-200001", "示例商业综合体项目"))
    await other.refused(404, "not-found", "POST", f"{theirs}/form/reuse", json=body)
    await other.refused(404, "not-found", "POST", f"{theirs}/materials/reuse", json=body)
    await other.refused(404, "not-found", "GET", f"{path}/form")
    await other.refused(404, "not-found", "PUT", f"{path}/form", json={})


async def test_what_is_missing_is_named_with_its_section(owner: Applicant) -> None:
    """Three units have a 单位名称 each."""
    path = await owner.draft()
    problems = (await owner.get(f"{path}/check"))["problems"]
    said = {problem["pointer"]: problem["detail"] for problem in problems}
    assert said["/survey_unit/name"] == "勘察单位“单位名称”不得为空！"
    assert said["/design_unit/name"] == "设计单位（主要）“单位名称”不得为空！"
    assert len(set(said.values())) == len(said), "each sentence says which field it means"


async def test_a_wrong_field_is_named_once(owner: Applicant) -> None:
    path = await owner.draft()
    wrong = {"project": {"project_code": "2403"}}
    problem = await owner.refused(422, "form-invalid", "PUT", f"{path}/form", json=wrong)
    assert problem["errors"][0]["detail"] == "项目基本信息“项目代码”格式不正确：应为24位（20位数字、4个连字符）"

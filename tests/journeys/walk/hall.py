"""The city: the portal where the owner logs in, and the steps in the hall up to 确认."""

import hashlib
import re

from tests.journeys.client import Client, Json
from tests.journeys.personas import AREAS, PASSWORD, USUAL_AREAS
from tests.journeys.walk.files import pdf
from tests.journeys.walk.waiting import next_message

CONFIRMING_PHONE = "13800000066"


def log_in(visitor: Client, login: str, password: str = PASSWORD) -> Client:
    """河南省政务服务网: the legal person's account (S2)."""
    answer = visitor.post("/portal/login", {"login": login, "password": password})
    assert answer["token_type"].lower() == "bearer" and answer["expires_in"] > 0
    assert answer["account"]["credit_code"] == login
    assert isinstance(answer["account"]["real_name_verified"], bool)
    assert isinstance(answer["account"]["profile_complete"], bool)
    return visitor.derive(token=answer["access_token"])


def verify(owner: Client) -> Json:
    """实名认证 (S6): who does it shows a document and a phone; the login at hand goes on saying what it said."""
    agent = {"agent_name": "钱经办", "agent_id_type": "111", "agent_id_number": "410105198506150023"}
    path = "/portal/account/real-name-verification"
    return dict(owner.call("POST", path, 200, json={**agent, "agent_phone": "13800000013"}))


def link_project(owner: Client, code: str, name: str) -> Json:
    """项目关联 (S4), then 信息补全 with whole numbers (S5)."""
    project: Json = owner.call("POST", "/hall/projects/link", 201, json={"project_code": code, "project_name": name})
    return complete_project(owner, project["id"], AREAS.get(code, USUAL_AREAS))


def complete_project(owner: Client, project_id: str, areas: Json = USUAL_AREAS) -> Json:
    project: Json = owner.call("PATCH", f"/hall/projects/{project_id}", 200, json=areas)
    assert {name: project[name] for name in areas} == areas
    return project


def documented_example(anyone: Client, document: str, method: str, path: str) -> Json:
    """A body for this operation, put together from the examples in the service's own OpenAPI document."""
    spec = anyone.get(document)
    schema = spec["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]["schema"]
    if "$ref" in schema:
        schema = spec["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "example" in schema or "examples" in schema:
        return dict(schema.get("example") or schema["examples"][0])
    return {name: field["examples"][0] for name, field in schema["properties"].items() if "examples" in field}


def enter_project_by_hand(owner: Client) -> Json:
    """新增项目 for what has no code (S8)."""
    project = owner.create("/hall/projects", documented_example(owner, "/hall/openapi.json", "POST", "/hall/projects"))
    assert re.fullmatch(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}", project["project_code"])
    return complete_project(owner, project["id"])


def open_application(owner: Client, project_id: str, scenario: str) -> Json:
    """办理 → 施工许可阶段 → 联合审图 → 情形 (S9)."""
    offered = owner.get(f"/hall/projects/{project_id}/matters", stage="construction-permit")
    assert "joint-review" in str(offered) and scenario in str(offered), offered
    application = owner.create(
        "/hall/applications",
        {"project_id": project_id, "stage": "construction-permit", "matter": "joint-review", "scenario": scenario},
    )
    assert application["status"] == "draft" and application["number"]
    return application


def fill_form(owner: Client, application_id: str, /, **sections: Json) -> Json:
    """一张表单: the example the hall offers for this very application, with `sections` laid over it."""
    path = f"/hall/applications/{application_id}/form"
    before = owner.get(path)
    assert before["missing"], "an empty form cannot be complete"
    values: Json = before["example"]
    for name, changes in sections.items():
        values[name] = values.get(name, {}) | changes
    after = owner.put(path, values)
    assert after["missing"] == [], after["missing"]
    assert owner.get(path)["values"] == after["values"]
    return dict(after["values"])


def provide_materials(owner: Client, application_id: str) -> None:
    """一套材料: whatever has the red ☆, sealed where it is marked 签 (S13)."""
    path = f"/hall/applications/{application_id}/materials"
    for material in owner.items(path):
        if material["required"] and not material["files"]:
            provide_material(owner, application_id, material)
    assert all(item["files"] for item in owner.items(path) if item["required"])


def provide_material(owner: Client, application_id: str, material: Json) -> Json:
    content = pdf(f"{material['code']} {material['name']}")
    path = f"/hall/applications/{application_id}/materials/{material['code']}/files"
    stored = owner.upload(path, (f"{material['code']}.pdf", content, "application/pdf"))
    assert stored["name"] == f"{material['code']}.pdf" and stored["size"] == len(content)
    assert stored["sha256"] == hashlib.sha256(content).hexdigest() and stored["sealed"] is False
    if material["needs_seal"]:
        seal = f"/hall/applications/{application_id}/files/{stored['file_id']}/seal"
        assert owner.post(seal)["sealed"] is True
    return stored


def ready_to_confirm(owner: Client, application_id: str) -> None:
    check = owner.get(f"/hall/applications/{application_id}/check")
    assert (check["ready"], check["problems"]) == (True, []), check


def code_from_phone(owner: Client, application_id: str, phone: str = CONFIRMING_PHONE) -> str:
    """Ask for the code, and read it on the phone."""
    path = f"/hall/applications/{application_id}/verification-code"
    with next_message(owner, phone, "code") as arrived:
        owner.post(path, {"phone": phone}, expect=202)
    code = str(arrived["vars"]["code"])
    assert re.fullmatch(r"\d{6}", code) and code in arrived["text"]
    return code


def confirm(
    owner: Client, application_id: str, code: str, phone: str = CONFIRMING_PHONE, key: str | None = None
) -> Json:
    """填写手机号、输入验证码，并点击“确认” (S14)."""
    headers = {"Idempotency-Key": key} if key else {}
    answer = owner.post(
        f"/hall/applications/{application_id}/confirmation", {"phone": phone, "code": code}, headers=headers
    )
    assert answer["id"] == application_id and answer["status"] == "confirmed"
    return answer

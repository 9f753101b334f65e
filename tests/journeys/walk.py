"""The whole road, step by step, over HTTP: what an outside program does that has read the contract and nothing else.

    python -m tests.journeys.walk http://127.0.0.1:8000                   one owner
    python -m tests.journeys.walk http://127.0.0.1:8000 --sandboxes 30    thirty at once, each in a sandbox of its own

Each function is one thing a user does; `file`, `open_account` and `submit_for_review` string them together.
"""

import argparse
import hashlib
import re
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.journeys.client import Client, Json
from tests.journeys.personas import BUILDING, OWNER, PASSWORD, UNITS, Persona

NEW_PASSWORD = "Zhengzhou#2026"
CONFIRMING_PHONE = "13800000066"
_RFC3339_SHANGHAI = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00$")


@dataclass
class Filing:
    """One filing as far as it has come; the later steps fill in what the earlier ones could not know."""

    owner: Client
    credit_code: str
    project_id: str
    application_id: str
    scenario: str
    form: Json = field(default_factory=dict)
    sms: Json = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"/hall/applications/{self.application_id}"

    @property
    def leader_phone(self) -> str:
        """S15: the account SMS goes to the phone in the form, not to the one that confirmed."""
        return str(self.form["owner"]["leader_phone"])


# --- portal -----------------------------------------------------------------------------------------------------------


def log_in(visitor: Client, login: str, password: str = PASSWORD) -> Client:
    """河南省政务服务网: the legal person's account (S2)."""
    answer = visitor.post("/portal/login", {"login": login, "password": password})
    assert answer["token_type"].lower() == "bearer" and answer["expires_in"] > 0
    assert answer["account"]["credit_code"] == login
    assert isinstance(answer["account"]["real_name_verified"], bool)
    assert isinstance(answer["account"]["profile_complete"], bool)
    return visitor.derive(token=answer["access_token"])


# --- hall -------------------------------------------------------------------------------------------------------------


def link_project(owner: Client, code: str, name: str) -> Json:
    """项目关联 (S4), then 信息补全 with whole numbers (S5)."""
    project: Json = owner.call(
        "POST", "/hall/projects/link", (200, 201), json={"project_code": code, "project_name": name}
    )
    return complete_project(owner, project["id"])


def complete_project(owner: Client, project_id: str) -> Json:
    project: Json = owner.call(
        "PATCH", f"/hall/projects/{project_id}", 200, json={"land_area": 20000, "building_area": 45000}
    )
    assert (project["land_area"], project["building_area"]) == (20000, 45000)
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
    assert check == {"ready": True, "problems": []}, check


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


def prepare(
    visitor: Client,
    credit_code: str = OWNER.credit_code,
    project: tuple[str, str] = BUILDING,
    scenario: str = "buildings",
    **sections: Json,
) -> Filing:
    """Everything up to the point where only the phone code is missing."""
    owner = log_in(visitor, credit_code)
    return prepare_for(owner, credit_code, link_project(owner, *project)["id"], scenario, **sections)


def prepare_for(owner: Client, credit_code: str, project_id: str, scenario: str, /, **sections: Json) -> Filing:
    """The same for a project that is already in the hall (S18: as often as the owner likes)."""
    application = open_application(owner, project_id, scenario)
    filing = Filing(owner, credit_code, project_id, application["id"], scenario)
    filing.form = fill_form(owner, filing.application_id, **sections)
    provide_materials(owner, filing.application_id)
    ready_to_confirm(owner, filing.application_id)
    return filing


def file(filing: Filing) -> Filing:
    """Confirm, and wait for the text to the project leader (S15)."""
    code = code_from_phone(filing.owner, filing.application_id)
    with next_message(filing.owner, filing.leader_phone, "account") as sms:
        confirm(filing.owner, filing.application_id, code)
        journey = journey_of(filing)
        assert await_event(filing.owner, journey, "review.project.pushed")
        assert await_event(filing.owner, journey, "sms.message.delivered")
    filing.sms = sms
    return filing


# --- phones and waiting -----------------------------------------------------------------------------------------------


@contextmanager
def next_message(anyone: Client, phone: str, var: str, seconds: float = 30) -> Iterator[Json]:
    """The first message that reaches `phone` after the block began and that carries `var`; filled in when it ends."""
    path = f"/sim/phones/{phone}/messages"
    known = {message["id"] for message in anyone.items(path)}
    arrived: Json = {}
    yield arrived
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for message in anyone.items(path, wait=2):
            if message["id"] not in known and var in message["vars"]:
                arrived.update(message)
                return
        time.sleep(0.02)  # `wait` returns at once when earlier messages are there
    raise AssertionError(f"no message with {var!r} reached {phone} within {seconds:g} s")


def journey_of(filing: Filing) -> str:
    return str(filing.owner.send("GET", filing.path).headers["Sim-Journey"])


def await_event(anyone: Client, journey: str, event: str, timeout: float = 30) -> Json:
    """The server waits; nobody sleeps or polls."""
    found: Json = anyone.get("/sim/wait", journey=journey, event=event, timeout=timeout)
    assert found["type"] == event and found["journey"] == journey, found
    return found


def settle(anyone: Client, timeout: float = 30) -> None:
    anyone.get("/sim/idle", timeout=timeout)


# --- review -----------------------------------------------------------------------------------------------------------


def enter_platform(visitor: Client, account: str, password: str = PASSWORD) -> tuple[Client, bool]:
    """Log in at 河南省勘察设计质量监管平台; also whether the password must be changed first."""
    answer = visitor.post("/review/login", {"account": account, "password": password})
    return visitor.derive(token=answer["access_token"]), answer["must_change_password"]


def open_account(visitor: Client, sms: Json) -> Client:
    """First login with the texted password (S19), the forced change, and login with the new one."""
    account, initial = sms["vars"]["account"], sms["vars"]["initial_password"]
    assert account in sms["text"] and initial in sms["text"]
    newcomer, must_change = enter_platform(visitor, account, initial)
    assert must_change is True
    newcomer.put("/review/password", {"new_password": NEW_PASSWORD})
    owner, must_change = enter_platform(visitor, account, NEW_PASSWORD)
    assert must_change is False
    return owner


def find_city_project(owner: Client, application_id: str) -> Json:
    """项目管理 → 新建项目 → 选择郑州市工改项目 (S17, S20)."""
    pushed = [item for item in owner.items("/review/city-projects") if item["application_id"] == application_id]
    assert len(pushed) == 1, f"pushed exactly once, not {len(pushed)} times"
    assert set(pushed[0]) >= {"id", "application_number", "project_code", "project_name", "pushed_at"}
    assert _RFC3339_SHANGHAI.match(pushed[0]["pushed_at"]), pushed[0]["pushed_at"]
    return pushed[0]


def choose_city_project(owner: Client, application_id: str) -> Json:
    project = owner.create("/review/projects", {"city_project_id": find_city_project(owner, application_id)["id"]})
    assert project["status"] == "editing" and isinstance(project["government_procurement"], bool)
    return project


def complete_details(owner: Client, project_id: str) -> Json:
    """完善项目详细信息, from the example the platform offers for this very project."""
    path = f"/review/projects/{project_id}/details"
    after = owner.put(path, owner.get(path)["example"])
    assert after["missing"] == [], after["missing"]
    return after


def share_code(owner: Client, project_id: str, role: str) -> str:
    """分享项目关联码 to one unit."""
    shared: Json = owner.call("POST", f"/review/projects/{project_id}/link-codes", (200, 201), json={"role": role})
    assert _RFC3339_SHANGHAI.match(shared["expires_at"])
    return str(shared["code"])


def join_project(unit: Client, code: str) -> Json:
    joined: Json = unit.call("POST", "/review/project-links", (200, 201), json={"code": code})
    return joined


def upload_drawing(unit: Client, project_id: str, discipline: str, seal: bool = True) -> str:
    path = f"/review/projects/{project_id}/drawings"
    drawing = unit.upload(
        path, (f"{discipline}.pdf", pdf(f"drawing {discipline}"), "application/pdf"), discipline=discipline
    )
    if seal:
        unit.post(f"{path}/{drawing['drawing_id']}/seal")
    return str(drawing["drawing_id"])


def bring_in_units(visitor: Client, owner: Client, project_id: str) -> None:
    """Each unit that the project needs links itself by its code and hands in every drawing required of it."""
    required = owner.get(f"/review/projects/{project_id}/drawings")["required"]
    assert required, "a project without a single required drawing cannot be reviewed"
    for role in sorted({drawing["role"] for drawing in required}):
        unit, _ = enter_platform(visitor, UNITS[role])
        join_project(unit, share_code(owner, project_id, role))
        for drawing in required:
            if drawing["role"] == role:
                upload_drawing(unit, project_id, drawing["discipline"])


def choose_agency(owner: Client, project_id: str) -> str:
    """The first agency that is qualified for this project (V07 says which is not)."""
    for agency in owner.items("/review/agencies"):
        answer = owner.send("PUT", f"/review/projects/{project_id}/agency", json={"agency_id": agency["id"]})
        if answer.is_success and not {"V06", "V07"} & set(shortcomings(owner, project_id)):
            return str(agency["id"])
    raise AssertionError(f"no agency is qualified for {project_id}")


def provide_planning_documents(owner: Client, project_id: str) -> None:
    """规划文件: all that are required, and all whose node is the submission (S22)."""
    path = f"/review/projects/{project_id}/planning-documents"
    for document in owner.items(path):
        assert document["node"] in ("submission", "technical-review", "certificate", "none"), document
        if document["required"] or document["node"] == "submission":
            owner.upload(path, ("planning.pdf", pdf(document["kind"]), "application/pdf"), kind=document["kind"])


def shortcomings(owner: Client, project_id: str) -> list[str]:
    """The codes V01… that stand between the project and its submission."""
    check = owner.get(f"/review/projects/{project_id}/submission-check")
    codes = [problem["code"] for problem in check["problems"]]
    assert all(re.fullmatch(r"V\d\d", code) for code in codes), check
    assert check["ready"] or codes, check
    return codes


def submit(owner: Client, project_id: str) -> Json:
    check = owner.get(f"/review/projects/{project_id}/submission-check")
    assert check["ready"] is True, check
    answer = owner.post(f"/review/projects/{project_id}/submission")
    assert answer["status"] == "submitted" and answer["agency"] and answer["assigned_by"] in ("owner", "rotation")
    return answer


def submit_for_review(visitor: Client, owner: Client, application_id: str) -> Json:
    """From the pushed city project to its submission; by rotation where the review is procured (S21)."""
    project = choose_city_project(owner, application_id)
    complete_details(owner, project["id"])
    bring_in_units(visitor, owner, project["id"])
    provide_planning_documents(owner, project["id"])
    if not project["government_procurement"]:
        choose_agency(owner, project["id"])
    answer = submit(owner, project["id"])
    assert answer["assigned_by"] == ("rotation" if project["government_procurement"] else "owner")
    return answer | {"project_id": project["id"]}


# --- all of it --------------------------------------------------------------------------------------------------------


def pdf(text: str) -> bytes:
    """The smallest thing that is truly a PDF, different for each text."""
    return f"%PDF-1.4\n% {text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()


@contextmanager
def sandbox(base_url: str, name: str | None = None) -> Iterator[Client]:
    """A visitor in a sandbox of its own, deleted afterwards."""
    anyone = Client(base_url)
    made = anyone.create("/sim/sandboxes", {"name": name} if name else {})["name"]
    visitor = anyone.derive(sandbox=made)
    try:
        yield visitor
    finally:
        anyone.send("DELETE", f"/sim/sandboxes/{made}")
        anyone.close()


def walk(visitor: Client, persona: Persona = OWNER, scenario: str = "buildings", **sections: Any) -> Json:
    """The whole road for one persona with a new platform account."""
    filing = file(prepare(visitor, persona.credit_code, persona.project, scenario, **sections))
    owner = open_account(visitor, filing.sms)
    submitted = submit_for_review(visitor, owner, filing.application_id)
    settle(visitor)
    return submitted | {"journey": journey_of(filing), "sms": filing.sms["text"]}


def _one(base_url: str) -> Json:
    with sandbox(base_url) as visitor:
        return walk(visitor)


def main() -> int:
    parser = argparse.ArgumentParser(description="Walk the whole road against a running Shentu.")
    parser.add_argument("url", help="address of the gateway, such as http://127.0.0.1:8000")
    parser.add_argument("--sandboxes", type=int, default=1, metavar="N", help="how many at once (default 1)")
    options = parser.parse_args()
    started = time.perf_counter()
    with ThreadPoolExecutor(options.sandboxes) as pool:
        results = list(pool.map(_one, [options.url] * options.sandboxes))
    print(results[0]["sms"])
    agencies = sorted({result["agency"]["name"] for result in results})
    print(f"{len(results)} × submitted in {time.perf_counter() - started:.1f} s; agencies: {', '.join(agencies)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

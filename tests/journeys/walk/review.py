"""The province: first login, the project's details and drawings, its agency, and the submission."""

import re

from tests.journeys.client import Client, Json
from tests.journeys.personas import PASSWORD, UNITS
from tests.journeys.walk.files import pdf

NEW_PASSWORD = "Zhengzhou#2026"
_RFC3339_SHANGHAI = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00$")


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
    """确定 makes a review of this filing's own, 待完善."""
    project = owner.create("/review/projects", {"city_project_id": find_city_project(owner, application_id)["id"]})
    assert project["status"] == "basic" and isinstance(project["government_procurement"], bool)
    return project


def complete_basics(owner: Client, project_id: str) -> Json:
    """完善基本信息, from the example alone: the project is 待申报 from then on."""
    path = f"/review/projects/{project_id}/basic"
    after = owner.put(path, owner.get(path)["example"])
    assert after["missing"] == [], after["missing"]
    project: Json = owner.get(f"/review/projects/{project_id}")
    assert project["status"] == "editing", project
    return project


def prepare_city_project(owner: Client, application_id: str) -> Json:
    """Chosen, and ready to be worked on."""
    return complete_basics(owner, choose_city_project(owner, application_id)["id"])


def complete_details(owner: Client, project_id: str) -> Json:
    """完善项目详细信息, from the example the platform offers for this very project."""
    path = f"/review/projects/{project_id}/details"
    after = owner.put(path, owner.get(path)["example"])
    assert after["missing"] == [], after["missing"]
    return after


def share_code(owner: Client, project_id: str, role: str) -> str:
    """分享项目关联码 to one unit."""
    shared: Json = owner.call("POST", f"/review/projects/{project_id}/link-codes", 201, json={"role": role})
    assert _RFC3339_SHANGHAI.match(shared["expires_at"])
    return str(shared["code"])


def join_project(unit: Client, code: str) -> Json:
    joined: Json = unit.call("POST", "/review/project-links", 201, json={"code": code})
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
    """规划文件: all that are required, without what the city pushed (S22)."""
    path = f"/review/projects/{project_id}/planning-documents"
    for document in owner.items(path):
        assert document["node"] in ("submission", "technical-review", "certificate", "none"), document
        if document["required"] and not document["files"]:
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
    project = prepare_city_project(owner, application_id)
    complete_details(owner, project["id"])
    bring_in_units(visitor, owner, project["id"])
    provide_planning_documents(owner, project["id"])
    if not project["government_procurement"]:
        choose_agency(owner, project["id"])
    answer = submit(owner, project["id"])
    assert answer["assigned_by"] == ("rotation" if project["government_procurement"] else "owner")
    return answer | {"project_id": project["id"]}

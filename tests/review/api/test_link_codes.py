"""分享项目关联码 and 关联项目 (S20): bound to project and role, thirty days, revocable."""

from datetime import datetime, timedelta

import pytest

from services.review.rules.limits import LINK_CODE_ALPHABET
from tests.review.filings import RETURNING
from tests.review.platform import AGENCIES, DESIGN, SURVEY, Platform, join


async def test_a_code_lets_its_unit_in(platform: Platform) -> None:
    owner, project = await platform.editing()
    shared = await owner.post(f"/projects/{project['id']}/link-codes", {"role": "design"})
    assert len(shared["code"]) == 8 and set(shared["code"]) <= set(LINK_CODE_ALPHABET)
    lifetime = datetime.fromisoformat(shared["expires_at"]) - datetime.fromisoformat(shared["issued_at"])
    assert lifetime == timedelta(days=30)
    unit = await platform.login(DESIGN)
    typed = f" {shared['code'][:4].lower()}-{shared['code'][4:].lower()} "
    link = await unit.post("/project-links", {"code": typed})
    assert (link["project_id"], link["role"], link["project_code"]) == (
        project["id"],
        "design",
        project["project_code"],
    )
    assert [item["credit_code"] for item in (await owner.get(f"/projects/{project['id']}"))["units"]] == [DESIGN]


async def test_several_codes_live_side_by_side(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/link-codes"
    codes = [(await owner.post(path, {"role": "design"}))["code"] for _ in range(3)]
    assert [item["code"] for item in (await owner.get(path))["items"]] == codes
    unit = await platform.login(DESIGN)
    await unit.post("/project-links", {"code": codes[0]})
    await unit.refused(409, "project-already-linked", "POST", "/project-links", json={"code": codes[1]})


async def test_too_many_codes(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/link-codes"
    for _ in range(20):
        last = (await owner.post(path, {"role": "design"}))["code"]
    await owner.refused(409, "too-many-link-codes", "POST", path, json={"role": "design"})
    await owner.post(path, {"role": "survey"})
    await owner.call("DELETE", f"{path}/{last}", 204)
    await owner.post(path, {"role": "design"})


@pytest.mark.parametrize("role", ["agency", "owner", "", None, 5])
async def test_roles_are_survey_and_design(platform: Platform, role: object) -> None:
    owner, project = await platform.editing()
    problem = await owner.refused(
        422, "request-invalid", "POST", f"/projects/{project['id']}/link-codes", json={"role": role}
    )
    assert [error["pointer"] for error in problem["errors"]] == ["/role"]


async def test_refused_codes(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/link-codes"
    code = (await owner.post(path, {"role": "design"}))["code"]
    design, survey = await platform.login(DESIGN), await platform.login(SURVEY)
    for wrong in ("NOSUCHCO", code[:-1], f"{code}X", "项目关联码", "x" * 64):
        problem = await design.refused(404, "link-code-invalid", "POST", "/project-links", json={"code": wrong})
        assert "请建设单位重新分享项目关联码" in problem["detail"]
    problem = await survey.refused(409, "link-code-wrong-role", "POST", "/project-links", json={"code": code})
    assert "勘察单位" in problem["detail"] and "设计单位" in problem["detail"]
    for account in (RETURNING, AGENCIES[0]):
        nobody = await platform.login(account)
        await nobody.refused(403, "survey-and-design-units-only", "POST", "/project-links", json={"code": code})


async def test_a_revoked_code_is_like_none(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/link-codes"
    code = (await owner.post(path, {"role": "design"}))["code"]
    for _ in range(2):
        await owner.call("DELETE", f"{path}/{code.lower()}", 204)
    design = await platform.login(DESIGN)
    await design.refused(404, "link-code-invalid", "POST", "/project-links", json={"code": code})
    assert (await owner.get(path))["items"][0]["revoked_at"]
    await owner.refused(404, "not-found", "DELETE", f"{path}/NOSUCHCO")


async def test_an_expired_code_is_like_none(platform: Platform) -> None:
    owner, project = await platform.editing()
    code = (await owner.post(f"/projects/{project['id']}/link-codes", {"role": "design"}))["code"]
    await platform.pass_time(days=30)
    design = await platform.login(DESIGN)
    await design.refused(404, "link-code-invalid", "POST", "/project-links", json={"code": code})


async def test_a_code_of_a_closed_project_is_like_none(platform: Platform) -> None:
    owner, project_id = await platform.ready()
    code = (await owner.post(f"/projects/{project_id}/link-codes", {"role": "design"}))["code"]
    await owner.post(f"/projects/{project_id}/submission", expect=200)
    design = await platform.login(DESIGN)
    await design.refused(404, "link-code-invalid", "POST", "/project-links", json={"code": code})


async def test_a_unit_that_joined_by_mistake_leaves_with_its_drawings(platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}"
    unit = await join(platform, owner, project["id"], "design")
    await unit.upload(f"{path}/drawings", discipline="structure")
    await owner.refused(422, "request-invalid", "DELETE", f"{path}/units/{DESIGN[:-1]}")
    await owner.call("DELETE", f"{path}/units/{DESIGN.lower()}%E2%80%8B", 204)
    assert (await owner.get(f"{path}/drawings"))["items"] == []
    await unit.refused(404, "not-found", "GET", path)
    await owner.refused(404, "not-found", "DELETE", f"{path}/units/{DESIGN}")
    await join(platform, owner, project["id"], "design")

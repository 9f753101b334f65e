"""项目关联: what can be linked, and what each refusal says (S2–S4, S6)."""

import asyncio

import pytest

from tests.hall.applicant import CODE, NAME, Applicant, Json
from tests.hall.place import People

UNVERIFIED = "91410105MA9XXXX89G"


async def refusal(owner: Applicant, status: int, code: str, project_code: object, name: object = NAME) -> Json:
    body = {"project_code": project_code, "project_name": name}
    return await owner.refused(status, code, "POST", "/hall/projects/link", json=body)


async def test_a_project_is_linked_by_code_and_name(owner: Applicant) -> None:
    linked = await owner.post("/hall/projects/link", {"project_code": CODE, "project_name": NAME})
    assert (linked["project_code"], linked["project_name"], linked["source"]) == (CODE, NAME, "linked")
    assert (linked["land_area"], linked["building_area"], linked["complete"]) == (None, None, False)
    assert (await owner.get("/hall/projects"))["items"] == [await owner.get(f"/hall/projects/{linked['id']}")]


@pytest.mark.parametrize(
    "typed", ["24034101050401123456", "２４０３－４１０１０５－０４－０１－１２３４５６", f" {CODE} "]
)
async def test_a_code_as_people_type_it(owner: Applicant, typed: str) -> None:
    linked = await owner.post("/hall/projects/link", {"project_code": typed, "project_name": f" {NAME} "})
    assert linked["project_code"] == CODE


@pytest.mark.parametrize("typed", [f"\u200b{NAME[:2]}\u00a0{NAME[2:]}\ufeff", f"　{NAME}　", f"{NAME[:4]} {NAME[4:]}"])
async def test_a_name_as_people_copy_it(owner: Applicant, typed: str) -> None:
    """What nobody sees cannot be told from what was approved."""
    linked = await owner.post("/hall/projects/link", {"project_code": CODE, "project_name": typed})
    assert linked["project_name"] == NAME


@pytest.mark.parametrize("typed", ["2403-410105-04-01-12345", "24O3-410105-04-01-123456", "2413-410105-04-01-123456"])
async def test_a_malformed_code(owner: Applicant, typed: str) -> None:
    problem = await refusal(owner, 422, "project-code-malformed", typed)
    assert [error["pointer"] for error in problem["errors"]] == ["/project_code"] and "24位" in problem["detail"]


@pytest.mark.parametrize("typed", ["", None, 7, [], {"a": 1}, True, "x" * 5000, "a\u0000b"])
async def test_what_is_no_text_at_all(owner: Applicant, typed: object) -> None:
    answer = await owner.send("POST", "/hall/projects/link", json={"project_code": typed, "project_name": NAME})
    assert answer.status_code == 422
    assert answer.json()["errors"]


async def test_the_platform_does_not_know_it(owner: Applicant) -> None:
    problem = await refusal(owner, 404, "project-not-found", "2403-410105-04-01-999999")
    assert "监管平台找不到该项目" in problem["detail"] and "新增项目" in problem["detail"]


async def test_the_name_differs(owner: Applicant) -> None:
    problem = await refusal(owner, 422, "project-name-mismatch", CODE, NAME + "二期")
    assert problem["errors"][0]["pointer"] == "/project_name"
    assert NAME not in problem["detail"], "nobody learns names by guessing codes"


async def test_somebody_elses(owner: Applicant) -> None:
    await refusal(owner, 404, "project-not-yours", "2403-410103-04-01-600001", "示例别家项目")
    await refusal(owner, 404, "project-not-yours", "2403-410103-04-01-600001", "随便写的名称")


async def test_a_voided_approval(owner: Applicant) -> None:
    await refusal(owner, 409, "project-voided", "2403-410105-04-01-123459", "示例文化广场项目")


async def test_linked_already(owner: Applicant) -> None:
    await owner.link()
    problem = await refusal(owner, 409, "project-already-linked", CODE)
    assert "办理" in problem["detail"]


async def test_two_clicks_link_once(owner: Applicant) -> None:
    body = {"project_code": CODE, "project_name": NAME}
    answers = await asyncio.gather(*(owner.send("POST", "/hall/projects/link", json=body) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert len((await owner.get("/hall/projects"))["items"]) == 1


async def test_an_unverified_account_learns_it_only_when_code_and_name_are_right(people: People) -> None:
    """S6, with whom to call."""
    owner = await people.log_in(UNVERIFIED, real_name_verified=False)
    code, name = "2403-410105-04-01-200001", "示例商业综合体项目"
    await refusal(owner, 422, "project-name-mismatch", code, "错误名称")
    await refusal(owner, 404, "project-not-found", "2403-410105-04-01-999998")
    problem = await refusal(owner, 403, "account-not-verified", code, name)
    for word in ("用户中心", "96500", "0371-65250866", "实名认证"):
        assert word in problem["detail"]
    assert (await owner.get("/hall/projects"))["items"] == []

    verified = await people.log_in(UNVERIFIED)
    await verified.link(code, name)


async def test_refusals_in_english(people: People, owner: Applicant) -> None:
    body = {"project_code": "2403-410105-04-01-999999", "project_name": NAME}
    answer = await owner.send("POST", "/hall/projects/link", json=body, headers={"Accept-Language": "en"})
    assert answer.json()["detail"].isascii() and body["project_code"] in answer.json()["detail"]


HALL = [
    ("GET", "/hall/guides"),
    ("GET", "/hall/guides/3"),
    ("GET", "/hall/projects"),
    ("POST", "/hall/projects/link"),
    ("POST", "/hall/projects"),
    ("GET", "/hall/projects/x"),
    ("PATCH", "/hall/projects/x"),
    ("GET", "/hall/projects/x/matters"),
    ("GET", "/hall/scenarios"),
    ("GET", "/hall/scenarios/buildings/form"),
    ("POST", "/hall/applications"),
    ("GET", "/hall/applications"),
    ("GET", "/hall/applications/x"),
    ("GET", "/hall/applications/x/form"),
    ("PUT", "/hall/applications/x/form"),
    ("POST", "/hall/applications/x/form/reuse"),
    ("GET", "/hall/applications/x/materials"),
    ("POST", "/hall/applications/x/materials/M01/files"),
    ("DELETE", "/hall/applications/x/files/y"),
    ("POST", "/hall/applications/x/files/y/seal"),
    ("GET", "/hall/applications/x/files/y/content"),
    ("DELETE", "/hall/applications/x/materials/M01/files/y"),
    ("POST", "/hall/applications/x/materials/M01/files/y/seal"),
    ("POST", "/hall/applications/x/materials/reuse"),
    ("GET", "/hall/applications/x/check"),
    ("POST", "/hall/applications/x/verification-code"),
    ("POST", "/hall/applications/x/confirmation"),
    ("POST", "/hall/applications/x/withdrawal"),
    ("GET", "/hall/applications/x/history"),
    ("GET", "/hall/applications/x/reusable"),
]


async def test_the_list_above_is_the_whole_hall(owner: Applicant) -> None:
    paths = (await owner.get("/hall/openapi.json"))["paths"]
    shape = {(method.upper(), path.count("/"), path.split("/")[2]) for path, item in paths.items() for method in item}
    assert shape == {(method, path.count("/"), path.split("/")[2]) for method, path in HALL}
    assert sum(len(item) for item in paths.values()) == len(HALL)


OPEN = [("GET", "/hall/guides"), ("GET", "/hall/guides/3")]


async def test_an_incomplete_account_finds_the_hall_blank(people: People) -> None:
    """S3, on every path but the guides', which are open to all."""
    owner = await people.log_in("91410105MA9XXXX2X8", profile_complete=False)
    for method, path in OPEN:
        assert (await owner.send(method, path)).status_code == 200
    for method, path in (door for door in HALL if door not in OPEN):
        problem = await owner.refused(403, "account-incomplete", method, path)
        assert "河南省政务服务网" in problem["detail"] and "重新登录" in problem["detail"]


async def test_nobody_without_a_token(people: People) -> None:
    stranger = await people.stranger()
    for method, path in OPEN:
        assert (await stranger.send(method, path)).status_code == 200
    for method, path in (door for door in HALL if door not in OPEN):
        await stranger.refused(401, "not-logged-in", method, path)

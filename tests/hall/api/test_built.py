"""The inner door: filings built as far as asked, by the steps of an owner, and as an owner would have left them."""

import pytest

from shared.identifiers import new_id
from tests.hall.applicant import CODE, Applicant, filed
from tests.hall.place import OWNER, Hall, People

DOOR = "/internal/build-filings"
FILER = {"credit_code": OWNER, "name": "示例建设有限公司", "real_name_verified": True, "profile_complete": True,
         "legal_representative": "张示例", "agent_name": "李经办", "agent_phone": "13800000011"}  # fmt: skip


async def built(people: People, stage: str) -> str:
    wanted = {"filer": FILER, "stage": stage, "project_code": CODE, "causes": {new_id(): "by-hand"}}
    (filing,) = (await (await people.control()).post(DOOR, wanted))["items"]
    return f"/hall/applications/{filing['application_id']}"


@pytest.mark.parametrize(
    ("stage", "status", "ready"),
    [
        ("draft", "draft", False),
        ("form", "draft", False),
        ("materials", "draft", True),
        ("confirmed", "confirmed", True),
    ],
)
async def test_as_far_as_asked_and_no_further(
    people: People, owner: Applicant, stage: str, status: str, ready: bool
) -> None:
    path = await built(people, stage)
    application = await owner.get(path)
    assert (application["status"], (await owner.get(f"{path}/check"))["ready"]) == (status, ready)
    assert bool((await owner.get(f"{path}/form"))["values"].get("design_unit")) is (stage != "draft")


async def test_every_material_is_there_and_sealed_where_it_has_to_be(people: People, owner: Applicant) -> None:
    path = await built(people, "materials")
    materials = (await owner.get(f"{path}/materials"))["items"]
    assert all(len(one["files"]) == one["required"] for one in materials)
    sealed = {one["code"]: one["files"][0]["sealed"] for one in materials if one["files"]}
    assert (
        sealed == {one["code"]: one["needs_seal"] for one in materials if one["files"]}
        and len(set(sealed.values())) == 2
    )


async def test_its_owner_goes_on_with_it(people: People, owner: Applicant, hall: Hall) -> None:
    path = await built(people, "materials")
    assert (await filed(owner, hall, path))["status"] == "confirmed"

"""数据共享 and 材料共享: what can be taken over, from where; another project's things never unasked (S10, S13)."""

from typing import Any

import pytest

from services.hall.rules.limits import FILES_PER_MATERIAL
from tests.hall.applicant import Applicant, Json, filed, pdf
from tests.hall.place import Hall, People

ROAD = ("2403-410105-04-01-123457", "示例道路改造工程")


SHOWN = (
    "number",
    "status",
    "scenario_title",
    "scenario_title_en",
    "project_id",
    "project_code",
    "project_name",
    "updated_at",
)


def id_of(path: str) -> str:
    return path.rsplit("/", 1)[1]


async def reusable(owner: Applicant, path: str, **params: Any) -> list[Json]:
    return list((await owner.get(f"{path}/reusable", **params))["items"])


async def files(owner: Applicant, path: str) -> dict[str, set[str]]:
    """By material, the digests of what is there."""
    items = (await owner.get(f"{path}/materials"))["items"]
    return {item["code"]: {file["sha256"] for file in item["files"]} for item in items if item["files"]}


def codes(offers: Json) -> set[str]:
    return {material["code"] for material in offers["materials"]}


def sections(offers: Json) -> list[str]:
    return [section["section"] for section in offers["form"]]


async def other_project(owner: Applicant, first: str) -> str:
    """A draft for the road, beside a building that was filed with everything there is to upload."""
    for code in ("M04", "M05", "M06", "M07", "M11", "M12", "M25"):
        await owner.upload(first, code)
    return await owner.open(await owner.project(*ROAD), "municipal")


async def test_what_the_same_project_has_comes_by_default(owner: Applicant) -> None:
    first = await owner.ready()
    second = await owner.open((await owner.get(first))["project_id"])
    (offer,) = await reusable(owner, second)
    source = await owner.get(first)
    assert offer["application_id"] == source["id"] and offer["same_project"] is True
    assert {name: offer[name] for name in SHOWN} == {name: source[name] for name in SHOWN}
    assert sections(offer) == ["project", "owner", "survey_unit", "design_unit", "buildings", "fire"]
    assert offer["form"][1] == {"section": "owner", "title": "建设单位", "title_en": "Owner"}
    assert codes(offer) == set(await files(owner, first)) and offer["on_request"] == {"form": [], "materials": []}
    assert all(file["sealed"] for m in offer["materials"] if m["code"] in ("M01", "M13") for file in m["files"])


async def test_what_is_listed_is_what_is_taken(owner: Applicant) -> None:
    first = await owner.ready()
    second = await owner.open((await owner.get(first))["project_id"])
    (offer,) = await reusable(owner, second)
    body = {"application_id": offer["application_id"]}
    taken = await owner.post(f"{second}/materials/reuse", body)
    assert {m["code"] for m in taken["items"] if m["files"]} == codes(offer)
    assert (await owner.post(f"{second}/form/reuse", body))["missing"] == []
    (left,) = await reusable(owner, second)
    assert left["materials"] == [], "nothing is offered twice"


async def test_another_project_gives_only_what_is_the_units_own(owner: Applicant) -> None:
    first = await owner.ready()
    second = await other_project(owner, first)
    (offer,) = await reusable(owner, second)
    assert offer["same_project"] is False
    assert sections(offer) == ["owner"] and codes(offer) == {"M02", "M03"}
    assert set(sections(offer["on_request"])) == {"project", "survey_unit", "design_unit", "buildings", "fire"}
    assert {"M04", "M05", "M06", "M07", "M12"} <= codes(offer["on_request"])


async def test_another_projects_address_areas_and_permits_never_come_unasked(owner: Applicant) -> None:
    """Of all sections only the unit's own changes, and the project's code and name are this project's."""
    first = await owner.ready()
    second = await other_project(owner, first)
    before = (await owner.get(f"{second}/form"))["values"]
    theirs = (await owner.get(f"{first}/form"))["values"]
    after = (await owner.post(f"{second}/form/reuse", {"application_id": id_of(first)}))["values"]
    assert after["owner"] == before.get("owner", {}) | theirs["owner"]
    assert after == before | {"owner": after["owner"]}
    assert theirs["project"]["site_address"] not in str(after)


async def test_another_projects_approvals_and_drawings_never_come_unasked(owner: Applicant) -> None:
    first = await owner.ready()
    second = await other_project(owner, first)
    await owner.post(f"{second}/materials/reuse", {"application_id": id_of(first)})
    assert set(await files(owner, second)) == {"M02", "M03"}


async def test_what_is_named_comes_from_another_project_too(owner: Applicant) -> None:
    first = await owner.ready()
    second = await other_project(owner, first)
    source = {"application_id": id_of(first)}
    theirs = (await owner.get(f"{first}/form"))["values"]
    reused = await owner.post(f"{second}/form/reuse", source | {"sections": ["design_unit", "project"]})
    assert reused["values"]["design_unit"] == theirs["design_unit"]
    assert reused["values"]["project"]["site_address"] == theirs["project"]["site_address"]
    road = await owner.get(second)
    kept = {name: reused["values"]["project"][name] for name in ("project_code", "project_name", "engineering_code")}
    assert kept == {name: road[name] for name in kept}, "what names the project stays its own"
    await owner.post(f"{second}/materials/reuse", source | {"codes": ["M06", "M09"]})
    assert set(await files(owner, second)) == {"M06", "M09"}


async def test_of_the_same_project_only_what_is_named(owner: Applicant) -> None:
    first = await owner.ready()
    second = await owner.open((await owner.get(first))["project_id"])
    before = (await owner.get(f"{second}/form"))["values"]
    source = {"application_id": id_of(first)}
    reused = await owner.post(f"{second}/form/reuse", source | {"sections": ["fire"]})
    theirs = (await owner.get(f"{first}/form"))["values"]
    assert reused["values"] == before | {"fire": theirs["fire"]}
    await owner.post(f"{second}/materials/reuse", source | {"codes": ["M02"]})
    assert set(await files(owner, second)) == {"M02"}
    await owner.post(f"{second}/materials/reuse", source | {"codes": ["M02"]})
    assert sum(len(found) for found in (await files(owner, second)).values()) == 1


@pytest.mark.parametrize(
    ("what", "named", "pointer"),
    [
        ("form", {"sections": ["owner", "castle"]}, "/sections/1"),
        ("form", {"sections": ["construction_unit"]}, "/sections/0"),
        ("materials", {"codes": ["M99"]}, "/codes/0"),
        ("materials", {"codes": ["M02", "M16"]}, "/codes/1"),
    ],
)
async def test_what_the_other_does_not_have_is_refused(owner: Applicant, what: str, named: Json, pointer: str) -> None:
    first = await owner.ready()
    second = await owner.open((await owner.get(first))["project_id"])
    before = [await owner.get(f"{second}{part}") for part in ("/form", "/materials")]
    body = {"application_id": id_of(first)} | named
    problem = await owner.refused(422, "reuse-not-offered", "POST", f"{second}/{what}/reuse", json=body)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert [await owner.get(f"{second}{part}") for part in ("/form", "/materials")] == before


async def test_a_material_takes_no_more_than_it_holds(owner: Applicant) -> None:
    first = await owner.draft()
    second = await owner.open((await owner.get(first))["project_id"])
    for number in range(FILES_PER_MATERIAL):
        await owner.upload(first, "M17", content=pdf(f"first {number}"))
    for number in range(5):
        await owner.upload(second, "M17", content=pdf(f"second {number}"))
    await owner.post(f"{second}/materials/reuse", {"application_id": id_of(first)})
    assert len((await files(owner, second))["M17"]) == FILES_PER_MATERIAL
    assert all(offer["materials"] == [] for offer in await reusable(owner, second))


async def test_a_section_that_says_nothing_but_its_projects_name_is_not_offered(owner: Applicant) -> None:
    first = await owner.draft()
    second = await owner.open((await owner.get(first))["project_id"])
    example = (await owner.get(f"{first}/form"))["example"]
    only = {"project": {name: example["project"][name] for name in ("project_code", "project_name")}, "fire": {}}
    await owner.call("PUT", f"{first}/form", json=only)
    assert await reusable(owner, second) == []


@pytest.mark.parametrize("named", [[], None, "owner", [1], ["x" * 65], ["owner"] * 51])
async def test_names_are_a_short_list(owner: Applicant, named: Any) -> None:
    path = await owner.draft()
    for what, field in (("form", "sections"), ("materials", "codes")):
        body = {"application_id": "x", field: named}
        problem = await owner.refused(422, "request-invalid", "POST", f"{path}/{what}/reuse", json=body)
        assert problem["errors"][0]["pointer"].startswith(f"/{field}")


async def test_nothing_is_taken_over_into_what_is_filed(owner: Applicant, hall: Hall) -> None:
    first = await owner.ready()
    again = await owner.ready_again(first)
    await owner.upload(again, "M17")
    assert codes((await reusable(owner, first))[0]) == {"M17"}
    await filed(owner, hall, first)
    assert await reusable(owner, first) == []
    for what in ("form", "materials"):
        body = {"application_id": id_of(again)}
        await owner.refused(409, "application-not-draft", "POST", f"{first}/{what}/reuse", json=body)
    assert [offer["application_id"] for offer in await reusable(owner, again)] == [id_of(first)]


async def test_the_same_project_first_and_the_newest_first(owner: Applicant) -> None:
    project_id, road = await owner.project(), await owner.project(*ROAD)
    mine = [await owner.open(project_id) for _ in range(2)]
    theirs = [await owner.open(road, "municipal") for _ in range(2)]
    for path in (*mine, *theirs):
        await owner.upload(path, "M02", content=f"%PDF-1.4 {path}".encode())
    draft = await owner.open(project_id)
    wanted = [id_of(path) for path in (*reversed(mine), *reversed(theirs))]
    assert [offer["application_id"] for offer in await reusable(owner, draft)] == wanted
    seen, cursor = [], None
    while True:
        page = await owner.get(f"{draft}/reusable", limit=1, **({"cursor": cursor} if cursor else {}))
        seen += [offer["application_id"] for offer in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == wanted


async def test_another_units_filings_are_not_offered(owner: Applicant, people: People) -> None:
    mine = await owner.ready()
    other = await people.log_in("91410105MA9XXXX89G")
    theirs = await other.open(await other.project("2403-410105-04-01-200001", "示例商业综合体项目"))
    assert await reusable(other, theirs) == []
    await other.refused(404, "not-found", "GET", f"{mine}/reusable")

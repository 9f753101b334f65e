"""服务指南 as anybody reads it, logged in or not (S7)."""

import pytest_asyncio

from tests.hall.applicant import Applicant, Json
from tests.hall.place import People

BLOCKS = {"matter", "conditions", "time_limit", "department", "fee", "basis", "result"}


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(people: People) -> Applicant:
    return await people.stranger()


async def guides_of(reader: Applicant) -> dict[str, Json]:
    return {guide["project_type"]: guide for guide in (await reader.get("/hall/guides"))["items"]}


async def test_a_guide_for_every_type_without_a_login(stranger: Applicant, owner: Applicant) -> None:
    guides = await guides_of(stranger)
    assert list(guides) == [str(number) for number in range(1, 11)]
    assert guides == await guides_of(owner)
    assert guides["3"]["joint_review"] and not guides["9"]["joint_review"]
    await stranger.refused(404, "not-found", "GET", "/hall/guides/11")


async def test_each_has_a_flow_of_nodes_and_edges(stranger: Applicant) -> None:
    guides = await guides_of(stranger)
    flows = []
    for project_type, guide in guides.items():
        full = await stranger.get(f"/hall/guides/{project_type}")
        assert {name: full[name] for name in guide} == guide
        ids = {node["id"] for node in guide["nodes"]}
        assert all(node["title"] and node["stage"] and node["department"] for node in guide["nodes"])
        assert all({edge["from"], edge["to"]} <= ids for edge in guide["edges"])
        by_stage = {stage["stage"]: stage["steps"] for stage in full["stages"]}
        for node in guide["nodes"]:
            assert node["title"] in by_stage[node["stage"]], "stages and flow are the same thing"
        flows.append(str([guide["nodes"], guide["edges"]]))
    assert len(set(flows)) == 10


async def test_a_guide_can_be_read_in_english(stranger: Applicant) -> None:
    full = await stranger.get("/hall/guides/9")
    assert (full["title_en"], full["stages"][2]["title_en"]) == ("Energy", "Construction-permit stage")
    assert full["advice_en"].startswith("Energy projects have no joint review")
    safety = next(node for node in full["nodes"] if node["id"] == "safety")
    assert safety["department"] == "应急管理部门、住房城乡建设主管部门"
    assert safety["department_en"] == "Emergency management authority; Housing and urban-rural development authority"
    conditions = {(edge["from"], edge["to"]): edge["condition_en"] for edge in full["edges"]}
    assert conditions["approval", "connection"] == "where it connects to the power grid or the gas network"
    assert conditions["siting", "approval"] == ""
    assert len(full["steps_en"]) == len(full["steps"])
    assert full["steps_en"][0].startswith("Register a legal-person account")
    assert full["stages"][0]["steps_en"][0] == "Preliminary land review and siting opinion"
    (brought,) = full["handling"]["materials"]
    assert brought["items"][4]["title_en"] == "Construction drawings and calculations"


async def test_energy_has_a_flow_without_joint_review(stranger: Applicant) -> None:
    full = await stranger.get("/hall/guides/9")
    assert "没有“联合审图事项”" in full["advice"] and full["matters"] == full["scenarios"] == []
    flow = str([full["nodes"], full["stages"], full["steps"], full["handling"]])
    assert "联合审图" not in flow and full["stages"][2]["stage"] == "construction-permit"
    assert any("整数" in step for step in full["steps"])


async def test_the_usual_blocks_of_a_guide(stranger: Applicant) -> None:
    for project_type in range(1, 11):
        handling = (await stranger.get(f"/hall/guides/{project_type}"))["handling"]
        assert set(handling) == BLOCKS | {f"{block}_en" for block in BLOCKS} | {"materials", "phone"}
        assert all(handling.values())
        assert handling["phone"].startswith("0371-0000")


async def test_its_materials_are_those_an_application_will_be_asked_for(stranger: Applicant, owner: Applicant) -> None:
    handling = (await stranger.get("/hall/guides/3"))["handling"]
    project_id = await owner.project()
    assert len(handling["materials"]) == 4
    for listed in handling["materials"]:
        path = await owner.open(project_id, listed["scenario"])
        asked = (await owner.get(f"{path}/materials"))["items"]
        names = ("code", "name", "title_en", "required", "needs_seal")
        assert listed["items"] == [{name: material[name] for name in names} for material in asked]

"""服务指南 and 办事指南 of each type of project, as everybody may read them (S7)."""

from typing import Any

from pydantic import Field

from services.hall.rules.catalogue import CATALOGUE, Scenario
from services.hall.rules.guides import Guide, Node
from services.hall.rules.material_list import Material
from shared.errors import NotFound
from shared.phrase import Phrase
from shared.views import View


class NodeView(View):
    """One step of the flow. `matter` is set where the hall handles it."""

    id: str
    title: str
    title_en: str
    stage: str
    department: str
    department_en: str
    matter: str | None


class EdgeView(View):
    """From one step to the next; `condition` is empty where there is no choice."""

    source: str = Field(serialization_alias="from")
    target: str = Field(serialization_alias="to")
    condition: str
    condition_en: str


class GuideView(View):
    """One project type and its flow chart. Without `joint-review` in `matters` it has no joint review (S7)."""

    project_type: str
    title: str
    title_en: str
    joint_review: bool
    matters: list[str]
    scenarios: list[str]
    advice: str
    advice_en: str
    nodes: list[NodeView]
    edges: list[EdgeView]


class StageView(View):
    """One stage (阶段) of the flow and what is done in it."""

    stage: str
    title: str
    title_en: str
    steps: list[str]
    steps_en: list[str]


class GuideMaterialView(View):
    """A material (材料) to bring: `required` is the red ☆, `needs_seal` the mark 签; `code` where the hall lists it."""

    code: str | None
    name: str
    title_en: str
    required: bool
    needs_seal: bool


class GuideMaterialsView(View):
    """The materials of one scenario (情形), or of a matter that is handled elsewhere and has none."""

    scenario: str | None
    title: str
    title_en: str
    items: list[GuideMaterialView]


class HandlingView(View):
    """办事指南 of the step that looks at the drawings. The telephone numbers are made up."""

    matter: str = Field(description="事项")
    matter_en: str
    conditions: list[str] = Field(description="受理条件")
    conditions_en: list[str]
    materials: list[GuideMaterialsView] = Field(description="申请材料")
    time_limit: str = Field(description="办理时限")
    time_limit_en: str
    department: str = Field(description="办理部门")
    department_en: str
    fee: str = Field(description="收费标准")
    fee_en: str
    phone: str = Field(description="咨询电话")
    basis: list[str] = Field(description="办理依据")
    basis_en: list[str]
    result: str = Field(description="办理结果")
    result_en: str


class FullGuideView(GuideView):
    """The same by stages, with the steps of a filing and the guide to its handling."""

    stages: list[StageView]
    steps: list[str]
    steps_en: list[str]
    handling: HandlingView


class GuideList(View):
    """All project types."""

    items: list[GuideView]
    next_cursor: None = None


def show_guides() -> GuideList:
    """All of them, in the order of their numbers."""
    return GuideList(items=[GuideView(**_flow(guide)) for guide in CATALOGUE.guides.values()])


def show_guide(project_type: str) -> FullGuideView:
    """The guide of one type of project by its number; raises NotFound."""
    guide = CATALOGUE.guides.get(project_type)
    if guide is None:
        raise NotFound
    return FullGuideView(
        **_flow(guide), **_both("steps", guide.steps), stages=_stages(guide), handling=_handling(guide)
    )


def _flow(guide: Guide) -> dict[str, Any]:
    return {
        **_both("advice", guide.advice),
        "project_type": guide.project_type, "title": guide.title, "title_en": guide.en,
        "joint_review": "joint-review" in guide.matters,
        "matters": list(guide.matters), "scenarios": list(guide.scenarios),
        "nodes": [_node(node) for node in guide.nodes],
        "edges": [
            EdgeView(source=edge.source, target=edge.target, **_both("condition", edge.condition or Phrase("", "")))
            for edge in guide.edges
        ],
    }  # fmt: skip


def _node(node: Node) -> NodeView:
    return NodeView(
        id=node.id,
        title=node.title,
        title_en=node.en,
        stage=node.stage,
        department="、".join(department.zh for department in node.departments),
        department_en="; ".join(department.en for department in node.departments),
        matter=node.matter,
    )


def _both(name: str, said: Phrase | tuple[Phrase, ...]) -> dict[str, Any]:
    """A text, or a list of them, in Chinese under its name and in English under `…_en`."""
    if isinstance(said, Phrase):
        return {name: said.zh, f"{name}_en": said.en}
    return {name: [one.zh for one in said], f"{name}_en": [one.en for one in said]}


def _stages(guide: Guide) -> list[StageView]:
    return [
        StageView(
            stage=stage,
            title=title.zh,
            title_en=title.en,
            steps=[node.title for node in guide.in_stage(stage)],
            steps_en=[node.en for node in guide.in_stage(stage)],
        )
        for stage, title in CATALOGUE.dictionaries["stage"].values.items()
    ]


def _handling(guide: Guide) -> HandlingView:
    handling = guide.handling
    blocks = ("matter", "conditions", "time_limit", "department", "fee", "basis", "result")
    texts = {key: text for name in blocks for key, text in _both(name, getattr(handling, name)).items()}
    return HandlingView(**texts, phone=handling.phone, materials=_materials(guide))


def _materials(guide: Guide) -> list[GuideMaterialsView]:
    if guide.matters:
        return [_of_scenario(CATALOGUE.scenarios[key]) for key in guide.scenarios]
    title, brought = guide.handling.matter, [_brought(material) for material in guide.handling.materials]
    return [GuideMaterialsView(scenario=None, title=title.zh, title_en=title.en, items=brought)]


def _of_scenario(scenario: Scenario) -> GuideMaterialsView:
    items = [_listed(material, scenario.column) for material in scenario.materials.values()]
    return GuideMaterialsView(scenario=scenario.key, title=scenario.title, title_en=scenario.en, items=items)


def _brought(material: Phrase) -> GuideMaterialView:
    return GuideMaterialView(code=None, name=material.zh, title_en=material.en, required=True, needs_seal=False)


def _listed(material: Material, column: str) -> GuideMaterialView:
    return GuideMaterialView(
        code=material.code,
        name=material.name,
        title_en=material.en,
        required=material.is_required(column, {}),
        needs_seal=material.seal,
    )

"""服务指南 and 办事指南 of each type of project, as everybody may read them (S7)."""

from dataclasses import asdict
from typing import Any

from pydantic import Field

from services.hall.rules.catalogue import CATALOGUE, Scenario
from services.hall.rules.guides import Guide
from services.hall.rules.material_list import Material
from shared.api import View
from shared.errors import NotFound


class NodeView(View):
    """One step of the flow. `matter` is set where the hall handles it."""

    id: str
    title: str
    stage: str
    department: str
    matter: str | None


class EdgeView(View):
    """From one step to the next; `condition` is empty where there is no choice."""

    source: str = Field(serialization_alias="from")
    target: str = Field(serialization_alias="to")
    condition: str


class GuideView(View):
    """One project type and its flow chart. Without `joint-review` in `matters` it has no joint review (S7)."""

    project_type: str
    title: str
    joint_review: bool
    matters: list[str]
    scenarios: list[str]
    advice: str
    nodes: list[NodeView]
    edges: list[EdgeView]


class StageView(View):
    """One stage (阶段) of the flow and what is done in it."""

    stage: str
    title: str
    title_en: str
    steps: list[str]


class GuideMaterialView(View):
    """A material (材料) to bring: `required` is the red ☆, `needs_seal` the mark 签; `code` where the hall lists it."""

    code: str | None
    name: str
    required: bool
    needs_seal: bool


class GuideMaterialsView(View):
    """The materials of one scenario (情形), or of a matter that is handled elsewhere and has none."""

    scenario: str | None
    title: str
    items: list[GuideMaterialView]


class HandlingView(View):
    """办事指南 of the step that looks at the drawings. The telephone numbers are made up."""

    matter: str = Field(description="事项")
    conditions: list[str] = Field(description="受理条件")
    materials: list[GuideMaterialsView] = Field(description="申请材料")
    time_limit: str = Field(description="办理时限")
    department: str = Field(description="办理部门")
    fee: str = Field(description="收费标准")
    phone: str = Field(description="咨询电话")
    basis: list[str] = Field(description="办理依据")
    result: str = Field(description="办理结果")


class FullGuideView(GuideView):
    """The same by stages, with the steps of a filing and the guide to its handling."""

    stages: list[StageView]
    steps: list[str]
    handling: HandlingView


class GuideList(View):
    """All project types."""

    items: list[GuideView]
    next_cursor: None = None


def show_guides() -> GuideList:
    """All of them, in the order of their numbers."""
    return GuideList(items=[GuideView.model_validate(_flow(guide)) for guide in CATALOGUE.guides.values()])


def show_guide(project_type: str) -> FullGuideView:
    """The guide of one type of project by its number; raises NotFound."""
    guide = CATALOGUE.guides.get(project_type)
    if guide is None:
        raise NotFound
    handling = asdict(guide.handling) | {"materials": _materials(guide)}
    return FullGuideView.model_validate(_flow(guide) | {"stages": _stages(guide), "handling": handling})


def _flow(guide: Guide) -> dict[str, Any]:
    return {**asdict(guide), "joint_review": "joint-review" in guide.matters}


def _stages(guide: Guide) -> list[StageView]:
    titles = CATALOGUE.dictionaries["stage"].values
    return [
        StageView(stage=stage, title=title.zh, title_en=title.en, steps=[node.title for node in guide.in_stage(stage)])
        for stage, title in titles.items()
    ]


def _materials(guide: Guide) -> list[GuideMaterialsView]:
    if guide.matters:
        return [_of_scenario(CATALOGUE.scenarios[key]) for key in guide.scenarios]
    brought = [_brought(name) for name in guide.handling.materials]
    return [GuideMaterialsView(scenario=None, title=guide.handling.matter, items=brought)]


def _of_scenario(scenario: Scenario) -> GuideMaterialsView:
    items = [_listed(material, scenario.column) for material in scenario.materials.values()]
    return GuideMaterialsView(scenario=scenario.key, title=scenario.title, items=items)


def _brought(name: str) -> GuideMaterialView:
    return GuideMaterialView(code=None, name=name, required=True, needs_seal=False)


def _listed(material: Material, column: str) -> GuideMaterialView:
    required = material.is_required(column, {})
    return GuideMaterialView(code=material.code, name=material.name, required=required, needs_seal=material.seal)

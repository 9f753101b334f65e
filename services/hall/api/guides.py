"""服务指南: what to do for each type of project, and which types have no joint review (S7)."""

from typing import Any

from fastapi import APIRouter

from services.hall.api.owner import Owner
from services.hall.rules.catalogue import CATALOGUE, Guide
from shared.api import View
from shared.errors import NotFound

router = APIRouter(prefix="/hall/guides", tags=["guides 服务指南"])


class StageView(View):
    """One stage (阶段) of the flow and what is done in it."""

    stage: str
    title: str
    steps: list[str]


class GuideView(View):
    """Flow and guide of one project type. Without `joint-review` in `matters` it has no joint review (S7)."""

    project_type: str
    title: str
    joint_review: bool
    matters: list[str]
    scenarios: list[str]
    advice: str


class FullGuideView(GuideView):
    """The same with the flow chart's stages and the steps of a filing."""

    stages: list[StageView]
    steps: list[str]


class GuideList(View):
    """All project types."""

    items: list[GuideView]
    next_cursor: None = None


@router.get("")
async def list_guides(owner: Owner) -> GuideList:
    """All project types, each with whether it offers joint review."""
    return GuideList(items=[GuideView(**_shown(guide)) for guide in CATALOGUE.guides.values()])


@router.get("/{project_type}")
async def read_guide(project_type: str, owner: Owner) -> FullGuideView:
    """Flow and guide of one project type; its number as in `project_type` of a project."""
    guide = CATALOGUE.guides.get(project_type)
    if guide is None:
        raise NotFound
    stages = [StageView.model_validate(stage) for stage in CATALOGUE.stages]
    return FullGuideView(**_shown(guide), stages=stages, steps=list(CATALOGUE.steps))


def _shown(guide: Guide) -> dict[str, Any]:
    return {
        "project_type": guide.project_type,
        "title": guide.title,
        "joint_review": "joint-review" in guide.matters,
        "matters": list(guide.matters),
        "scenarios": list(guide.scenarios),
        "advice": guide.advice,
    }

"""服务指南: flow and guide of each type of project, and which types have no joint review (S7). Open without login."""

from fastapi import APIRouter

from services.hall.views.guides import FullGuideView, GuideList, show_guide, show_guides

router = APIRouter(prefix="/hall/guides", tags=["guides 服务指南"])


@router.get("")
async def list_guides() -> GuideList:
    """服务指南: the flow of every project type, and whether it offers joint review. No login needed."""
    return show_guides()


@router.get("/{project_type}")
async def read_guide(project_type: str) -> FullGuideView:
    """服务指南: flow chart and 办事指南 of one project type, by its number as in a project. No login needed."""
    return show_guide(project_type)

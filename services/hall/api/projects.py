"""Projects of an owner: linked by code and name (S4, S6), entered by hand (S8), completed (S5)."""

from fastapi import APIRouter

from services.hall.api.owner import OwnerDep
from services.hall.bodies import AddProject, CompleteProject, LinkProject
from services.hall.procedures import projects
from services.hall.views.projects import ProjectList, ProjectView, show_project, show_projects
from shared.http.api import Page, StoreDep

router = APIRouter(prefix="/hall/projects", tags=["projects 项目"])


@router.post("/link", status_code=201)
async def link(body: LinkProject, store: StoreDep, owner: OwnerDep) -> ProjectView:
    """项目关联. Each refusal has its own code; the account's verification is looked at last (S6)."""
    return await projects.link(store, owner, body.project_code, body.project_name)


@router.post("", status_code=201)
async def add(body: AddProject, store: StoreDep, owner: OwnerDep) -> ProjectView:
    """新增项目, for projects without an approval code; it gets a local code of the same shape."""
    return await projects.add(store, owner, body.model_dump(exclude_unset=True))


@router.get("")
async def list_projects(page: Page, store: StoreDep, owner: OwnerDep) -> ProjectList:
    """The owner's projects, oldest first."""
    return await store.read(show_projects, owner, page)


@router.get("/{project_id}")
async def read_project(project_id: str, store: StoreDep, owner: OwnerDep) -> ProjectView:
    """One project."""
    return await store.read(show_project, owner, project_id)


@router.patch("/{project_id}")
async def complete(project_id: str, body: CompleteProject, store: StoreDep, owner: OwnerDep) -> ProjectView:
    """信息补全 (S5)."""
    return await projects.complete(store, owner, project_id, body.model_dump(exclude_unset=True))

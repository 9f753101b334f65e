"""Projects get into an owner's list, and are completed; each shows the project as it is then."""

from typing import Any

from services.hall.actions.add_project import add_project
from services.hall.actions.complete_project import complete_project
from services.hall.actions.link_project import link_project
from services.hall.rules.owner import Owner
from services.hall.views.projects import ProjectView, project_view
from shared.store import Store


async def link(store: Store, owner: Owner, project_code: str, project_name: str) -> ProjectView:
    """项目关联 (S4, S6)."""
    return await store.write(lambda tx: project_view(link_project(tx, owner, project_code, project_name)))


async def add(store: Store, owner: Owner, given: dict[str, Any]) -> ProjectView:
    """新增项目 (S8); `given` by the names of ProjectView."""
    return await store.write(lambda tx: project_view(add_project(tx, owner, given)))


async def complete(store: Store, owner: Owner, project_id: str, given: dict[str, Any]) -> ProjectView:
    """信息补全 (S5); `given` by the names of ProjectView, and only what is to change."""
    return await store.write(lambda tx: project_view(complete_project(tx, owner, project_id, given)))

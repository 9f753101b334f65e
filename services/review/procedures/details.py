"""完善项目详细信息 (S20)."""

from typing import Any

from services.review.actions.save_details import save_details
from services.review.lookups.find import owned_project
from services.review.lookups.standing import require_open
from services.review.rules.details import judge
from services.review.views.details import Details, show_details
from shared.errors import RequestInvalid
from shared.store import Store, Transaction


async def save(store: Store, account: str, project_id: str, values: Any) -> Details:
    """Judge whatever came, keep it, show what there is now.

    Judging can take a while, so a reader does it. Raises RequestInvalid, NotFound, ProjectClosed, Conflict.
    """
    scenario, judged = await store.read(_judged, account, project_id, values)
    await store.write(save_details, account, project_id, scenario, judged)
    return await store.read(show_details, account, project_id)


def _judged(tx: Transaction, account: str, project_id: str, values: Any) -> tuple[str, dict[str, Any]]:
    """The scenario the values were found good for, and they as they are kept."""
    project = owned_project(tx, account, project_id)
    require_open(project, "details")
    judgement = judge(project.scenario, values)
    if judgement.errors:
        raise RequestInvalid(errors=judgement.errors, wrong=judgement.wrong)
    return project.scenario, judgement.values

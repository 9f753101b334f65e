"""完善项目详细信息 (S20)."""

from collections.abc import Mapping
from typing import Any

from services.review.actions.save_details import save_details
from services.review.lookups.find import owned_project
from services.review.lookups.standing import require_open
from services.review.rules.details import judge
from services.review.views.details import Details, show_details
from shared.errors import RequestInvalid
from shared.forms import FormMoved, merge
from shared.store import Store, Transaction


async def save_parts(
    store: Store, account: str, project_id: str, parts: Mapping[str, Any], seen: Mapping[str, str]
) -> Details:
    """Keep what was changed of the sections that were `seen`, the others stay as they are. Raises what `save` does, and
    FormMoved with the sections that somebody else changed, too."""
    while True:
        before = await store.read(show_details, account, project_id)
        merged = merge(before.values, parts, seen)
        if merged.moved:
            raise FormMoved(extra={"moved": list(merged.moved)})
        scenario, judged = await store.read(_judged, account, project_id, merged.values)
        if await store.write(save_details, account, project_id, scenario, judged, before.values):
            return await store.read(show_details, account, project_id)


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

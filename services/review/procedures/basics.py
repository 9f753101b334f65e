"""完善基本信息 (S20)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.review.actions.save_basics import save_basics
from services.review.lookups.find import owned_project
from services.review.lookups.standing import require_open
from services.review.rules.basics import judge_basics
from services.review.tables import Project
from services.review.views.basics import Basics, show_basics
from shared.errors import RequestInvalid
from shared.forms import FormMoved, merge
from shared.store import Store, Transaction


async def save_parts(
    store: Store, account: str, project_id: str, parts: Mapping[str, Any], seen: Mapping[str, str]
) -> Basics:
    """Keep what was changed of the sections that were `seen`. Raises what `save` does, and FormMoved with the sections
    that somebody else changed, too."""
    while True:
        before = (await store.read(show_basics, account, project_id)).values
        merged = merge(before, parts, seen)
        if merged.moved:
            raise FormMoved(extra={"moved": list(merged.moved)})
        judged = await store.read(_judged, account, project_id, merged.values)
        if await store.write(save_basics, account, project_id, judged, before):
            return await store.read(show_basics, account, project_id)


async def save(store: Store, account: str, project_id: str, values: Any) -> Basics:
    """Judge whatever came, keep it, show what there is now.

    Judging can take a while, so a reader does it. Raises RequestInvalid, NotFound, ProjectClosed.
    """
    judged = await store.read(_judged, account, project_id, values)
    await store.write(save_basics, account, project_id, judged)
    return await store.read(show_basics, account, project_id)


def _judged(tx: Transaction, account: str, project_id: str, values: Any) -> dict[str, Any]:
    project = owned_project(tx, account, project_id)
    require_open(project, "basics")
    return well_typed(project, values)


def well_typed(project: Project, values: Any, below: str = "") -> dict[str, Any]:
    """The values as they are kept; raises RequestInvalid, its pointers `below` where they came in."""
    judgement = judge_basics(project.scenario, values)
    if judgement.errors:
        errors = [replace(error, pointer=f"{below}{error.pointer}") for error in judgement.errors]
        raise RequestInvalid(errors=errors, wrong=judgement.wrong)
    return dict(judgement.values)

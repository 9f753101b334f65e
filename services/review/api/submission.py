"""提交确认 and 提交 (S23)."""

from typing import Annotated

from fastapi import APIRouter, Header

from services.review.api.access import CallerDep
from services.review.procedures import submission as procedures
from services.review.views import submission as views
from shared.http.api import StoreDep

IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=200)]
router = APIRouter(prefix="/review/projects/{project_id}", tags=["submission 提交"])


@router.get("/submission-check")
async def check(project_id: str, store: StoreDep, caller: CallerDep) -> views.SubmissionCheck:
    """What is still missing before the project can be submitted."""
    return await store.read(views.show_check, caller.code, project_id)


@router.post("/submission")
async def submit(
    project_id: str, store: StoreDep, caller: CallerDep, idempotency_key: IdempotencyKey = None
) -> views.Submitted:
    """提交: all of the check holds. With an `Idempotency-Key` the same request gets the same answer again."""
    return await procedures.submit(store, caller.code, project_id, idempotency_key)

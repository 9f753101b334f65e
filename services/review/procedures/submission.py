"""提交 (S23)."""

from services.review.actions.submit_project import submit_project
from services.review.views.submission import Submitted, submitted
from shared.store import Store


async def submit(store: Store, account: str, project_id: str, key: str | None) -> Submitted:
    """Once for one Idempotency-Key; raises as `submit_project`."""
    return await store.write(lambda tx: submitted(tx, *submit_project(tx, account, project_id, key)))

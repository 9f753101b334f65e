"""项目管理 (S20): a filing is selected, a unit leaves."""

from typing import Any

from services.review.actions.remove_unit import remove_unit
from services.review.actions.select_city_project import select_city_project
from services.review.lookups.find import owned_project
from services.review.procedures.basics import well_typed
from services.review.views.projects import ProjectView, project_view
from shared.files import Files
from shared.sandbox.uploads import forget_files
from shared.store import Store, Transaction


async def select(store: Store, account: str, filing_id: str, basics: dict[str, Any] | None) -> ProjectView:
    """选择郑州市工改项目 → 确定; `basics` as PUT …/basic takes them. Raises RequestInvalid, and as the action."""
    good = None if basics is None else await store.read(_judged, account, filing_id, basics)
    return await store.write(lambda tx: project_view(tx, select_city_project(tx, account, filing_id, good)))


async def remove(store: Store, files: Files, account: str, project_id: str, credit_code: str) -> None:
    """移除参与单位: the unit leaves, then its drawings' files; raises as `remove_unit`."""
    await forget_files(store, files, await store.write(remove_unit, account, project_id, credit_code))


def _judged(tx: Transaction, account: str, filing_id: str, basics: dict[str, Any]) -> dict[str, Any]:
    return well_typed(owned_project(tx, account, filing_id), basics, "/basic")

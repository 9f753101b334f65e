"""What 数据共享 and 材料共享 can take over into an application, and from where (S10, S13)."""

from fastapi import APIRouter

from services.hall.api.owner import OwnerDep
from services.hall.views.reusable import SourceList, show_reusable
from shared.http.api import Page, StoreDep

router = APIRouter(prefix="/hall/applications/{application_id}/reusable", tags=["reuse 数据共享、材料共享"])


@router.get("")
async def list_reusable(application_id: str, page: Page, store: StoreDep, owner: OwnerDep) -> SourceList:
    """数据共享、材料共享: what can be taken over from the unit's other applications. Nothing once this one is filed."""
    return await store.read(show_reusable, owner, application_id, page)

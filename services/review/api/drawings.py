"""图纸 (S20): what is required, what the linked units handed in."""

from typing import Annotated

from fastapi import APIRouter, Form, UploadFile

from services.review.api.access import CallerDep
from services.review.procedures import drawings as procedures
from services.review.views import drawings as views
from shared.http.api import FilesDep, StoreDep
from shared.uploads import UploadRoute

router = APIRouter(prefix="/review/projects/{project_id}/drawings", tags=["drawings 图纸"], route_class=UploadRoute)

Discipline = Annotated[str, Form(min_length=1, max_length=40, examples=["structure"])]


@router.get("")
async def list_drawings(project_id: str, store: StoreDep, caller: CallerDep) -> views.DrawingList:
    """Required disciplines, and every drawing handed in, oldest first."""
    return await store.read(views.show_drawings, caller.code, project_id)


@router.post("", status_code=201)
async def upload_drawing(
    project_id: str, file: UploadFile, discipline: Discipline, store: StoreDep, files: FilesDep, caller: CallerDep
) -> views.DrawingView:
    """传图, as a linked survey or design unit: one PDF, OFD or DWG of one discipline."""
    return await procedures.upload(store, files, caller.code, project_id, discipline, file)


@router.post("/{drawing_id}/seal")
async def seal(project_id: str, drawing_id: str, store: StoreDep, caller: CallerDep) -> views.DrawingView:
    """加盖电子签章 on a drawing of one's own."""
    return await procedures.seal(store, caller.code, project_id, drawing_id)


@router.delete("/{drawing_id}", status_code=204)
async def delete(project_id: str, drawing_id: str, store: StoreDep, files: FilesDep, caller: CallerDep) -> None:
    """Delete a drawing of one's own, until the project is submitted."""
    await procedures.delete(store, files, caller.code, project_id, drawing_id)

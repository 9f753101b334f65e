"""Uploaded files read back: drawings and planning documents, for whoever may see the project."""

from fastapi import APIRouter, Request, Response

from services.review.api.access import CallerDep
from services.review.procedures import drawings, planning_documents
from shared.http.api import FilesDep, StoreDep
from shared.http.downloads import content_answers, send
from shared.uploads import MEDIA_TYPES

router = APIRouter(prefix="/review/projects/{project_id}")

_ANSWERS = content_answers(MEDIA_TYPES)


@router.get("/drawings/{drawing_id}/content", response_class=Response, responses=_ANSWERS, tags=["drawings 图纸"])
async def read_drawing_content(
    project_id: str, drawing_id: str, request: Request, store: StoreDep, files: FilesDep, caller: CallerDep
) -> Response:
    """下载图纸: as it was uploaded, whole or in part (Range)."""
    return await send(request, await drawings.download(store, files, caller.code, project_id, drawing_id))


@router.get(
    "/planning-documents/{file_id}/content",
    response_class=Response,
    responses=_ANSWERS,
    tags=["planning documents 规划文件"],
)
async def read_planning_content(
    project_id: str, file_id: str, request: Request, store: StoreDep, files: FilesDep, caller: CallerDep
) -> Response:
    """下载规划文件: as it was uploaded, whole or in part (Range)."""
    return await send(request, await planning_documents.download(store, files, caller.code, project_id, file_id))

"""Uploaded files read back: drawings and planning documents, for whoever may see the project."""

from functools import partial

from fastapi import APIRouter, Request, Response

from services.review.api.access import CallerDep
from services.review.lookups.drawings import seen_drawing
from services.review.lookups.planning_files import seen_planning_file
from services.review.tables import Drawing, PlanningFile
from shared.api import FilesDep, StoreDep
from shared.downloads import Download, content_answers, send
from shared.files import Files
from shared.uploads import FILE_TYPES, MEDIA_TYPES

router = APIRouter(prefix="/review/projects/{project_id}")

_ANSWERS = content_answers(MEDIA_TYPES)


@router.get("/drawings/{drawing_id}/content", response_class=Response, responses=_ANSWERS, tags=["drawings 图纸"])
async def read_drawing_content(
    project_id: str, drawing_id: str, request: Request, store: StoreDep, files: FilesDep, caller: CallerDep
) -> Response:
    """下载图纸: as it was uploaded, whole or in part (Range)."""
    drawing = await store.read(seen_drawing, caller.code, project_id, drawing_id)
    return await send(request, _download(files, drawing))


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
    file = await store.read(seen_planning_file, caller.code, project_id, file_id)
    return await send(request, _download(files, file))


def _download(files: Files, file: Drawing | PlanningFile) -> Download:
    opener = partial(files.open, file.file_key)
    return Download(file.name, FILE_TYPES[file.format].media_type, file.size, file.sha256, opener)

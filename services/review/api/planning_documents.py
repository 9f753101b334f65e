"""规划文件 (S22): which there are, by when, and what was uploaded."""

from typing import Annotated

from fastapi import APIRouter, Form, UploadFile

from services.review.api.access import CallerDep
from services.review.procedures import planning_documents as procedures
from services.review.views import planning_documents as views
from shared.http.api import FilesDep, StoreDep
from shared.uploads import UploadRoute

router = APIRouter(
    prefix="/review/projects/{project_id}/planning-documents",
    tags=["planning documents 规划文件"],
    route_class=UploadRoute,
)

Kind = Annotated[str, Form(min_length=1, max_length=60, examples=["planning-points"])]


@router.get("")
async def list_planning_documents(project_id: str, store: StoreDep, caller: CallerDep) -> views.PlanningDocumentList:
    """Every kind with its time node and its files."""
    return await store.read(views.show_planning_documents, caller.code, project_id)


@router.post("", status_code=201)
async def upload_planning_document(
    project_id: str, file: UploadFile, kind: Kind, store: StoreDep, files: FilesDep, caller: CallerDep
) -> views.PlanningFileView:
    """Upload one PDF, OFD or DWG of one kind; documents of nodes ahead also after the submission."""
    return await procedures.upload(store, files, caller.code, project_id, kind, file)


@router.delete("/{file_id}", status_code=204)
async def delete(project_id: str, file_id: str, store: StoreDep, files: FilesDep, caller: CallerDep) -> None:
    """Delete one file, until its node is past."""
    await procedures.delete(store, files, caller.code, project_id, file_id)

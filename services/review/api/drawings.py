"""图纸 (S20): what is required, what the linked units handed in."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, UploadFile
from pydantic import Field
from sqlmodel import col, select

from services.review.actions.delete_drawing import delete_drawing
from services.review.actions.hand_in_drawing import hand_in_drawing, may_hand_in
from services.review.actions.seal_drawing import seal_drawing
from services.review.api.access import CallerDep
from services.review.lookups.find import visible_project
from services.review.rules.disciplines import DISCIPLINES, concluded_aspects, required_disciplines
from services.review.rules.limits import MEGABYTES
from services.review.rules.traits import traits_of
from services.review.tables import Drawing, ProjectUnit
from services.review.views.projects import UnitView
from shared.api import FilesDep, StoreDep, View
from shared.seals import SealView, seal_code
from shared.store import Unit
from shared.uploads import FILE_TYPES, Upload, UploadRoute, keep_upload

router = APIRouter(prefix="/review/projects/{project_id}/drawings", tags=["drawings 图纸"], route_class=UploadRoute)

Role = Literal["survey", "design"]
Discipline = Annotated[str, Form(min_length=1, max_length=40, examples=["structure"])]


class RequiredDrawing(View):
    """A discipline (专业) without which the project cannot be reviewed, and the kind of unit that draws it.

    Instead of it, all of its `parts` may be handed in, or one of `instead`.
    """

    role: Role
    discipline: str
    name: str
    handed_in: bool
    parts: list[str]
    instead: list[str]


class AspectView(View):
    """审查内容: what the review concludes on, across the disciplines."""

    aspect: str = Field(examples=["fire"])
    name: str


class DrawingView(View):
    """图纸: `format` is the file's true type; `seal` is that of the unit which handed it in, and of nobody else."""

    drawing_id: str
    role: Role
    discipline: str
    discipline_name: str
    unit: UnitView
    name: str
    size: int
    sha256: str
    format: str
    sealed: bool
    sealed_at: datetime | None
    seal: SealView | None
    uploaded_at: datetime


class DrawingList(View):
    """All drawings of a project, what is required of it, and what they will be reviewed for."""

    required: list[RequiredDrawing]
    aspects: list[AspectView]
    items: list[DrawingView]
    next_cursor: None = None


@router.get("", response_model=DrawingList)
async def list_drawings(project_id: str, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """Required disciplines, and every drawing handed in, oldest first."""
    return await store.read(_drawings, caller.code, project_id)


@router.post("", status_code=201, response_model=DrawingView)
async def upload_drawing(
    project_id: str, file: UploadFile, discipline: Discipline, store: StoreDep, files: FilesDep, caller: CallerDep
) -> dict[str, Any]:
    """传图, as a linked survey or design unit: one PDF, OFD or DWG of one discipline."""
    await store.read(may_hand_in, caller.code, project_id, discipline)

    async def write(upload: Upload) -> dict[str, Any]:
        return await store.write(_hand_in, caller.code, project_id, discipline, upload)

    return await keep_upload(files, file, MEGABYTES, write)


@router.post("/{drawing_id}/seal", response_model=DrawingView)
async def seal(project_id: str, drawing_id: str, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """加盖电子签章 on a drawing of one's own."""
    return await store.write(_seal, caller.code, project_id, drawing_id)


@router.delete("/{drawing_id}", status_code=204)
async def delete(project_id: str, drawing_id: str, store: StoreDep, files: FilesDep, caller: CallerDep) -> None:
    """Delete a drawing of one's own, until the project is submitted."""
    await files.delete(await store.write(delete_drawing, caller.code, project_id, drawing_id))


def _drawings(unit: Unit, account: str, project_id: str) -> dict[str, Any]:
    project = visible_project(unit, account, project_id, "drawings")
    rows = unit.exec(select(Drawing).where(Drawing.project_id == project.id).order_by(col(Drawing.id))).all()
    names = _unit_names(unit, project.id)
    there = {row.discipline for row in rows if FILE_TYPES[row.format].sealable}
    traits = traits_of(project.details)
    required = [
        {
            "role": item.role, "discipline": item.code, "name": item.zh, "handed_in": item.handed_in(there),
            "parts": list(item.parts), "instead": list(item.instead),
        }
        for item in required_disciplines(project.scenario, traits)
    ]  # fmt: skip
    aspects = [{"aspect": item.code, "name": item.zh} for item in concluded_aspects(project.scenario, traits)]
    return {"required": required, "aspects": aspects, "items": [_view(row, names) for row in rows]}


def _hand_in(unit: Unit, account: str, project_id: str, discipline: str, upload: Upload) -> dict[str, Any]:
    drawing = hand_in_drawing(unit, account, project_id, discipline, upload)
    return _view(drawing, _unit_names(unit, project_id))


def _seal(unit: Unit, account: str, project_id: str, drawing_id: str) -> dict[str, Any]:
    return _view(seal_drawing(unit, account, project_id, drawing_id), _unit_names(unit, project_id))


def _unit_names(unit: Unit, project_id: str) -> dict[str, str]:
    linked = select(ProjectUnit.credit_code, ProjectUnit.name).where(ProjectUnit.project_id == project_id)
    return dict(unit.exec(linked).all())


def _view(row: Drawing, names: dict[str, str]) -> dict[str, Any]:
    shown = row.model_dump(include=set(DrawingView.model_fields))
    return shown | {
        "drawing_id": row.id,
        "discipline_name": DISCIPLINES[row.discipline].zh,
        "unit": {"credit_code": row.unit_code, "name": names.get(row.unit_code, "")},
        "sealed": row.sealed_at is not None,
        "seal": _seal_on(row),
    }


def _seal_on(row: Drawing) -> dict[str, Any] | None:
    if row.sealed_at is None:
        return None
    signer = row.unit_code
    return {
        "signer_credit_code": signer, "seal_code": seal_code(signer), "sha256": row.sha256, "signed_at": row.sealed_at,
    }  # fmt: skip

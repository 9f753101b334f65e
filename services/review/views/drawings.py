"""图纸 (S20): what is required, and what the linked units handed in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from pydantic import Field
from sqlmodel import select

from services.review.lookups.drawings import drawings_of
from services.review.lookups.find import visible_project
from services.review.rules.disciplines import DISCIPLINES, concluded_aspects, required_disciplines
from services.review.rules.traits import traits_of
from services.review.tables import Drawing, Project, ProjectUnit
from services.review.views.projects import UnitView
from shared.store import Transaction
from shared.uploads import FILE_TYPES
from shared.uploads.seals import SealView, seal_code
from shared.views import View

Role = Literal["survey", "design"]


class RequiredDrawing(View):
    """A discipline (专业) without which the project cannot be reviewed, and the kind of unit that draws it.

    Instead of it, all of its `parts` may be handed in, or one of `instead`.
    """

    role: Role
    discipline: str
    name: str
    title_en: str
    handed_in: bool
    parts: list[str]
    instead: list[str]


class AspectView(View):
    """审查内容: what the review concludes on, across the disciplines."""

    aspect: str = Field(examples=["fire"])
    name: str
    title_en: str


class DrawingView(View):
    """图纸: `format` is the file's true type; `seal` is that of the unit which handed it in, and of nobody else."""

    drawing_id: str
    role: Role
    discipline: str
    discipline_name: str
    discipline_title_en: str
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


def show_drawings(tx: Transaction, account: str, project_id: str) -> DrawingList:
    """Required disciplines, and every drawing handed in, oldest first; raises NotFound, ProjectClosed."""
    project = visible_project(tx, account, project_id, "drawings")
    rows = drawings_of(tx, project)
    names = _unit_names(tx, project.id)
    return DrawingList(
        required=_required(project, rows),
        aspects=_aspects(project),
        items=[_view(row, names) for row in rows],
    )


def drawing_view(tx: Transaction, drawing: Drawing) -> DrawingView:
    """One drawing."""
    return _view(drawing, _unit_names(tx, drawing.project_id))


def _required(project: Project, rows: Sequence[Drawing]) -> list[RequiredDrawing]:
    there = {row.discipline for row in rows if FILE_TYPES[row.format].sealable}
    return [
        RequiredDrawing.model_validate({
            "role": item.role, "discipline": item.code, "name": item.zh, "title_en": item.en,
            "handed_in": item.handed_in(there), "parts": list(item.parts), "instead": list(item.instead),
        })
        for item in required_disciplines(project.scenario, traits_of(project.details))
    ]  # fmt: skip


def _aspects(project: Project) -> list[AspectView]:
    concluded = concluded_aspects(project.scenario, traits_of(project.details))
    return [AspectView(aspect=item.code, name=item.zh, title_en=item.en) for item in concluded]


def _unit_names(tx: Transaction, project_id: str) -> dict[str, str]:
    linked = select(ProjectUnit.credit_code, ProjectUnit.name).where(ProjectUnit.project_id == project_id)
    return dict(tx.exec(linked).all())


def _view(row: Drawing, names: Mapping[str, str]) -> DrawingView:
    shown = row.model_dump(include=set(DrawingView.model_fields))
    return DrawingView(
        **shown,
        drawing_id=row.id,
        discipline_name=DISCIPLINES[row.discipline].zh,
        discipline_title_en=DISCIPLINES[row.discipline].en,
        unit=UnitView(credit_code=row.unit_code, name=names.get(row.unit_code, "")),
        sealed=row.sealed_at is not None,
        seal=_seal_on(row),
    )


def _seal_on(row: Drawing) -> SealView | None:
    if row.sealed_at is None:
        return None
    signer = row.unit_code
    return SealView(signer_credit_code=signer, seal_code=seal_code(signer), sha256=row.sha256, signed_at=row.sealed_at)

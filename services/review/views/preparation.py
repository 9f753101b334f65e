"""项目管理: how far the projects of a list are prepared, of what their submission needs (S20, S22)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import col, select

from services.review.rules.disciplines import required_disciplines
from services.review.rules.lifecycle import is_absent
from services.review.rules.planning import documents_for, pushed_documents
from services.review.rules.traits import traits_of
from services.review.tables import Drawing, Filing, PlanningFile, Project
from services.review.views.projects import ProjectView
from shared.store import Transaction
from shared.uploads import FILE_TYPES


class Count(NamedTuple):
    """So many are there, of so many that are needed."""

    there: int
    needed: int


class Preparation(NamedTuple):
    """图纸 by discipline, and 规划文件 that must be there at the submission; None for what does not begin yet."""

    drawings: Count | None
    documents: Count | None


def show_preparations(tx: Transaction, listed: Sequence[ProjectView]) -> dict[str, Preparation]:
    """Of each project that is listed, for four questions to the database."""
    ids = [one.id for one in listed]
    projects = tx.exec(select(Project).where(col(Project.id).in_(ids))).all() if ids else ()
    drawn, kinds = _disciplines(tx, ids), _kinds(tx, ids)
    return {one.id: _preparation(one, drawn[one.id], kinds[one.id]) for one in projects}


def _preparation(project: Project, drawn: set[str], kinds: set[str]) -> Preparation:
    traits = traits_of(project.details)
    required = required_disciplines(project.scenario, traits)
    needed = {
        one.kind
        for one in documents_for(project.scenario)
        if one.node == "submission" and one.required(project.scenario, traits)
    }
    drawings = Count(sum(item.handed_in(drawn) for item in required), len(required))
    documents = Count(len(needed & kinds), len(needed))
    return Preparation(
        None if is_absent(project.status, "drawings") else drawings,
        None if is_absent(project.status, "planning-documents") else documents,
    )


def _disciplines(tx: Transaction, ids: Sequence[str]) -> dict[str, set[str]]:
    """Those with a file that a seal can stand on, by project."""
    found = defaultdict[str, set[str]](set)
    columns = select(Drawing.project_id, Drawing.discipline, Drawing.format)
    for project, discipline, format_ in tx.exec(columns.where(col(Drawing.project_id).in_(ids))):
        if FILE_TYPES[format_].sealable:
            found[project].add(discipline)
    return found


def _kinds(tx: Transaction, ids: Sequence[str]) -> dict[str, set[str]]:
    """Those of which a file was uploaded here or pushed by the city, by project."""
    found = defaultdict[str, set[str]](set)
    for project, kind in tx.exec(
        select(PlanningFile.project_id, PlanningFile.kind).where(col(PlanningFile.project_id).in_(ids))
    ):
        found[project].add(kind)
    for filing in tx.exec(select(Filing).where(col(Filing.id).in_(ids))):
        found[filing.id] |= {kind for kind, _ in pushed_documents(filing.content.get("materials", []))}
    return found

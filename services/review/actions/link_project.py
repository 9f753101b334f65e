"""项目关联 (S20): a survey or design unit joins a project by the code it was sent."""

from sqlmodel import select

from services.review.errors import AlreadyLinked, LinkCodeInvalid, LinkCodeWrongRole, NotAUnit
from services.review.lookups.find import link_of
from services.review.rules.codes import normalise_link_code
from services.review.rules.lifecycle import is_closed
from services.review.tables import LinkCode, Project, ProjectUnit
from shared.store import Transaction

ROLES = {"survey": ("勘察单位", "survey"), "design": ("设计单位", "design")}


def link_project(tx: Transaction, account: str, name: str, role: str, text: str) -> ProjectUnit:
    """Link the unit; raises NotAUnit, LinkCodeInvalid, LinkCodeWrongRole, AlreadyLinked."""
    if role not in ROLES:
        raise NotAUnit
    code, project = _opened_by(tx, text)
    tx.journey = project.application_id
    if code.role != role:
        language = 1 if tx.context.language == "en" else 0
        raise LinkCodeWrongRole(wanted=ROLES[code.role][language], role=ROLES[role][language])
    if link_of(tx, account, project.id) is not None:
        raise AlreadyLinked
    link = ProjectUnit(project_id=project.id, credit_code=account, name=name, role=role, linked_at=tx.now())
    tx.add(link)
    tx.state("unit", "linked", role=role, unit=name)
    return link


def _opened_by(tx: Transaction, text: str) -> tuple[LinkCode, Project]:
    code = tx.exec(select(LinkCode).where(LinkCode.code == normalise_link_code(text))).first()
    if code is None or code.revoked_at is not None or code.expires_at <= tx.now():
        raise LinkCodeInvalid
    project = tx.locked(Project, code.project_id)
    if project is None or is_closed(project.status, "units"):
        raise LinkCodeInvalid
    return code, project

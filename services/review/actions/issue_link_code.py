"""分享项目关联码 (S20): a code that lets one kind of unit into the project."""

from sqlmodel import col, func, select

from services.review.errors import TooManyLinkCodes
from services.review.lookups.find import editable_project
from services.review.rules.codes import make_link_code
from services.review.rules.limits import LINK_CODE_LIFE, LINK_CODE_TIMER, LINK_CODES_PER_ROLE
from services.review.tables import LinkCode
from shared.store import Transaction


def issue_link_code(tx: Transaction, account: str, project_id: str, role: str) -> LinkCode:
    """A new code beside those that live; raises NotFound, ProjectClosed, TooManyLinkCodes."""
    project = editable_project(tx, account, project_id, "units")
    live = select(func.count()).where(
        LinkCode.project_id == project.id,
        LinkCode.role == role,
        col(LinkCode.revoked_at).is_(None),
        LinkCode.expires_at > tx.now(),
    )
    if tx.exec(live).one() >= LINK_CODES_PER_ROLE:
        raise TooManyLinkCodes(limit=LINK_CODES_PER_ROLE)
    code = LinkCode(
        code=make_link_code(tx.random),
        project_id=project.id,
        role=role,
        issued_at=tx.now(),
        expires_at=tx.now() + LINK_CODE_LIFE,
    )
    tx.add(code)
    tx.set_timer(LINK_CODE_TIMER, code.id, code.expires_at)
    tx.state("link-code", "issued", role=role)
    return code

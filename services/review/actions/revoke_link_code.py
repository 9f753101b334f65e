"""撤销项目关联码: what was shared by mistake opens nothing any more."""

from sqlmodel import select

from services.review.lookups.find import owned_project
from services.review.rules.codes import normalise_link_code
from services.review.rules.limits import LINK_CODE_TIMER
from services.review.tables import LinkCode
from shared.errors import NotFound
from shared.store import Transaction


def revoke_link_code(tx: Transaction, account: str, project_id: str, code: str) -> None:
    """Revoke one code of this project, whatever is frozen: to shut a door is never too late. Raises NotFound."""
    project = owned_project(tx, account, project_id, "units")
    wanted = select(LinkCode).where(LinkCode.project_id == project.id, LinkCode.code == normalise_link_code(code))
    found = tx.exec(wanted).first()
    if found is None:
        raise NotFound
    if found.revoked_at is None:
        found.revoked_at = tx.now()
        tx.cancel_timer(LINK_CODE_TIMER, found.id)
        tx.state("link-code", "revoked", role=found.role)

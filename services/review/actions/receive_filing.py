"""Taking a filing from the city: S15, S19. On the way from every confirmation to its SMS, hence Core statements."""

from typing import Any

from sqlalchemy import bindparam, select

from services.review.rules.lifecycle import FIRST
from services.review.rules.passwords import hash_initial, make_initial
from services.review.tables import Account, Filing, Project
from shared.events.hall import ApplicationConfirmed
from shared.events.review import ProjectPushed
from shared.identifiers import new_id
from shared.store import Insertion, Statement, Transaction, here, table_of

_account, _filing, _project = table_of(Account), table_of(Filing), table_of(Project)

_KNOWN = Statement(
    select(
        select(_filing.c.id)
        .where(here(_filing), _filing.c.application_id == bindparam("application"))
        .scalar_subquery()
        .label("filing_id"),
        select(_account.c.id)
        .where(here(_account), _account.c.credit_code == bindparam("owner"))
        .scalar_subquery()
        .label("account_id"),
    )
)
_ACCOUNTS, _FILINGS, _PROJECTS = Insertion(Account), Insertion(Filing), Insertion(Project)


def receive_filing(tx: Transaction, filed: ApplicationConfirmed) -> None:
    """Open a review of its own for the filing and tell the leader's phone; once per application.

    A new account is made where there is none; an account there is now answers to this leader's phone, so that a wrong
    number in one filing is mended by the next. When two filings of a new owner arrive at once, the unique constraint
    lets one of them make it, and the other runs again and finds it. Rows are only added, never changed: filings of
    one owner need not wait for one another.
    """
    existing = _existing(tx, filed)
    if existing.filing_id is not None:
        return
    password = _new_account(tx, filed) if existing.account_id is None else None
    project_id = _new_project(tx, filed)
    tx.state("city-project", "pushed", project_id=project_id)
    tx.record(_pushed(filed, project_id, password))


def _existing(tx: Transaction, filed: ApplicationConfirmed) -> Any:
    """What there is of it already."""
    keys = {"application": filed.application_id, "owner": filed.owner.credit_code}
    (existing,) = tx.run(_KNOWN, keys)
    return existing


def _new_project(tx: Transaction, filed: ApplicationConfirmed) -> str:
    """The filing as it came, and the review it begins, under one id."""
    the_same = {
        "id": new_id(), "application_id": filed.application_id,
        "owner_code": filed.owner.credit_code, "pushed_at": tx.now(),
    }  # fmt: skip
    review = {
        "application_number": filed.number, "owner_name": filed.owner.name, "project_code": filed.project.code,
        "project_name": filed.project.name, "status": FIRST, "scenario": filed.scenario,
        "government_procurement": filed.government_procurement, "details": {},
    }  # fmt: skip
    tx.run(_FILINGS, the_same | {"leader_phone": filed.owner.leader_phone, "content": _content(filed)})
    tx.run(_PROJECTS, the_same | review)
    return str(the_same["id"])


def _new_account(tx: Transaction, filed: ApplicationConfirmed) -> str:
    password, salt = make_initial(tx.random), tx.random.randbytes(8).hex()
    values = {
        "id": new_id(), "credit_code": filed.owner.credit_code, "name": filed.owner.name,
        "role": "owner", "phone": filed.owner.leader_phone, "password_hash": hash_initial(password, salt),
        "must_change_password": True, "made_by_filing": True, "password_changes": 0, "created_at": tx.now(),
    }  # fmt: skip
    tx.run(_ACCOUNTS, values)
    return password


def _content(filed: ApplicationConfirmed) -> dict[str, Any]:
    materials = [material.model_dump() for material in filed.materials]
    return {"form": filed.form, "materials": materials}


def _pushed(filed: ApplicationConfirmed, project_id: str, password: str | None) -> ProjectPushed:
    return ProjectPushed(
        application_id=filed.application_id,
        project_id=project_id,
        project_code=filed.project.code,
        project_name=filed.project.name,
        account=filed.owner.credit_code,
        account_created=password is not None,
        initial_password=password,
        leader_phone=filed.owner.leader_phone,
    )

"""确认: file the application, once (S14). The hottest path of the hall: two statements, both Core."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from services.hall.actions.steps.move import with_state
from services.hall.errors import (
    ApplicationAlreadyConfirmed,
    ApplicationNotReady,
    IdempotencyKeyReused,
    VerificationCodeExpired,
    VerificationCodeWrong,
)
from services.hall.lookups.assess import check_application, held_against
from services.hall.lookups.find import not_draft
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.confirmation import Confirmed
from services.hall.rules.lifecycle import FIRST, STATES, after
from services.hall.rules.limits import PHONE_CODE, PHONE_CODE_TIMER
from services.hall.rules.owner import Owner
from services.hall.rules.readiness import is_ready, look_over
from services.hall.tables import Application, Project
from shared.errors import FieldError, NotFound
from shared.events.hall import ApplicationConfirmed
from shared.login.one_time_codes import OneTimeCode, digest_of
from shared.store import Statement, Transaction, here, table_of

_applications, _projects = table_of(Application), table_of(Project)
_MINE = (_applications.c.id == bindparam("mine"), here(_applications))
_HOLD = Statement(
    select(
        _applications,
        _projects.c.project_type, _projects.c.government_procurement, _projects.c.source,
        _projects.c.land_area, _projects.c.building_area,
    )
    .join(_projects, _projects.c.id == _applications.c.project_id)
    .where(*_MINE, here(_projects))
    .with_for_update(of=_applications)
)  # fmt: skip
_CHANGE = Statement(update(_applications).where(*_MINE))
_CONFIRMED = STATES[FIRST].moves["confirm"].to


def confirm_application(
    tx: Transaction, owner: Owner, application_id: str, phone: str, code: str, key: str | None
) -> Confirmed:
    """Confirm a complete draft with the code sent to `phone`, and tell the province."""
    row = _hold(tx, owner, application_id)
    digest = hashlib.sha256(f"{phone}/{code}".encode()).hexdigest()
    status = after(row.status, "confirm", "applicant")
    if status is None:
        return _replayed(row, key, digest)
    _require_ready(tx, row)
    spent = _checked_code(tx, row, digest_of(row.id, phone, code))
    tx.cancel_timer(PHONE_CODE_TIMER, row.id)
    warnings = _warnings(tx, row)
    _change(
        tx,
        row,
        status=status,
        updated_at=tx.now(),
        confirmed_at=tx.now(),
        confirmation_key=key,
        confirmation_digest=digest,
        confirmation_warnings=[asdict(warning) for warning in warnings],
        phone_code=spent.to_keep(),
        history=with_state(row.history, status, tx.now()),
    )
    tx.state("application", status)
    tx.record(_event(row, tx.now()))
    return _answer(row, status, tx.now(), warnings)


def _hold(tx: Transaction, owner: Owner, application_id: str) -> Any:
    row = next(iter(tx.run(_HOLD, {"mine": application_id})), None)
    if row is None or row.credit_code != owner.credit_code:
        raise NotFound
    tx.journey = row.id
    return row


def _replayed(row: Any, key: str | None, digest: str) -> Confirmed:
    if key is not None and key == row.confirmation_key:
        if digest != row.confirmation_digest:
            raise IdempotencyKeyReused
        warnings = [FieldError(**warning) for warning in row.confirmation_warnings]
        return _answer(row, _CONFIRMED, row.confirmed_at, warnings)
    if STATES[row.status].ended:
        raise not_draft(row.status)
    raise ApplicationAlreadyConfirmed(number=row.number)


def _require_ready(tx: Transaction, row: Any) -> None:
    if is_ready(row.form_complete, row.materials_complete, row.good_until, tx.now().date()):
        return
    problems, _ = check_application(tx, tx.get_one(Application, row.id))
    raise ApplicationNotReady(errors=problems, count=len(problems))


def _warnings(tx: Transaction, row: Any) -> list[FieldError]:
    """What is odd about the form today; it stops nobody."""
    held = held_against(row, row, tx.now().date())
    return look_over(CATALOGUE.scenarios[row.scenario], row.form, held)[1]


def _checked_code(tx: Transaction, row: Any, digest: str) -> OneTimeCode:
    code = OneTimeCode.kept(row.phone_code)
    if code is None or not code.usable(PHONE_CODE, tx.now()):
        raise VerificationCodeExpired
    if code.is_(digest):
        return code.used()
    tried = code.tried_wrongly()
    _change(tx, row, phone_code=tried.to_keep())
    tx.state("phone_code", "wrong")
    raise VerificationCodeWrong(left=tried.tries_left(PHONE_CODE))


def _change(tx: Transaction, row: Any, **values: Any) -> None:
    tx.run(_CHANGE, {"mine": row.id, **values})


def _event(row: Any, now: datetime) -> ApplicationConfirmed:
    form: dict[str, Any] = row.form
    project = {
        "id": row.project_id,
        "code": row.project_code,
        "name": row.project_name,
        "project_type": row.project_type,
        "land_area": row.land_area,
        "building_area": row.building_area,
    }
    facts = {
        "application_id": row.id,
        "number": row.number,
        "scenario": row.scenario,
        "government_procurement": form["project"]["government_procurement"],
        "project": project,
        "owner": form["owner"],
        "survey_unit": form.get("survey_unit"),
        "design_unit": form.get("design_unit"),
        "form": form,
        "materials": row.manifest,
        "confirmed_at": now,
    }
    return ApplicationConfirmed.model_validate(facts)


def _answer(row: Any, status: str, at: datetime, warnings: Iterable[FieldError]) -> Confirmed:
    return Confirmed(row.id, row.number, status, row.project_code, row.project_name, at, tuple(warnings))

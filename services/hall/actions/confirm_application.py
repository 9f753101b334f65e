"""确认: file the application, once (S14). The hottest path of the hall: few statements, all of them Core."""

import hashlib
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Table, bindparam, insert, select, update

from services.hall.actions.request_verification_code import digest_of
from services.hall.actions.steps.assess import problems_of
from services.hall.actions.steps.find import not_draft
from services.hall.errors import (
    ApplicationAlreadyConfirmed,
    ApplicationNotReady,
    IdempotencyKeyReused,
    VerificationCodeExpired,
    VerificationCodeWrong,
)
from services.hall.rules.limits import WRONG_TRIES
from services.hall.rules.owner import Owner
from services.hall.rules.states import CONFIRMED, DRAFT, WITHDRAWN
from services.hall.tables import Application, PhoneCode, Project, StateChange
from shared.errors import NotFound
from shared.events.hall import ApplicationConfirmed, ConfirmedMaterial, ConfirmedProject, ConfirmedUnit
from shared.identifiers import new_id
from shared.store import Unit

_applications: Table = Application.__table__  # type: ignore[attr-defined]
_projects: Table = Project.__table__  # type: ignore[attr-defined]
_codes: Table = PhoneCode.__table__  # type: ignore[attr-defined]
_changes: Table = StateChange.__table__  # type: ignore[attr-defined]

_MINE = (_applications.c.id == bindparam("mine"), _applications.c.sandbox == bindparam("here"))
_ITS_CODE = (_codes.c.application_id == bindparam("mine"), _codes.c.sandbox == bindparam("here"))

_HOLD = (
    select(_applications, _projects.c.project_type, _projects.c.land_area, _projects.c.building_area)
    .join(_projects, _projects.c.id == _applications.c.project_id)
    .where(*_MINE)
    .with_for_update(of=_applications)
)
# A statement of its own: only after the application is held does it see what other units did to the code.
_LOOK_AT_CODE = select(_codes).where(*_ITS_CODE)
_COUNT_TRY = update(_codes).where(*_ITS_CODE).values(wrong_tries=_codes.c.wrong_tries + 1)
_SPEND = update(_codes).where(*_ITS_CODE).values(spent=True)
_CONFIRM = update(_applications).where(*_MINE)


class Confirmed(NamedTuple):
    """What the applicant is told; the same again for the same Idempotency-Key."""

    id: str
    number: str
    project_code: str
    project_name: str
    confirmed_at: datetime


def confirm_application(
    unit: Unit, owner: Owner, application_id: str, phone: str, code: str, key: str | None
) -> Confirmed:
    """Confirm a complete draft with the code sent to `phone`, and tell the province."""
    row = _hold(unit, owner, application_id)
    digest = hashlib.sha256(f"{phone}/{code}".encode()).hexdigest()
    if row.status != DRAFT:
        return _again(row, key, digest)
    _require_ready(unit, row)
    _spend_code(unit, row, digest_of(row.id, phone, code))
    _write(unit, row, key, digest)
    unit.record(_event(row, unit.now()))
    return _told(row, unit.now())


def _hold(unit: Unit, owner: Owner, application_id: str) -> Row[Any]:
    row = unit.execute(_HOLD, {"mine": application_id, "here": unit.sandbox}).one_or_none()
    if row is None or row.credit_code != owner.credit_code:
        raise NotFound
    unit.journey = row.id
    return row


def _again(row: Row[Any], key: str | None, digest: str) -> Confirmed:
    if key is not None and key == row.confirmation_key:
        if digest != row.confirmation_digest:
            raise IdempotencyKeyReused
        return _told(row, row.confirmed_at)
    if row.status == WITHDRAWN:
        raise not_draft(row.status)
    raise ApplicationAlreadyConfirmed(number=row.number)


def _require_ready(unit: Unit, row: Row[Any]) -> None:
    fresh = row.good_until is None or unit.now().date().isoformat() <= row.good_until
    if row.form_complete and row.materials_complete and fresh:
        return
    problems = problems_of(unit, unit.get_one(Application, row.id))
    raise ApplicationNotReady(errors=problems, count=len(problems))


def _spend_code(unit: Unit, row: Row[Any], digest: str) -> None:
    its = {"mine": row.id, "here": unit.sandbox}
    code = unit.execute(_LOOK_AT_CODE, its).one_or_none()
    if code is None or code.spent or unit.now() >= code.expires_at or code.wrong_tries >= WRONG_TRIES:
        raise VerificationCodeExpired
    if code.digest != digest:
        unit.execute(_COUNT_TRY, its)
        raise VerificationCodeWrong(left=WRONG_TRIES - code.wrong_tries - 1)
    unit.execute(_SPEND, its)


def _write(unit: Unit, row: Row[Any], key: str | None, digest: str) -> None:
    now, here = unit.now(), unit.sandbox
    changes = {
        "status": CONFIRMED,
        "updated_at": now,
        "confirmed_at": now,
        "confirmation_key": key,
        "confirmation_digest": digest,
    }
    unit.execute(_CONFIRM, {"mine": row.id, "here": here, **changes})
    change = {"id": new_id(), "sandbox": here, "application_id": row.id, "status": CONFIRMED, "reason": "", "at": now}
    unit.execute(insert(_changes), change)
    unit.state("application", CONFIRMED, number=row.number)


def _event(row: Row[Any], now: datetime) -> ApplicationConfirmed:
    form: dict[str, Any] = row.form
    project = ConfirmedProject(
        id=row.project_id,
        code=row.project_code,
        name=row.project_name,
        project_type=row.project_type,
        land_area=row.land_area,
        building_area=row.building_area,
    )
    return ApplicationConfirmed(
        application_id=row.id,
        number=row.number,
        scenario=row.scenario,
        government_procurement=form["project"]["government_procurement"],
        project=project,
        owner=ConfirmedUnit.model_validate(form["owner"]),
        survey_unit=_unit(form, "survey_unit"),
        design_unit=_unit(form, "design_unit"),
        form=form,
        materials=[ConfirmedMaterial.model_validate(entry) for entry in row.manifest],
        confirmed_at=now,
    )


def _unit(form: dict[str, Any], section: str) -> ConfirmedUnit | None:
    return ConfirmedUnit.model_validate(form[section]) if section in form else None


def _told(row: Row[Any], at: datetime) -> Confirmed:
    return Confirmed(row.id, row.number, row.project_code, row.project_name, at)

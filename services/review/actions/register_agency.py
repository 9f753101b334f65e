"""A further review agency (审图机构) in the register, with its account: for tests, since nobody registers as one."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import col, select

from services.review.actions.register_unit import register_unit
from services.review.rules.data import load
from services.review.rules.disciplines import REGISTERED
from services.review.tables import Agency
from shared.errors import FieldError, RequestInvalid
from shared.store import Transaction

_DEFAULTS: dict[str, Any] = load("agencies")["made"]


def register_agency(
    tx: Transaction, credit_code: str, name: str, phone: str, password_hash: str, facts: Mapping[str, Any]
) -> Agency:
    """The last in the register and in every queue; `facts` are columns of Agency.

    Raises RequestInvalid, AccountExists.
    """
    _require_known(facts.get("disciplines", ()))
    register_unit(tx, credit_code, name, "agency", phone, password_hash)
    last = tx.exec(select(Agency.rank).order_by(col(Agency.rank).desc())).first()
    rank = 0 if last is None else last + 1
    agency = Agency(
        rank=rank, credit_code=credit_code, name=name,
        **{"certificate": _certificate(tx, rank), **_DEFAULTS, **facts},
    )  # fmt: skip
    tx.add(agency)
    tx.flush()
    return agency


def _require_known(disciplines: Collection[str]) -> None:
    if unknown := [code for code in disciplines if code not in REGISTERED]:
        raise RequestInvalid(errors=[_unknown(unknown)])


def _unknown(codes: list[str]) -> FieldError:
    zh = f"机构名录中没有此专业：{'、'.join(codes)}，可选：{'、'.join(REGISTERED)}"
    en = f"agencies are not registered for {', '.join(codes)}, but for {', '.join(REGISTERED)}"
    return FieldError("/disciplines", "discipline-unknown", zh, en)


def _certificate(tx: Transaction, rank: int) -> str:
    """认定书编号: 16 stands for Henan, then a serial number nobody has yet (domain A8)."""
    taken = set(tx.exec(select(Agency.certificate)).all())
    return next(number for serial in range(rank + 1, rank + 1000) if (number := f"16{serial:03}") not in taken)

"""Filings built for a test, as the control plane is told of them."""

from collections.abc import Sequence

from sqlmodel import col, select

from services.hall.tables import Application
from shared.instruments.contract.built import FilingBuilt
from shared.store import Transaction


def filing_built(application: Application) -> FilingBuilt:
    """One as it is now."""
    shown = application.model_dump(include=set(FilingBuilt.model_fields))
    leader_phone = application.form.get("owner", {}).get("leader_phone")
    return FilingBuilt(**shown, application_id=application.id, leader_phone=leader_phone or None)


def show_built(tx: Transaction, application_ids: Sequence[str]) -> list[FilingBuilt]:
    """Those of these that there are, in the order they were opened."""
    wanted = select(Application).where(col(Application.id).in_(application_ids)).order_by(col(Application.id))
    return [filing_built(one) for one in tx.exec(wanted)]

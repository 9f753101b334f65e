"""首页: how many of the caller's projects stand where, and how many pushed filings wait to be chosen."""

from sqlalchemy import func
from sqlmodel import col, select

from services.review.rules.lifecycle import where_open
from services.review.tables import Project
from services.review.views.projects import seen_by_account
from shared.http.api import View
from shared.store import Transaction


class Overview(View):
    """What there is to do: `to_choose` are pushed filings, `by_status` counts the caller's projects by their states."""

    to_choose: int
    by_status: dict[str, int]


def show_overview(tx: Transaction, account: str) -> Overview:
    """Of this account."""
    counted = select(Project.status, func.count()).where(seen_by_account(account)).group_by(Project.status)
    waiting = col(Project.status).in_(where_open("select"))
    to_choose = tx.exec(select(func.count()).where(Project.owner_code == account, waiting)).one()
    return Overview(to_choose=to_choose, by_status=dict(tx.exec(counted).all()))

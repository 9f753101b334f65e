"""首页: how many of the caller's projects stand where, and how many pushed filings wait to be chosen."""

from sqlalchemy import func
from sqlmodel import col, select

from services.review.lookups.caller import Caller
from services.review.rules.lifecycle import FIRST, STATES, party_of, seen_by, where_open
from services.review.tables import Project
from services.review.views.projects import seen_by_account
from shared.store import Transaction
from shared.views import View


class StateCount(View):
    """How many of the caller's projects are in a state."""

    status: str
    name: str
    number: int


class Overview(View):
    """What there is to do: `to_choose` are pushed filings, `states` those that the caller sees projects in."""

    to_choose: int
    states: list[StateCount]

    def number(self, status: str) -> int:
        """How many are in this state."""
        return sum(one.number for one in self.states if one.status == status)


def show_overview(tx: Transaction, caller: Caller) -> Overview:
    """Of this account."""
    statement = select(Project.status, func.count()).where(seen_by_account(caller.code)).group_by(Project.status)
    counted = dict(tx.exec(statement).all())
    waiting = col(Project.status).in_(where_open("select"))
    to_choose = tx.exec(select(func.count()).where(Project.owner_code == caller.code, waiting)).one()
    english = tx.context.language == "en"
    seen = [status for status in seen_by(party_of(caller.role)) if status != FIRST]
    names = {status: STATES[status].en if english else STATES[status].zh for status in seen}
    states = [StateCount(status=status, name=names[status], number=counted.get(status, 0)) for status in seen]
    return Overview(to_choose=to_choose, states=states)

"""What the hall's first page tells everybody: how many filings it took in, and the newest of them."""

from datetime import datetime

from sqlmodel import col, func, select

from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.lifecycle import FIRST, STATES
from services.hall.tables import Application
from shared.store import Transaction
from shared.views import View

NEWEST = 10


class FilingView(View):
    """A filing (申报) as everybody may see it: what it is about and where it stands, nothing of who files."""

    number: str
    project_name: str
    matter_title: str
    matter_title_en: str
    filed_at: datetime
    status: str
    status_title: str
    status_title_en: str


class StateCountView(View):
    """How many filings are in a state."""

    title: str
    title_en: str
    number: int


class OverviewView(View):
    """Filings taken in this month and in all, by their states, and the newest ones. Drafts are nobody else's."""

    this_month: int
    in_all: int
    states: list[StateCountView]
    items: list[FilingView]


def show_overview(tx: Transaction) -> OverviewView:
    """Of this sandbox."""
    filed = select(Application).where(col(Application.status) != FIRST)
    month = tx.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    this_month = select(func.count()).select_from(Application).where(col(Application.confirmed_at) >= month)
    by_state = dict(tx.exec(select(Application.status, func.count()).group_by(Application.status)).all())
    filed_states = [key for key in STATES if key != FIRST]
    return OverviewView(
        this_month=tx.exec(this_month).one(),
        in_all=sum(by_state.get(key, 0) for key in filed_states),
        states=[
            StateCountView(title=STATES[key].title, title_en=STATES[key].en, number=by_state.get(key, 0))
            for key in filed_states
        ],
        items=[_filing(one) for one in tx.exec(filed.order_by(col(Application.id).desc()).limit(NEWEST)).all()],
    )


def _filing(application: Application) -> FilingView:
    matter, state = CATALOGUE.matters[application.matter], STATES[application.status]
    return FilingView(
        number=application.number,
        project_name=application.project_name,
        matter_title=matter.title,
        matter_title_en=matter.en,
        filed_at=application.confirmed_at or application.updated_at,
        status=application.status,
        status_title=state.title,
        status_title_en=state.en,
    )

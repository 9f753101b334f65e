"""选择审图机构 (S21)."""

from services.review.actions.choose_agency import choose_agency
from services.review.views.agencies import ChosenAgency, chosen_agency
from shared.store import Store


async def choose(store: Store, account: str, project_id: str, agency_id: str) -> ChosenAgency:
    """The owner's choice; raises as `choose_agency`."""
    return await store.write(lambda tx: chosen_agency(*choose_agency(tx, account, project_id, agency_id)))

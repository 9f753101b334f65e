"""An application is opened and withdrawn; each shows it as it is then."""

from services.hall.actions.open_application import open_application
from services.hall.actions.withdraw_application import withdraw_application
from services.hall.rules.owner import Owner
from services.hall.views.applications import ApplicationView, OpenedView, application_view, opened_view
from shared.store import Store, Transaction


async def open_(store: Store, owner: Owner, project_id: str, stage: str, matter: str, scenario: str) -> OpenedView:
    """办理 (S9, S18)."""

    def opened(tx: Transaction) -> OpenedView:
        return opened_view(tx, open_application(tx, owner, project_id, stage, matter, scenario))

    return await store.write(opened)


async def withdraw(store: Store, owner: Owner, application_id: str, reason: str) -> ApplicationView:
    """撤件."""
    return await store.write(lambda tx: application_view(tx, withdraw_application(tx, owner, application_id, reason)))

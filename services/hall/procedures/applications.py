"""An application is opened and withdrawn; each shows it as it is then."""

from services.hall.actions.open_application import open_application
from services.hall.actions.withdraw_application import withdraw_application
from services.hall.rules.owner import Owner
from services.hall.views.applications import ApplicationView, OpenedView, application_view, opened_view
from shared.store import Store, Unit


async def open_(store: Store, owner: Owner, project_id: str, stage: str, matter: str, scenario: str) -> OpenedView:
    """办理 (S9, S18)."""

    def opened(unit: Unit) -> OpenedView:
        return opened_view(unit, open_application(unit, owner, project_id, stage, matter, scenario))

    return await store.write(opened)


async def withdraw(store: Store, owner: Owner, application_id: str, reason: str) -> ApplicationView:
    """撤件."""
    return await store.write(
        lambda unit: application_view(unit, withdraw_application(unit, owner, application_id, reason))
    )

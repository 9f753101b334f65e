"""申报业务确认: a code is sent, and with it the application confirmed (S14)."""

from services.hall.actions.confirm_application import confirm_application
from services.hall.actions.request_verification_code import request_verification_code
from services.hall.rules.owner import Owner
from services.hall.views.confirmation import CodeSent, ConfirmedView, code_sent, confirmed_view
from shared.store import Store, Transaction


async def request_code(store: Store, owner: Owner, application_id: str, phone: str) -> CodeSent:
    """Text a code to this phone."""
    await store.write(request_verification_code, owner, application_id, phone)
    return code_sent()


async def confirm(
    store: Store, owner: Owner, application_id: str, phone: str, code: str, key: str | None
) -> ConfirmedView:
    """确认: once; with the same `key` the same is told again."""

    def confirmed(tx: Transaction) -> ConfirmedView:
        return confirmed_view(tx, confirm_application(tx, owner, application_id, phone, code, key))

    return await store.write(confirmed)

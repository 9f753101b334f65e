"""法人账号: registered, completed and verified; whoever changes one gets a token that says so (guide steps 2 and 3)."""

from collections.abc import Callable, Mapping

from services.gateway.portal.actions.change_profile import change_profile
from services.gateway.portal.actions.register_account import register_account
from services.gateway.portal.actions.register_enterprise import register_enterprise
from services.gateway.portal.actions.verify_real_name import verify_real_name
from services.gateway.portal.lookups.snapshot import Snapshot, snapshot
from services.gateway.portal.procedures.tokens import Issuer
from services.gateway.portal.rules.entries import profile_faults, registration_faults, with_id_type
from services.gateway.portal.tables import Account
from services.gateway.portal.views.accounts import AccountView, ChangedAccountView, account_view
from shared.errors import RequestInvalid
from shared.login.passwords import hash_password
from shared.store import Store, Transaction

Profile = Mapping[str, str | None]


async def register(store: Store, credit_code: str, name: str, password: str, given: Profile) -> AccountView:
    """A new account; raises RequestInvalid, AccountExists."""
    profile = with_id_type(given)
    if faults := registration_faults(credit_code, password, profile):
        raise RequestInvalid(errors=faults)
    kept = await hash_password(password)
    return await store.write(lambda tx: account_view(register_account(tx, credit_code, name, kept, profile)))


async def register_unit(
    store: Store, password_hash: str, kind: str, name: str | None, credit_code: str | None, profile: Profile,
    real_level: int,
) -> AccountView:  # fmt: skip
    """A unit made for a test, with what was checked already; raises AccountExists."""
    return await store.write(
        lambda tx: account_view(register_enterprise(tx, password_hash, kind, name, credit_code, profile, real_level))
    )


async def change(store: Store, issuer: Issuer, account_id: str, changes: Profile) -> ChangedAccountView:
    """Set the given fields; raises RequestInvalid."""
    if faults := profile_faults(changes):
        raise RequestInvalid(errors=faults)
    typed = with_id_type(changes)
    return await _changed(store, issuer, lambda tx: change_profile(tx, account_id, typed))


async def verify(
    store: Store, issuer: Issuer, account_id: str, level: int, agent: Mapping[str, str], representative: str | None
) -> ChangedAccountView:
    """Real-name verification by an agent; raises RequestInvalid, ProfileIncomplete, RepresentativeDiffers."""
    if faults := profile_faults(agent):
        raise RequestInvalid(errors=faults)
    return await _changed(store, issuer, lambda tx: verify_real_name(tx, account_id, level, agent, representative))


async def _changed(store: Store, issuer: Issuer, action: Callable[[Transaction], Account]) -> ChangedAccountView:
    def changed(tx: Transaction) -> tuple[AccountView, Snapshot]:
        account = action(tx)
        return account_view(account), snapshot(tx, account)

    shown, who = await store.write(changed)
    return ChangedAccountView(**shown.model_dump(), access_token=issuer.token_for(who), expires_in=issuer.expires_in)

"""Real-name verification (实名认证, S6)."""

from collections.abc import Mapping

from services.gateway.portal.errors import ProfileIncomplete, RepresentativeDiffers
from services.gateway.portal.lookups.own_account import own_account
from services.gateway.portal.lookups.standing import profile_of
from services.gateway.portal.rules.profile import is_verified, missing
from services.gateway.portal.tables import Account
from shared.errors import FieldError
from shared.store import Transaction


def verify_real_name(
    tx: Transaction, account_id: str, level: int, agent: Mapping[str, str], legal_representative: str | None
) -> Account:
    """Verify the account at `level` (1 to 3) by its `agent` (the fields of AGENT), whom it keeps; a verified one stays
    as it is. Raises ProfileIncomplete, RepresentativeDiffers.
    """
    account = own_account(tx, account_id, hold=True)
    if lacking := missing({**profile_of(account), **agent}):
        raise ProfileIncomplete(
            errors=[FieldError(pointer, "missing", "该字段不得为空！", "must be filled in") for pointer in lacking]
        )
    if legal_representative not in (None, account.legal_representative):
        raise RepresentativeDiffers
    if not is_verified(account.real_level):
        account.sqlmodel_update(dict(agent))
        account.real_level, account.verified_at = level, tx.now()
        tx.add(account)
    return account

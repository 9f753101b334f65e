"""登录: the password is judged outside the transaction, which takes a while; then somebody is let in, or counted."""

from services.gateway.portal.actions.log_in import log_in, password_to_match
from services.gateway.portal.procedures.tokens import Issuer
from services.gateway.portal.views.accounts import LoggedIn, TokenView
from shared.login.passwords import matches
from shared.store import Store


async def enter(store: Store, issuer: Issuer, login: str, password: str) -> TokenView:
    """Log in with a legal-person account; raises LoginFailed, LoginRests."""
    kept = await store.read(password_to_match, login)
    who = await store.write(log_in, login, kept, await matches(kept, password))
    return TokenView(
        access_token=issuer.token_for(who), expires_in=issuer.expires_in, account=LoggedIn.model_validate(who.data)
    )

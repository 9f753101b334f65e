"""Tokens (登录凭证) for those who logged in."""

from dataclasses import dataclass
from datetime import timedelta

from services.review.actions.steps.logins import LoggedIn
from services.review.views.accounts import Token
from shared.http.host import Host
from shared.login.tokens import Tokens

AUDIENCE = "review"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Gives out tokens good for so many hours of the sandbox's clock, in the life of it they were asked for in."""

    tokens: Tokens
    hours: int

    def token_for(self, who: LoggedIn) -> Token:
        """A token of somebody's, and what is in it."""
        lifetime = timedelta(hours=self.hours)
        data = {
            "account": who.credit_code, "role": who.role, "must_change_password": who.must_change_password,
            "password_changes": who.password_changes,
        }  # fmt: skip
        return Token(
            access_token=self.tokens.issue(AUDIENCE, who.id, who.sandbox, who.life, who.at, lifetime, data),
            expires_in=int(lifetime.total_seconds()),
            must_change_password=who.must_change_password,
            account=who.credit_code,
            name=who.name,
            role=who.role,
        )


def issuer_of(service: Host) -> Issuer:
    """The one of this service."""
    return Issuer(service.tokens, service.settings.token_hours)

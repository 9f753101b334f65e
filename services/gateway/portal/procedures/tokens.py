"""Tokens that hall routes ask for, issued by whichever door somebody came in by."""

from dataclasses import dataclass
from datetime import timedelta

from services.gateway.portal.lookups.snapshot import Snapshot
from shared.http.host import Host
from shared.login.tokens import Tokens

AUDIENCE = "portal"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Gives out tokens good for so many hours of the sandbox's clock, in the life of it they were asked for in."""

    tokens: Tokens
    hours: int

    @property
    def expires_in(self) -> int:
        """Seconds."""
        return int(timedelta(hours=self.hours).total_seconds())

    def token_for(self, who: Snapshot) -> str:
        """A token that says what the snapshot says."""
        lifetime = timedelta(hours=self.hours)
        return self.tokens.issue(AUDIENCE, who.account_id, who.sandbox, who.life, who.now, lifetime, who.data)


def issuer_of(service: Host) -> Issuer:
    """The one of this service."""
    return Issuer(service.tokens, service.settings.token_hours)

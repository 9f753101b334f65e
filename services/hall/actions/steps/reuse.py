"""What is to be taken over from another filing, of what it offers."""

from collections.abc import Sequence

from services.hall.errors import ReuseNotOffered
from services.hall.rules.reuse import Offer
from shared.errors import FieldError


def require_offered(offer: Offer, named: Sequence[str] | None, field: str) -> Sequence[str]:
    """What is taken: what comes by default, or what is named in the body's `field`. Raises ReuseNotOffered."""
    if named is None:
        return offer.by_default
    offered = "、".join(offer.by_default + offer.on_request) or "—"
    errors = [
        FieldError(
            f"/{field}/{place}", "reuse-not-offered", f"没有可复用的内容；可选：{offered}", f"on offer: {offered}"
        )
        for place in offer.unknown(named)
    ]
    if errors:
        raise ReuseNotOffered(errors=errors, offered=offered)
    return named

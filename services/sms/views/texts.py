"""What stands on a phone, as the control plane gets it."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.sms.lookups.texts_on_phone import PAGE
from services.sms.views.messages import MessageView, message_view
from shared.http.api import View


class Texts(View):
    """Up to `PAGE` texts, and whether there may be more."""

    items: list[MessageView]
    more: bool


def texts(found: Sequence[Mapping[str, Any]]) -> Texts:
    """The texts with these columns."""
    return Texts(items=[message_view(columns) for columns in found], more=len(found) == PAGE)

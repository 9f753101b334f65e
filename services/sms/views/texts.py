"""What stands on a phone, as the control plane gets it."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.sms.lookups.texts_on_phone import PAGE
from services.sms.views.messages import named
from shared.instruments.contract import Text, Texts


def texts(found: Sequence[Mapping[str, Any]]) -> Texts:
    """The texts with these columns, up to `PAGE`."""
    return Texts(items=[Text.model_validate(named(columns)) for columns in found], more=len(found) == PAGE)

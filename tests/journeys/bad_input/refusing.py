"""What counts as a refusal of bad input."""

from typing import Any

from tests.journeys.client import Client, ContractBroken


def refused(caller: Client, method: str, path: str, **how: Any) -> dict[str, Any]:
    response = caller.send(method, path, **how)
    if not 400 <= response.status_code < 500:
        raise ContractBroken("bad input was not refused", response)
    return dict(response.json())

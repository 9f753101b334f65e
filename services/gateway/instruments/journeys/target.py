"""Which service a request was for: told by the first part of its path."""

from services.gateway.traces.rules.step import Step

_SERVED = {"hall": "hall", "review": "review", "sms": "sms"}


def target_of(step: Step) -> str:
    """The service that answered a request step: the gateway itself, or the one behind it."""
    parts = step.name.split(" ", 1)[-1].strip("/").split("/")
    return _SERVED.get(parts[0], step.service)

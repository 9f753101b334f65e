"""Who handles which events, as far as the services said."""

from collections.abc import Iterable, Mapping, Sequence

Subscribers = Mapping[str, Sequence[str]]
"""For each event type, the services that handle it."""


def subscribers_of(
    known: Mapping[str, Sequence[str]], services: Iterable[str], types: Mapping[str, bool]
) -> Subscribers:
    """From what each service said it handles, and which types must arrive somewhere.

    A service that was away all along may want any of the latter.
    """
    silent = [service for service in services if service not in known]
    return {
        type_: [
            *(service for service, handled in known.items() if type_ in handled),
            *(service for service in silent if must_arrive and not type_.startswith(service + ".")),
        ]
        for type_, must_arrive in types.items()
    }

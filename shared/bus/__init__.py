"""Transports for envelopes: one contract, kept by `local` and `rabbit`."""

from shared.bus.contract import Bus
from shared.bus.local import Hub, LocalBus


def connect_bus(url: str, service: str, hub: Hub) -> Bus:
    """The bus end of a service, not started yet: `local://` is inside the process, `amqp://…` or `amqps://…` through
    RabbitMQ. Raises ValueError for any other kind of URL."""
    scheme = url.partition(":")[0]
    if scheme == "local":
        return LocalBus(hub, service)
    if scheme in ("amqp", "amqps"):
        from shared.bus.rabbit import RabbitBus  # the embedded process starts without loading it

        return RabbitBus(url, service)
    raise ValueError(f"a bus URL starts with local: or amqp: or amqps:, not {scheme}:")

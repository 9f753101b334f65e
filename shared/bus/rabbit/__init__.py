"""RabbitMQ 3.10 or later: one durable topic exchange, one quorum queue for each service and event type.

Two connections, because a broker short of memory stops reading from publishers, and acknowledgements must not be held
up by that. aio-pika opens connections and channels; what is frequent goes to the aiormq channel below, at half the
cost.
"""

import logging

from shared.bus.rabbit.bus import RabbitBus
from shared.bus.rabbit.connection import Timing
from shared.bus.rabbit.consuming import PREFETCH
from shared.bus.rabbit.topology import UNLIMITED

__all__ = ["PREFETCH", "UNLIMITED", "RabbitBus", "Timing"]

# They tell of each lost connection several times, with tracebacks; a link says it in one line.
for noisy in ("aio_pika", "aiormq"):
    logging.getLogger(noisy).setLevel(logging.CRITICAL)

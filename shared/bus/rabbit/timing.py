"""The timeouts of the transport."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds."""

    answer: float = 5.0  # for the broker to answer a question
    farewell: float = 1.0  # for it to agree to a close
    confirm: float = 10.0  # for a publisher confirm
    acknowledge: float = 0.01  # from a delivery's end to its acknowledgement, for others to join
    check: float = 5.0  # between looks at the consumers
    first_pause: float = 0.1  # before connecting again …
    longest_pause: float = 3.0
    first_hold: float = 0.2  # before a delivery that was not accepted goes back …
    longest_hold: float = 10.0
    settle: float = 2.0  # before a new queue gets its first message

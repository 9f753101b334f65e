"""What every service answers at its inner door."""

from shared.instruments.doors import carrying, faults, hands, itself, journal, sandboxes, traffic

ANSWERS = tuple(part.answers for part in (journal, traffic, hands, sandboxes, faults, carrying, itself))

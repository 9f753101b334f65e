"""Timers: what is due at a moment of a sandbox's clock. Set in transactions, fired by one runner a service."""

from shared.timers.reading import Timer, timers_of, until_due
from shared.timers.runner import Due, Timers, fires_of

__all__ = ["Due", "Timer", "Timers", "fires_of", "timers_of", "until_due"]

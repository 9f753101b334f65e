"""Timers: what is due at a moment of a sandbox's clock. Set in transactions, fired by one runner a service."""

from shared.timers.due import Due, fires_of
from shared.timers.reading import Timer, next_timer, timers_of, until_due
from shared.timers.runner import Fire, Timers

__all__ = ["Due", "Fire", "Timer", "Timers", "fires_of", "next_timer", "timers_of", "until_due"]

"""Times and lengths, as short as a reader needs them; the same in every language."""

from datetime import datetime, timedelta

from services.gateway.traces.rules.step import Milliseconds

_SECOND, _MINUTE, _HOUR, _DAY = 1_000, 60_000, 3_600_000, 86_400_000


def length(ms: Milliseconds) -> str:
    """`3.7 ms`, `121 ms`, `4.50 s`, `2 min 05 s`, `3 h 02 min`, `1 d 04 h`."""
    sign, ms = ("−" if ms < 0 else ""), abs(ms)
    if ms < _SECOND:
        return f"{sign}{short(ms)} ms"
    if ms < _MINUTE:
        return f"{sign}{ms / _SECOND:.2f} s"
    if ms < _HOUR:
        return f"{sign}{int(ms // _MINUTE)} min {int(ms % _MINUTE // _SECOND):02} s"
    if ms < _DAY:
        return f"{sign}{int(ms // _HOUR)} h {int(ms % _HOUR // _MINUTE):02} min"
    return f"{sign}{int(ms // _DAY)} d {int(ms % _DAY // _HOUR):02} h"


def short(ms: Milliseconds) -> str:
    """Milliseconds without their unit: one digit behind the point below a hundred."""
    return f"{ms:.1f}" if abs(ms) < 99.95 else f"{ms:,.0f}".replace(",", " ")


def took(ms: Milliseconds) -> str:
    """For a column of milliseconds: what is longer than ten seconds says its units."""
    return short(ms) if ms < 10 * _SECOND else length(ms)


def since(start: datetime, moment: datetime) -> str:
    """How long after the start, in milliseconds up to ten seconds: `+288.3`, `+12.41 s`, `+3:12`, `+3 d 02:03`."""
    ms = (moment - start) / timedelta(milliseconds=1)
    sign, ms = ("+" if ms >= 0 else "−"), abs(ms)
    if ms < 10 * _SECOND:
        return f"{sign}{ms:.1f}"
    if ms < _MINUTE:
        return f"{sign}{ms / _SECOND:.2f} s"
    hours, minutes, seconds = int(ms % _DAY // _HOUR), int(ms % _HOUR // _MINUTE), int(ms % _MINUTE // _SECOND)
    if ms < _DAY:
        return sign + (f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}")
    return f"{sign}{int(ms // _DAY)} d {hours:02}:{minutes:02}"


def told(moment: datetime) -> str:
    """A moment to the millisecond."""
    return moment.isoformat(" ", "milliseconds").removesuffix("+08:00")


def clock(moment: datetime, beside: datetime) -> str:
    """The time of day; with the date when it is another day than `beside`."""
    return f"{moment:%H:%M:%S}" if moment.date() == beside.date() else f"{moment:%m-%d %H:%M}"

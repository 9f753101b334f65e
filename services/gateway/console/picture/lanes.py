"""Lanes: who takes part, from left to right, and between whom something passes."""

from collections.abc import Iterable, Sequence

from services.gateway.console.picture.shape import Shape
from services.gateway.traces.rules.step import Step

BROWSER, GATEWAY, BUS, PHONE = "browser", "gateway", "bus", "phone"
ORDER = (BROWSER, GATEWAY, "hall", BUS, "review", "sms", PHONE)
_PATHS = {"hall": "hall", "review": "review", "sms": "sms"}


def ends_of(step: Step) -> tuple[str, str]:
    """From which lane to which; the same one twice for what passes between nobody."""
    match step.kind:
        case "request":
            return BROWSER, target_of(step)
        case "control":
            return BROWSER, step.service
        case "event":
            return step.service, BUS
        case "delivery":
            return BUS, step.service
        case "message":
            return step.service, PHONE
        case _:
            return step.service, step.service


def answering(step: Step) -> str:
    """Whose step it is for whoever reads it: of a request the service that answered, although the gateway noted it."""
    return target_of(step) if step.kind == "request" else step.service


def target_of(step: Step) -> str:
    """The service that answered a request: the gateway itself, or the one behind it."""
    said = step.detail.get("service")
    if isinstance(said, str) and said:
        return GATEWAY if said == "portal" else said
    first = step.name.split(" ", 1)[-1].strip("/").split("/")[0]
    return _PATHS.get(first, GATEWAY)


def touched_by(shape: Shape) -> frozenset[str]:
    """The lanes on which a shape begins, ends, or shows a state. That a request passes the gateway is not counted."""
    return frozenset([*ends_of(shape.step), *(state.service for state in shape.states)])


def lanes_used(shapes: Iterable[Shape], also: Iterable[str] = ()) -> tuple[str, ...]:
    """Those on which anything happens and some `also`, in their order; a service nobody foresaw is before the phone."""
    used: set[str] = {*also}
    for shape in shapes:
        used |= touched_by(shape)
        if shape.step.kind == "request":
            used.add(GATEWAY)
    unforeseen = sorted(used - {*ORDER})
    return tuple(lane for lane in (*ORDER[:-1], *unforeseen, PHONE) if lane in used)


def shown_on(lanes: Sequence[str], shapes: Sequence[Shape]) -> list[Shape]:
    """What touches one of the lanes asked for, if any are, and none of those hidden (`-sms`)."""
    wanted, hidden = {lane for lane in lanes if not lane.startswith("-")}, hidden_lanes(lanes)
    return [
        shape for shape in shapes if (not wanted or _all_touched(shape) & wanted) and not (touched_by(shape) & hidden)
    ]


def hidden_lanes(lanes: Iterable[str]) -> frozenset[str]:
    """Those with a minus, without it."""
    return frozenset(lane.removeprefix("-") for lane in lanes if lane.startswith("-"))


def _all_touched(shape: Shape) -> frozenset[str]:
    return touched_by(shape) | ({GATEWAY} if shape.step.kind == "request" else frozenset())

"""What no service of the sandbox has heard of."""

from shared.errors import NotFound


class EventUnknown(NotFound):
    """No service of this sandbox recorded it."""

    code = "event-unknown"
    zh = "沙箱“{sandbox}”中没有事件 {event}，请核对编号与 Sim-Sandbox 请求头。"
    en = "Sandbox “{sandbox}” has no event {event}: check the id and the Sim-Sandbox header."


class JourneyUnknown(NotFound):
    """No service of this sandbox has heard of it."""

    code = "journey-unknown"
    zh = "沙箱“{sandbox}”中没有旅程 {journey}，旅程编号即申报编号（id），请核对编号与 Sim-Sandbox 请求头。"
    en = "Sandbox “{sandbox}” has no journey {journey}: it is an application's id; check the Sim-Sandbox header."

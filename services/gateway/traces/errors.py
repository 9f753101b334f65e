"""What no service of the sandbox has heard of."""

from shared.errors import NotFound


class EventUnknown(NotFound):
    """No service of this sandbox recorded it."""

    code = "event-unknown"
    zh = "沙箱“{sandbox}”中没有事件 {event}，请核对编号与 Sim-Sandbox 请求头。"
    en = "Sandbox “{sandbox}” has no event {event}: check the id and the Sim-Sandbox header."

"""What the control plane refuses.

Problem
 ├─ ClockTooLate 422                                  time goes to the beginning of 2100
 ├─ JourneyUnknown, EventUnknown 404                  nothing of that id in this sandbox
 ├─ WaitTimeout, IdleTimeout 408                      it did not happen in time; what did is in the answer
 ├─ SandboxExists, SandboxWasReset, DefaultSandboxStays 409
 └─ PassedOn                                          a service's own refusal, as it said it
"""

from typing import Any

from shared.context import Language
from shared.errors import Conflict, FieldError, NotFound, Problem, RequestInvalid


class JourneyUnknown(NotFound):
    """No service of this sandbox has heard of it."""

    code = "journey-unknown"
    zh = "沙箱“{sandbox}”中没有旅程 {journey}，旅程编号即申报编号（id），请核对编号与 Sim-Sandbox 请求头。"
    en = "Sandbox “{sandbox}” has no journey {journey}: it is an application's id; check the Sim-Sandbox header."


class EventUnknown(NotFound):
    """No service of this sandbox recorded it."""

    code = "event-unknown"
    zh = "沙箱“{sandbox}”中没有事件 {event}，请核对编号与 Sim-Sandbox 请求头。"
    en = "Sandbox “{sandbox}” has no event {event}: check the id and the Sim-Sandbox header."


class ConsumerUnknown(NotFound):
    """That service does not handle the event."""

    code = "consumer-unknown"
    zh = "{consumer} 不处理此事件，可选：{consumers}。"
    en = "{consumer} does not handle this event; those that do: {consumers}."


class NothingToWaitFor(RequestInvalid):
    """Neither a journey nor an event type was named."""

    def __init__(self) -> None:
        zh, en = "请至少给出 journey 或 event 之一。", "Name a journey or an event type, or both."
        super().__init__(errors=[FieldError(f"/query/{name}", "missing", zh, en) for name in ("journey", "event")])


class WaitTimeout(Problem):
    """It did not happen in time; `steps`, `events` and `stopped_at` say what did."""

    status, code = 408, "wait-timeout"
    zh = "在 {timeout} 秒内未等到{what}。{stopped}"
    en = "{what_en} did not happen within {timeout} seconds; the journey's steps so far are in this answer."


class IdleTimeout(Problem):
    """Something is still in flight; `pending` says what."""

    status, code = 408, "idle-timeout"
    zh = "在 {timeout} 秒内系统未进入空闲状态，尚有 {count} 项在途，详见 pending。"
    en = "Not idle within {timeout} seconds: {count} things are still in flight, see pending."


class ClockTooLate(RequestInvalid):
    """The clock would go to where dates have no end that all programs know."""

    code = "clock-too-late"
    zh = "沙箱时间最晚只能到 {year} 年初：请减小 advance_seconds，用 now 设为较早的时间，或用 real 恢复真实时间。"
    en = (
        "A sandbox's clock goes no further than the beginning of {year}: advance it by less, set it back with now, or "
        "make it real again."
    )

    def __init__(self, *, field: str, year: int) -> None:
        wrong = FieldError(
            f"/{field}", self.code, f"沙箱时间不得晚于 {year} 年初", f"leads beyond the beginning of {year}"
        )
        super().__init__(errors=[wrong], year=year)


class SandboxExists(Conflict):
    """The name is taken."""

    code = "sandbox-exists"
    zh = "沙箱“{sandbox}”已存在（名称不区分大小写），请换一个名称，或用 POST /sim/reset 将其重置。"
    en = "There is a sandbox “{sandbox}” already (in whatever case): take another name, or POST /sim/reset there."


class SandboxWasReset(Conflict):
    """Who waited in it waits for nothing any more."""

    code = "sandbox-reset"
    zh = "等待期间沙箱“{sandbox}”已被重置或重新创建，所等待的内容不会再发生，请重新开始。"
    en = "Sandbox “{sandbox}” was reset or made anew meanwhile: what you waited for cannot happen; start again."


class DefaultSandboxStays(Conflict):
    """The default sandbox can be reset, not deleted."""

    code = "sandbox-default"
    zh = "默认沙箱不能删除，可用 POST /sim/reset 重置。"
    en = "The default sandbox cannot be deleted; POST /sim/reset empties it."


class PassedOn(Problem):
    """A service's refusal, handed on as it said it."""

    def __init__(self, status: int, document: dict[str, Any]) -> None:
        super().__init__()
        self.status = status  # type: ignore[misc]
        self.code = str(document.get("code", "refused"))  # type: ignore[misc]
        self._document = document

    def document(self, language: Language) -> dict[str, Any]:
        """What the service said."""
        return self._document

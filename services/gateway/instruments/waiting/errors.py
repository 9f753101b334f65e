"""What is refused of who waits for an event."""

from shared.errors import FieldError, Problem, RequestInvalid


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

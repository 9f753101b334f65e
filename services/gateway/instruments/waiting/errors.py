"""What is refused of who waits for an event."""

from collections.abc import Sequence

from shared.errors import FieldError, Problem, RequestInvalid


class NothingToWaitFor(RequestInvalid):
    """Nothing was named that could happen."""

    def __init__(self) -> None:
        zh = "请至少给出 journey、event、message、phone 之一。"
        en = "Name a journey, an event type, a message or a phone: at least one of them."
        names = ("journey", "event", "message", "phone")
        super().__init__(errors=[FieldError(f"/query/{name}", "missing", zh, en) for name in names])


class OneThingAtATime(RequestInvalid):
    """A state is a step, a text is an event of the message service: they cannot be waited for together."""

    def __init__(self, name: str) -> None:
        zh = f"{name} 不能与其他条件同时等待：请分两次等待。"
        super().__init__(errors=[FieldError(f"/query/{name}", "contradiction", zh, f"{name} is waited for alone")])


class StateMalformed(RequestInvalid):
    """It is a thing and its state, of a journey."""

    def __init__(self, name: str) -> None:
        zh = "等待状态请给出 journey 与 state=事物:状态，例如 application:confirmed。"
        en = "To wait for a state give a journey, and a thing with its state: application:confirmed."
        super().__init__(errors=[FieldError(f"/query/{name}", "state-malformed", zh, en)])


class TemplateUnknown(RequestInvalid):
    """No text is called that."""

    def __init__(self, said: str, known: Sequence[str]) -> None:
        zh, en = (
            f"没有短信模板 {said}，可用的有：{'、'.join(known)}。",
            f"No template {said}; there are: {', '.join(known)}.",
        )
        super().__init__(errors=[FieldError("/query/message", "template-unknown", zh, en)])


class WaitTimeout(Problem):
    """It did not happen in time; `steps`, `events` and `stopped_at` say what did."""

    status, code = 408, "wait-timeout"
    zh = "在 {timeout} 秒内未等到{what}。{stopped}"
    en = "{what_en} did not happen within {timeout} seconds; the journey's steps so far are in this answer."

"""What is refused of who waits until nothing moves."""

from shared.errors import Problem


class IdleTimeout(Problem):
    """Something is still in flight; `pending` says what."""

    status, code = 408, "idle-timeout"
    zh = "在 {timeout} 秒内系统未进入空闲状态，尚有 {count} 项在途，详见 pending。"
    en = "Not idle within {timeout} seconds: {count} things are still in flight, see pending."


class IdleTimeoutByFaults(IdleTimeout):
    """The same where faults are at work, which may be what holds it; `faults` names them."""

    zh = "在 {timeout} 秒内系统未进入空闲状态，尚有 {count} 项在途，详见 pending；起作用的故障：{faults}，可撤除。"
    en = (
        "Not idle within {timeout} seconds: {count} things are still in flight, see pending. Faults at work: {faults}; "
        "remove them, and what they hold goes on."
    )

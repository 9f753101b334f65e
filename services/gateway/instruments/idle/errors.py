"""What is refused of who waits until nothing moves."""

from shared.errors import Problem


class IdleTimeout(Problem):
    """Something is still in flight; `pending` says what."""

    status, code = 408, "idle-timeout"
    zh = "在 {timeout} 秒内系统未进入空闲状态，尚有 {count} 项在途，详见 pending。"
    en = "Not idle within {timeout} seconds: {count} things are still in flight, see pending."

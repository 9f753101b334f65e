"""Not now: the service is asked too much, something it needs is away, or it is broken."""

from typing import ClassVar

from shared.errors.problem import Problem


class RateLimited(Problem):
    """Too many, too fast."""

    status, code = 429, "rate-limited"
    zh = "请求过于频繁，请稍后再试。"
    en = "Too many requests: wait a little and try again."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "1"}


class LoopDetected(Problem):
    """A request of the simulator's own came back to it: each would cause the next, for ever."""

    status, code = 508, "loop-detected"
    zh = "Webhook 与状态报告不能发给模拟器自身，否则会无休止地循环：请改为您的程序的网址。"
    en = (
        "Webhooks and reports do not go to the simulator itself, where one would cause the next for ever: give the "
        "URL of your program."
    )


class InternalError(Problem):
    """A defect of the simulator."""

    status, code = 500, "internal-error"
    zh = "模拟器内部错误，已记录日志。"
    en = "The simulator failed here; the log has the reason."


class Unavailable(Problem):
    """Something the service needs is away for the moment, perhaps since it was told to commit."""

    doubtful = True
    status, code = 503, "service-unavailable"
    zh = "服务暂不可用，请稍后重试。"
    en = "The service is not available right now: try again in a moment."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "1"}


class Held(Unavailable):
    """Somebody holds this life of the sandbox for a moment: whoever writes waits, and is not told."""

    doubtful = False


class Interrupted(Unavailable):
    """A tester's fault may strike this store now: whoever asked suffers it first, then asks again, and is not told."""

    doubtful = False


class StoreFaulted(Unavailable):
    """A tester's fault plays that the database is away: nothing has begun."""

    doubtful = False


class StorageFull(Unavailable):
    """No room where the service keeps its data: nothing was saved, what is there can be read."""

    doubtful = False
    status, code = 507, "storage-full"
    zh = "磁盘空间不足，本次操作未保存；请清理磁盘后重试，已有数据仍可查看。"
    en = "The disk is full and nothing was saved: make room, then try again; what is there can still be read."


class StorageGone(Unavailable):
    """The database's file was removed under the running service."""

    code = "storage-gone"
    zh = "数据文件已被删除或移走，请重新启动模拟器。"
    en = "The data files were removed while the simulator runs: start it anew."

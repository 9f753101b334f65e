"""What is refused on behalf of the other services."""

from typing import Any

from shared.context import Language
from shared.errors import Conflict, Problem, Unavailable


class SandboxWasReset(Conflict):
    """Who waited in it waits for nothing any more."""

    code = "sandbox-reset"
    zh = "等待期间沙箱“{sandbox}”已被重置或重新创建，所等待的内容不会再发生，请重新开始。"
    en = "Sandbox “{sandbox}” was reset or made anew meanwhile: what you waited for cannot happen; start again."


class SandboxExists(Conflict):
    """The name is taken."""

    code = "sandbox-exists"
    zh = "沙箱“{sandbox}”已存在（名称不区分大小写），请换一个名称，或用 POST /sim/reset 将其重置。"
    en = "There is a sandbox “{sandbox}” already (in whatever case): take another name, or POST /sim/reset there."
    zh_page = "沙箱“{sandbox}”已存在（名称不区分大小写），请换一个名称，或将其重置。"
    en_page = "There is a sandbox “{sandbox}” already (in whatever case): take another name, or reset that one."


class NotCopied(Unavailable):
    """It could not be copied as of one moment."""

    doubtful = False
    code = "sandbox-not-copied"
    zh = "未能在{seconds}秒内取得沙箱“{sandbox}”同一时刻的完整状态，未作任何改动；请待其中的操作少些时重试。"
    en = (
        "Sandbox “{sandbox}” could not be copied as it was at one moment within {seconds} s, and nothing was changed: "
        "try again when less is going on in it."
    )


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

"""What is refused on behalf of the other services."""

from typing import Any

from shared.context import Language
from shared.errors import Conflict, Problem


class SandboxWasReset(Conflict):
    """Who waited in it waits for nothing any more."""

    code = "sandbox-reset"
    zh = "等待期间沙箱“{sandbox}”已被重置或重新创建，所等待的内容不会再发生，请重新开始。"
    en = "Sandbox “{sandbox}” was reset or made anew meanwhile: what you waited for cannot happen; start again."


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

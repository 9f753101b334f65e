"""What a sandbox may be called."""

from collections.abc import Iterable
from typing import Annotated

from shared.values.fields import checked
from shared.values.text import is_sandbox_name

ZH = (
    "沙箱名称须以字母或数字开头，只能含字母、数字、“-”“_”“.”（不可连用“..”），至多63个字符；"
    "分支名中的“/”请换成“-”，例如 feature-1。"
)
EN = (
    "a sandbox's name begins with a letter or digit and has letters, digits, “-”, “_” and “.” (never “..”), at most 63 "
    "of them: write feature-1 for the branch feature/1"
)

SandboxNamed = Annotated[str, checked("sandbox_name_malformed", ZH, EN, is_sandbox_name)]
"""In bodies."""


def taken_by(name: str, names: Iterable[str]) -> str | None:
    """Which of these names it is, or differs from in case only."""
    return next((other for other in names if other.lower() == name.lower()), None)

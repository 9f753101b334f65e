"""Project codes (项目代码): as people type them (S4, S12), and those of projects entered by hand (S8)."""

from datetime import datetime

from services.hall.errors import ProjectCodeMalformed
from shared.errors import FieldError
from shared.values.canonical import KINDS

_KIND = KINDS["project-code"]


def read_project_code(text: str) -> str:
    """The 24 characters; raises ProjectCodeMalformed, which says what is wrong."""
    code = _KIND.read(text)
    if fault := _KIND.fault(code):
        raise ProjectCodeMalformed(errors=[FieldError("/project_code", _KIND.code, f"项目代码{fault[0]}", fault[1])])
    return code


def local_project_code(now: datetime, number: int) -> str:
    """The code of a manually entered project (新增项目): same shape, reserved segments 99-99 (invented)."""
    return f"{now:%y%m}-410100-99-99-{number:06d}"

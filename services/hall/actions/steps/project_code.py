"""Read a project code (项目代码) as people type it (S4, S12)."""

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

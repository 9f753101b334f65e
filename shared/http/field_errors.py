"""What FastAPI and pydantic found wrong with a request, as field errors in both languages (field_errors.toml)."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from shared.errors import MOST_NAMED, FieldError, RequestInvalid, pointer_to

M = TypeVar("M", bound=BaseModel)

CHINESE: Mapping[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["of"]


def read_as_body(model: type[M], values: Mapping[str, Any]) -> M:
    """These values as a body of that model; raises RequestInvalid, as if they had come in as one."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise refusal_below(error) from error


def refusal_below(error: ValidationError, *path: str) -> RequestInvalid:
    """The refusal of a body with these errors at this place in it."""
    return refusal_of([{**item, "loc": ("body", *path, *item["loc"])} for item in error.errors()])


def refusal_of(wrong: Sequence[Mapping[str, Any]]) -> RequestInvalid:
    """The refusal of a request with these errors, as pydantic lists them; not more than people read are named."""
    unnamed = sum(item.get("ctx", {}).get("unnamed", 0) for item in wrong)
    return RequestInvalid(errors=[field_error(item) for item in wrong[:MOST_NAMED]], wrong=len(wrong) + unnamed)


def field_error(item: Mapping[str, Any]) -> FieldError:
    """One of them. Of our own kinds the Chinese comes along as `zh`."""
    where, *path = item["loc"]
    context = item.get("ctx", {})
    chinese = context.get("zh") or CHINESE.get(item["type"], CHINESE["value_error"]).format_map(_in_chinese(context))
    pointer = pointer_to(*(path if where == "body" else [where, *path]))
    return FieldError(pointer, str(item["type"]).replace("_", "-"), chinese, str(item["msg"]))


def _in_chinese(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """Pydantic lists choices as `'a', 'b' or 'c'`."""
    if "expected" not in context:
        return context
    listed = str(context["expected"]).replace("'", "").replace(" or ", ", ").replace(", ", "、")
    return {**context, "expected": listed}

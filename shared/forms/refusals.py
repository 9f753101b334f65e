"""What jsonschema found, told as field errors: a pointer, a stable code, and what to write instead."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from jsonschema.exceptions import ValidationError

from shared.errors import FieldError
from shared.forms.types import FORMATS

_TYPES = {
    "string": ("应为文本", "must be text"),
    "integer": ("应填写整数", "must be a whole number"),
    "number": ("应填写数字", "must be a number"),
    "boolean": ("应为是（true）或否（false）", "must be true or false"),
    "object": ("应为一组字段", "must be an object"),
    "array": ("应为列表", "must be a list"),
}
_UNKNOWN = "this form has no such field: leave it out"
Told = tuple[str, str, str]

_SIMPLE: dict[str, Callable[[Any], Told]] = {
    "type": lambda wanted: ("field-type", *_TYPES[wanted]),
    "enum": lambda _: ("field-not-in-dictionary", "的值不在代码项之中！", "is not one of the codes of its dictionary"),
    "const": lambda wanted: ("field-fixed", f"只能为{wanted}", f"can only be {wanted}"),
    "minimum": lambda least: ("field-range", f"不得小于{least}", f"must not be less than {least}"),
    "maximum": lambda most: ("field-range", f"不得大于{most}", f"must not be more than {most}"),
    "maxLength": lambda most: ("field-too-long", f"不得超过{most}个字", f"must not be longer than {most} characters"),
    "pattern": lambda wanted: (
        ("field-empty", "不得为空！", "must not be empty") if wanted == r"\S"
        else ("field-malformed", "格式不正确", f"must match {wanted}")
    ),
    "format": lambda name: (FORMATS[name].code, FORMATS[name].zh, FORMATS[name].en),
    "x-decimals": lambda most: ("field-decimals", f"最多保留{most}位小数", f"must not have more than {most} decimals"),
    "x-printable": lambda _: ("field-unprintable", "含有不可显示的字符", "has characters that cannot be shown"),
    "maxItems": lambda most: ("too-many-rows", f"不得超过{most}行", f"must not have more than {most} rows"),
}  # fmt: skip


def pointer_to(*keys: object) -> str:
    """A JSON pointer (RFC 6901); keys of strangers are cut short and made encodable."""
    return "".join("/" + _shown(key).replace("~", "~0").replace("/", "~1") for key in keys)


def _shown(key: object) -> str:
    return str(key)[:100].encode("utf-8", "replace").decode()


def told(error: ValidationError) -> Iterator[FieldError]:
    """The field errors of one finding; an object with unknown fields is one finding and several errors."""
    path, schema = list(error.absolute_path), cast(dict[str, Any], error.schema)
    if error.validator == "additionalProperties":
        for key in sorted(set(cast(dict[str, Any], error.instance)) - set(schema["properties"])):
            yield FieldError(pointer_to(*path, key), "field-unknown", "该表单没有此栏目，请删除", _UNKNOWN)
        return
    code, zh, en = _SIMPLE[str(error.validator)](error.validator_value)
    title = schema.get("title", "")
    yield FieldError(pointer_to(*path), code, title + zh, f"{'/'.join(map(str, path)) or 'the form'} {en}")

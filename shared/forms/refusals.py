"""What a judge found, told as field errors: a pointer, a stable code, and what to write instead.

Sections share field titles (three units have a 单位名称 each), so a sentence always names both.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shared.context import Language
from shared.errors import FieldError, pointer_to, shown_key
from shared.forms.judging import Finding
from shared.forms.types import FORMATS, LONGEST_FORMAT

_TYPES = {
    "string": ("应为文本", "must be text"),
    "integer": ("应填写整数", "must be a whole number"),
    "number": ("应填写数字", "must be a number"),
    "boolean": ("应为是（true）或否（false）", "must be true or false"),
    "object": ("应为一组字段", "must be an object"),
    "array": ("应为列表", "must be a list"),
}
_TITLES = {"zh": ("第{}行", "“{}”", "表单"), "en": (", row {}", ": {}", "The form")}
_UNKNOWN = "is not a field of this form: leave it out"
_NAMED_CODES = 12
Refusal = tuple[str, str, str]

_SIMPLE: dict[str, Callable[[Any], Refusal]] = {
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
    "x-decimals": lambda most: ("field-decimals", f"最多保留{most}位小数", f"must not have more than {most} decimals"),
    "x-printable": lambda _: ("field-unprintable", "含有不可显示的字符", "has characters that cannot be shown"),
    "maxItems": lambda most: ("too-many-rows", f"不得超过{most}行", f"must not have more than {most} rows"),
}  # fmt: skip


def title_at(schema: Mapping[str, Any], path: Sequence[object], language: Language = "zh") -> str:
    """How people call what is at a path: 单体工程第2行“工程用途”, Buildings, row 2: Use; 表单 at the root."""
    title, node = "", schema
    row, field, root = _TITLES[language]
    for depth, key in enumerate(path):
        if isinstance(key, int) or str(key).isdigit():
            title, node = title + row.format(int(str(key)) + 1), node["items"]
        else:
            node = node["properties"][key]
            called = node["title"] if language == "zh" else node.get("x-title-en", node["title"])
            title += field.format(called) if depth else called
    return title or root


def field_error_of(finding: Finding, form: Mapping[str, Any]) -> FieldError:
    """The field error of a finding, in a form of this schema."""
    path, schema, keyword = finding.path, finding.schema, finding.keyword
    if keyword == "additionalProperties":
        key = shown_key(path[-1])
        zh = f"{title_at(form, path[:-1])}没有“{key}”这一栏目，请删除"
        en = f"{title_at(form, path[:-1], 'en')}: {key} {_UNKNOWN}"
        return FieldError(pointer_to(*path), "field-unknown", zh, en)
    code, zh, en = _wrong(finding)
    more_zh, more_en = _advice(schema, keyword)
    where = title_at(form, path, "en")
    return FieldError(pointer_to(*path), code, title_at(form, path) + zh + more_zh, f"{where} {en}{more_en}")


def _advice(schema: Mapping[str, Any], keyword: str) -> tuple[str, str]:
    """What would be right, where the sentence alone does not say it: the first codes of a dictionary, an example."""
    if keyword == "enum" and (labels := schema.get("x-labels")):
        codes = list(labels)[:_NAMED_CODES]
        more = ("", "") if len(codes) == len(labels) else ("等", " …")
        zh, en = "、".join(f"{code} {labels[code]}" for code in codes), ", ".join(codes)
        return f"可选：{zh}{more[0]}", f": {en}{more[1]}"
    if keyword == "pattern" and (means := schema.get("x-means")):
        return f"，{means['zh']}", f": {means['en']}"
    if keyword == "pattern" and (examples := schema.get("examples")):
        return f"，例如 {examples[0]}", f", such as {examples[0]}"
    return "", ""


def _wrong(finding: Finding) -> Refusal:
    wanted = finding.schema[finding.keyword]
    if finding.keyword == "format":
        known = FORMATS[wanted]
        return (known.code, *(known.fault(finding.value[: LONGEST_FORMAT + 1]) or ("", "")))
    return _SIMPLE[finding.keyword](wanted)

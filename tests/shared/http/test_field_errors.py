"""What pydantic finds is told in Chinese that says something, whatever it is."""

import re
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core import _pydantic_core

from shared.http.field_errors import CHINESE, field_error, refusal_of

KNOWN: dict[str, Any] = {str(known["type"]): known for known in _pydantic_core.list_all_errors()}


@pytest.mark.parametrize("kind", KNOWN)
def test_every_type_of_error_says_something(kind: str) -> None:
    context = dict.fromkeys(re.findall(r"\{(\w+)\}", KNOWN[kind]["message_template_python"]), "7")
    told = field_error({"type": kind, "loc": ("body", "x"), "msg": "English", "ctx": context})
    assert re.search(r"[\u4e00-\u9fff]{3}", told.zh) and told.zh[-1] in "。！"
    assert "{" not in told.zh and told.code == kind.replace("_", "-")
    limits = {name for name in context if re.match(r"(min|max|expected|gt|ge|lt|le|multiple|whole|decimal)", name)}
    for name in limits & set(KNOWN[kind]["example_context"] or ()):
        assert f"{{{name}}}" in CHINESE[kind], f"{name} is what one has to know"


def test_nothing_is_told_that_nobody_finds() -> None:
    assert set(CHINESE) - set(KNOWN) == {"text_unstorable"}


def test_a_kind_of_our_own_brings_its_chinese_along() -> None:
    told = field_error(
        {"type": "phone_malformed", "loc": ("query", "to"), "msg": "no", "ctx": {"zh": "不是{手机}号。"}}
    )
    assert (told.pointer, told.code, told.zh) == ("/query/to", "phone-malformed", "不是{手机}号。")


class Told(BaseModel):
    """Choices of both sorts."""

    role: Literal["design", "survey"]
    level: Literal[1, 2, 3]


def test_choices_are_listed_in_the_language_of_the_sentence() -> None:
    """Pydantic's list has English between its words."""
    with pytest.raises(ValidationError) as found:
        Told.model_validate({"role": "agency", "level": 9})
    told = [field_error({**item, "loc": ("body", *item["loc"])}) for item in found.value.errors()]
    assert [error.zh.partition("可选：")[2] for error in told] == ["design、survey。", "1、2、3。"]
    assert "'design' or 'survey'" in told[0].en


def test_a_hundred_are_named_and_all_are_counted() -> None:
    wrong = [{"type": "missing", "loc": ("body", number), "msg": "Field required"} for number in range(250)]
    problem = refusal_of(wrong)
    assert len(problem.errors) == 100
    assert problem.document("zh")["error_count"] == 250 and "250" in problem.detail("zh")
    assert "250" in problem.detail("en")


def test_a_strangers_key_is_cut_short() -> None:
    told = field_error({"type": "extra_forbidden", "loc": ("body", "k" * 5000 + "\ud800"), "msg": "no"})
    assert len(told.pointer) == 101 and told.pointer.encode()

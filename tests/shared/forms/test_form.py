"""A form as data: what is refused in a draft, what a complete one needs, what another form lends."""

from pathlib import Path
from typing import Any

import pytest

from shared.forms import Dictionary, Form, Judgement, compile_form, load_dictionaries, load_sections
from shared.phrase import Phrase

LAYOUT = """
[unit]
template = true
[unit.fields]
name = { title = "名称", en = "Name", type = "name", length = 10, required = "AB", example = "示例" }
[unit.fields.code]
title = "代码"
en = "Code"
type = "credit-code"
required = "A"
optional = "B"
example = "91410100MA9XXXX118"

[owner]
title = "建设单位"
en = "Owner"
like = "unit"
required = "AB"
[owner.fields]
name = { fact = "owner_name" }
kind = { title = "类型", en = "Kind", type = "choice", dictionary = "kind", optional = "A" }
[owner.fields.id]
title = "证件"
en = "Document"
type = "text"
optional = "A"
format = "resident-id"
format_when = { kind = "1" }

[works]
title = "单体"
en = "Buildings"
rows = true
max_rows = 3
required = "A"
[works.fields]
floors = { title = "层数", en = "Storeys", type = "integer", unit = "层", maximum = 100, required = "A", example = 3 }
start = { title = "开工", en = "Start", type = "date", optional = "A" }
green = { title = "绿色", en = "Green", type = "flag", optional = "A" }
phone = { title = "手机", en = "Mobile", type = "mobile", optional = "A" }
[works.fields.rate]
title = "率"
en = "Rate"
type = "decimal"
maximum = 100
required = "A"
required_when = { floors = { above = 2 } }
example = 4.35
"""
DICTIONARIES = {
    "kind": Dictionary("类型", "Kind", {"1": Phrase("身份证", "Identity card"), "2": Phrase("护照", "Passport")})
}
TITLE = Phrase("示例", "Example")


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    path = tmp_path_factory.mktemp("form") / "form.toml"
    path.write_text(LAYOUT, encoding="utf-8")
    return compile_form(load_sections([path]), "A", DICTIONARIES, TITLE)


def wrong(form: Form, **sections: Any) -> dict[str, str]:
    return {error.pointer: error.code for error in form.judge(sections).errors}


def test_an_example_is_complete(form: Form) -> None:
    for known in ({}, {"owner_name": "某公司"}):
        example = form.example(known)
        assert form.judge(example) == Judgement((), (), example)
    assert form.example({"owner_name": "某公司"})["owner"]["name"] == "某公司"


def test_an_empty_draft_lacks_every_field(form: Form) -> None:
    judgement = form.judge({})
    assert judgement.errors == ()
    assert judgement.missing == ("/owner/code", "/owner/name", "/works")


def test_a_field_may_be_required_because_of_another(form: Form) -> None:
    few, many = {"works": [{"floors": 2}]}, {"works": [{"floors": 2}, {"floors": 3}]}
    assert "/works/0/rate" not in form.judge(few).missing
    assert "/works/1/rate" in form.judge(many).missing and "/works/0/rate" not in form.judge(many).missing


@pytest.mark.parametrize("value", [[], "x", None, 3])
def test_a_form_is_an_object(form: Form, value: Any) -> None:
    assert [error.pointer for error in form.judge(value).errors] == [""]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("floors", 3.0, "field-type"),
        ("floors", True, "field-type"),
        ("floors", "3", "field-type"),
        ("floors", None, "field-type"),
        ("floors", -1, "field-range"),
        ("floors", 10**40, "field-range"),
        ("rate", 4.351, "field-decimals"),
        ("rate", 100.01, "field-range"),
        ("rate", float("nan"), "field-type"),
        ("rate", float("inf"), "field-type"),
        ("rate", "4", "field-type"),
        ("start", "2026-02-30", "date-malformed"),
        ("start", "20260228", "date-malformed"),
        ("green", 1, "field-type"),
        ("phone", "23800000001", "phone-malformed"),
        ("nothing", 1, "field-unknown"),
    ],
)
def test_what_a_draft_may_not_hold(form: Form, field: str, value: Any, code: str) -> None:
    assert wrong(form, works=[{field: value}]) == {f"/works/0/{field}": code}


def test_every_wrong_field_is_named_at_once(form: Form) -> None:
    found = wrong(form, owner={"name": "", "code": "91410100MA9XXXX119", "a/b~c": 1}, works={}, extra=[])
    assert found == {
        "/owner/name": "field-empty",
        "/owner/code": "credit-code-malformed",
        "/owner/a~1b~0c": "field-unknown",
        "/works": "field-type",
        "/extra": "field-unknown",
    }


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x" * 11, " \n "])
def test_text_must_be_printable_and_short(form: Form, text: str) -> None:
    assert list(wrong(form, owner={"name": text})) == ["/owner/name"]


def test_a_strangers_key_can_be_shown(form: Form) -> None:
    (pointer,) = wrong(form, **{"\ud800" + "x" * 5000: 1})
    assert pointer.encode() and len(pointer) <= 101


def test_a_format_can_depend_on_another_field(form: Form) -> None:
    assert wrong(form, owner={"kind": "2", "id": "E12345678"}) == {}
    assert wrong(form, owner={"kind": "1", "id": "410102199001010011"}) == {"/owner/id": "id-number-malformed"}


def test_errors_speak_both_languages(form: Form) -> None:
    (error,) = form.judge({"owner": {"kind": "9"}}).errors
    assert error.zh == "建设单位“类型”的值不在代码项之中！可选：1 身份证、2 护照"
    assert error.en == "Owner: Kind is not one of the codes of its dictionary: 1, 2"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"owner": {"name": " "}}, "建设单位“名称”不得为空！"),
        ({"owner": {"code": "1"}}, "建设单位“代码”校验有误：应为18位，现为1位"),
        ({"owner": {"colour": 1}}, "建设单位没有“colour”这一栏目，请删除"),
        ({"owner": []}, "建设单位应为一组字段"),
        ({"works": [{"floors": 1}, {"floors": 101}]}, "单体第2行“层数”不得大于100"),
        ({"works": [{}, 7]}, "单体第2行应为一组字段"),
        ({"garden": {}}, "表单没有“garden”这一栏目，请删除"),
    ],
)
def test_a_refusal_names_section_and_field(form: Form, values: Any, said: str) -> None:
    """Several units have a 名称 each: the field alone does not say which is meant."""
    assert [error.zh for error in form.judge(values).errors] == [said]


def test_what_is_missing_can_be_named(form: Form) -> None:
    assert form.title_of("/owner/name") == "建设单位“名称”"
    assert form.title_of("/works/1/rate") == "单体第2行“率”"
    assert form.title_of("/works") == "单体"


def test_the_schema_says_everything_in_english_too(form: Form) -> None:
    assert form.schema["x-title-en"] == "Example"
    owner = form.schema["properties"]["owner"]
    assert (owner["title"], owner["x-title-en"]) == ("建设单位", "Owner")
    assert owner["properties"]["kind"]["x-labels"] == {"1": "身份证", "2": "护照"}
    assert owner["properties"]["kind"]["x-labels-en"] == {"1": "Identity card", "2": "Passport"}
    works = form.schema["properties"]["works"]
    floors = works["items"]["properties"]["floors"]
    assert (works["x-title-en"], floors["x-title-en"]) == ("Buildings", "Storeys")
    assert (floors["x-unit"], floors["x-unit-en"]) == ("层", "storeys")


@pytest.mark.parametrize("line", ['en = "Owner"', 'en = "Name", '])
def test_a_title_without_english_is_not_loaded(tmp_path: Path, line: str) -> None:
    path = tmp_path / "form.toml"
    path.write_text(LAYOUT.replace(line, ""), encoding="utf-8")
    with pytest.raises(TypeError, match="'en'"):
        load_sections([path])


def test_a_dictionary_with_an_unknown_key_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "dictionaries.toml"
    path.write_text('[kind]\ntitle = "类型"\nen = "Kind"\nvalues.1 = { zh = "身份证" }\n', encoding="utf-8")
    with pytest.raises(TypeError, match="'en'"):
        load_dictionaries(path)
    path.write_text('[kind]\ntitle = "类型"\nen = "Kind"\nvaluse = {}\nvalues = {}\n', encoding="utf-8")
    with pytest.raises(TypeError, match="valuse"):
        load_dictionaries(path)


def test_reuse_keeps_what_fits(form: Form) -> None:
    lent = {"owner": {"name": "某公司", "kind": "9", "old": 1}, "works": [{"floors": 2, "old": 1}], "gone": {}}
    assert form.keep(lent) == {"owner": {"name": "某公司"}, "works": [{"floors": 2}]}


def test_a_column_without_the_field_does_not_know_it(tmp_path: Path) -> None:
    path = tmp_path / "form.toml"
    path.write_text(LAYOUT, encoding="utf-8")
    other = compile_form(load_sections([path]), "B", DICTIONARIES, TITLE)
    assert wrong(other, works=[]) == {"/works": "field-unknown"}
    assert other.judge({}).missing == ("/owner/name",)


def test_a_mistyped_section_key_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "form.toml"
    path.write_text('[owner]\ntitle = "建设单位"\nrequierd = "A"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="requierd"):
        load_sections([path])


def test_identifiers_are_kept_in_their_one_form(form: Form) -> None:
    """However they were typed, in sections and in rows; what is no text or no row stays what it is."""
    typed = {
        "owner": {"name": " 示例\u200b(集团) ", "code": "９１410100 ma9xxxx118", "id": "x"},
        "works": [{"phone": "+86 138-0000-0001", "floors": 3}, 7],
    }
    judgement = form.judge(typed)
    assert judgement.values["owner"] == {"name": "示例（集团）", "code": "91410100MA9XXXX118", "id": "x"}
    assert judgement.values["works"] == [{"phone": "13800000001", "floors": 3}, 7]
    assert [error.pointer for error in judgement.errors] == ["/works/1"]


def test_what_cannot_be_read_is_said(form: Form) -> None:
    (error,) = form.judge({"owner": {"code": "91410100MAOXXXX118"}}).errors
    assert error.code == "credit-code-malformed" and "“O”" in error.zh

"""Identifiers as people type them: one form of each, and what is wrong with those that have none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.values.canonical import KINDS

UNSEEN = ["\u200b", "\ufeff", "\u2060", "\u00ad", "\u202e", "\u200e", "\ufe0f", "\u3164", "\U000e0020"]
BLANKS = [" ", "\u00a0", "\u3000", "\t", "\n", "\u2009", "\u202f"]

TYPED = [
    ("credit-code", "91410100ma9xxxx118", "91410100MA9XXXX118"),
    ("credit-code", "９１４１０１００ＭＡ９ＸＸＸＸ１１８", "91410100MA9XXXX118"),
    ("credit-code", "９１４１０１００ｍａ９ｘｘｘｘ１１８", "91410100MA9XXXX118"),
    ("credit-code", " 9141 0100 MA9X XXX1 18 ", "91410100MA9XXXX118"),
    ("resident-id", "41010419880808888x", "41010419880808888X"),
    ("resident-id", "410104 19880808 888ｘ", "41010419880808888X"),
    ("project-code", "24034101050401123456", "2403-410105-04-01-123456"),
    ("project-code", "２４０３－４１０１０５－０４－０１－１２３４５６", "2403-410105-04-01-123456"),
    ("project-code", "2403—410105–04−01‐123456", "2403-410105-04-01-123456"),
    ("project-code", "2403 410105 04 01 123456", "2403-410105-04-01-123456"),
    ("project-code", "2024-410105-47-03-012345", "2024-410105-47-03-012345"),
    ("mobile", "+8613800000001", "13800000001"),
    ("mobile", "＋８６ １３８ ００００ ０００１", "13800000001"),
    ("mobile", "008613800000001", "13800000001"),
    ("mobile", "8613800000001", "13800000001"),
    ("mobile", "(+86) 138-0000-0001", "13800000001"),
    ("phone", "+86 138 0000 0001", "13800000001"),
    ("phone", "（０３７１）65250866", "0371-65250866"),
    ("phone", "037165250866", "0371-65250866"),
    ("phone", "+86-371-65250866", "0371-65250866"),
    ("phone", "0371－65250866转123", "0371-65250866-123"),
    ("phone", "010 12345678", "010-12345678"),
    ("phone", "65250866", "65250866"),
    ("phone", "400-123-4567", "4001234567"),
    ("name", " 张　三 ", "张三"),
    ("name", "郑州示例(集团)有限公司", "郑州示例（集团）有限公司"),
    ("name", "郑州示例（集团）有限公司", "郑州示例（集团）有限公司"),
    ("name", "示例Ａ座１号楼", "示例A座1号楼"),
    ("name", "示例 项目 A 座", "示例项目A座"),
    ("name", "买买提•艾力", "买买提·艾力"),
    ("name", "Shentu   （Zhengzhou）  Ltd", "Shentu (Zhengzhou) Ltd"),
    ("name", "⽰例项⽬", "示例项目"),
]


@pytest.mark.parametrize(("kind", "typed", "form"), TYPED)
def test_read_in_its_one_form(kind: str, typed: str, form: str) -> None:
    assert KINDS[kind].read(typed) == form
    assert KINDS[kind].fault(form) is None


@pytest.mark.parametrize("unseen", UNSEEN + BLANKS, ids=lambda unseen: f"U+{ord(unseen):04X}")
@pytest.mark.parametrize(("kind", "form"), {kind: form for kind, _, form in TYPED if form.isascii()}.items())
def test_what_nobody_sees_does_not_count(kind: str, form: str, unseen: str) -> None:
    if kind == "name" and unseen in BLANKS:
        form = "示例项目"
    typed = unseen + form[:3] + unseen + form[3:] + unseen
    assert KINDS[kind].read(typed) == form


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text(max_size=40))
def test_what_was_read_is_not_changed_again(kind: str, text: str) -> None:
    read = KINDS[kind].read(text)
    assert KINDS[kind].read(read) == read
    assert read == "" or KINDS[kind].fault(read) is None or all(KINDS[kind].fault(read) or ())


FAULTY = [
    ("credit-code", "91410100MA9XXXX119", "校验码不符"),
    ("credit-code", "91410100MAOXXXX118", "“O”"),
    ("credit-code", "91410100MА9XXXX118", "“А”"),  # a Cyrillic А
    ("credit-code", "91410100MA9XXXX11", "现为17位"),
    ("credit-code", "91410100MA9XXXX118²", "“²”"),
    ("credit-code", "", "现为0位"),
    ("resident-id", "410102199001010011", "校验码不符"),
    ("resident-id", "410102199002300016", "19900230 不是有效的出生日期"),
    ("resident-id", "41010219900101001", "现为17位"),
    ("resident-id", "A10102199001010012", "17位数字"),
    ("project-code", "2403-410105-04-01-12345", "24位"),
    ("project-code", "24O3-410105-04-01-123456", "24位"),
    ("project-code", "2413-410105-04-01-123456", "2413"),
    ("project-code", "٢٤٠٣-410105-04-01-123456", "24位"),
    ("project-code", "", "24位"),
    ("mobile", "12800000001", "13至19"),
    ("mobile", "1380000000", "现为10位"),
    ("mobile", "138000000011", "现为12位"),
    ("mobile", "1380000000O", "只含数字"),
    ("mobile", "+1 212 555 0100", "只含数字"),
    ("phone", "12345", "固定电话"),
    ("phone", "0371-6525086", None),
    ("name", " \u200b ", "不得为空"),
    ("document-number", "E1", "4至30位"),
]


@pytest.mark.parametrize(("kind", "typed", "said"), FAULTY)
def test_what_cannot_be_read_is_refused_with_what_is_wrong(kind: str, typed: str, said: str | None) -> None:
    fault = KINDS[kind].fault(KINDS[kind].read(typed))
    if said is None:
        assert fault is None
        return
    assert fault is not None and said in fault[0]
    assert fault[1]


@pytest.mark.parametrize("kind", KINDS)
def test_endless_text_is_nobodys_work(kind: str) -> None:
    """It stays as it is, and is refused as too long."""
    text = "中" + "\u3000" * 1_000_000
    assert KINDS[kind].read(text) == text

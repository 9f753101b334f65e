"""One form for each kind of identifier, however it was typed, and what is wrong with one that cannot be read.

`read` brings text into that form: full-width letters and digits, blanks, invisible characters, small letters, +86. It
never fails and does nothing to what it has read; `fault` judges what was read. Values are kept, compared and looked up
in that form only (rules S4, S12; GB 32100, GB 11643).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from shared.identifiers import begins_project_codes, is_birth_date, is_credit_code, is_mobile, is_resident_id

LONGEST = 1000
"""In characters; longer text is no identifier and is not looked at."""

# What takes no room on the screen: soft hyphens, joiners, direction marks, byte order marks, fillers, selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_BLANK = re.compile(r"\s+")
_DASHES = "‐‑‒–—―−﹘﹣－"
_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord(dash): "-" for dash in _DASHES}
_CREDIT_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")

Fault = tuple[str, str]
"""What is wrong, in Chinese and in English, to stand after the name of the field."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of identifier. `code` is what its refusal is called."""

    code: str
    read: Callable[[str], str]
    fault: Callable[[str], Fault | None]


def visible(text: str) -> str:
    """The text without invisible characters."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def compact(text: str) -> str:
    """Letters, digits and signs in their ASCII form, no blanks, nothing invisible. What is too long stays as it is."""
    if len(text) > LONGEST:
        return text
    return _BLANK.sub("", visible(text)).translate(_TO_ASCII)


def capitals(text: str) -> str:
    """A credit code, a document number, a code to be typed: compact, and in capital letters."""
    return compact(text).upper()


def project_code(text: str) -> str:
    """An investment project code (投资项目代码): 20 digits get their four hyphens, wherever they were typed."""
    code = compact(text)
    digits = code.replace("-", "")
    if len(digits) != 20 or not _is_digits(digits):
        return code
    return f"{digits[:4]}-{digits[4:10]}-{digits[10:12]}-{digits[12:14]}-{digits[14:]}"


_ABROAD = re.compile(r"(?:\+|00)?86(?=1[3-9]\d{9}\Z)", re.ASCII)
_BRACKETS_AND_DOTS = re.compile(r"[().]")
_LANDLINE = re.compile(
    r"(?:(?:(?:\+|00)86-?0?|0)(10|2\d|[3-9]\d{2})-?)?(\d{7,8})(?:-(\d{1,6}))?", re.ASCII
)  # fmt: skip


_HOTLINE = re.compile(r"[48]00\d{7}", re.ASCII)


def mobile(text: str) -> str:
    """A mainland mobile number: eleven digits, without +86 and what else is put between them."""
    typed = compact(text)
    number = _BRACKETS_AND_DOTS.sub("", typed).replace("-", "")
    return _ABROAD.sub("", number) if _is_digits(number.removeprefix("+")) else typed


def phone(text: str) -> str:
    """A mobile number, a company's 4001234567, or a landline as 0371-65250866-123: area code and extension if any."""
    number = mobile(text)
    if is_mobile(number) or _HOTLINE.fullmatch(number):
        return number
    typed = compact(text)
    found = _LANDLINE.fullmatch(_BRACKETS_AND_DOTS.sub("", typed.replace("转", "-")))
    if found is None:
        return typed
    area, local, extension = found.groups()
    return "-".join(part for part in (area and f"0{area}", local, extension) if part)


_CHINESE = "\u3400-\u9fff\U00020000-\U0003ffff"
_IN_CHINESE = re.compile(f"[{_CHINESE}]")
_NEAR_CHINESE = re.compile(rf"(?<=[{_CHINESE}\u3001-\u303f\uff00-\uffef]) | (?=[{_CHINESE}\u3001-\u303f\uff00-\uffef])")
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_HALF_WIDTH = {code: code - 0xFEE0 for code in map(ord, "＃％＆＋－．／＿＠０１２３４５６７８９")} | {
    code + case: code + case - 0xFEE0 for code in range(ord("Ａ"), ord("Ｚ") + 1) for case in (0, 32)
}
_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・･", "·"))
_WIDE_BRACKETS, _NARROW_BRACKETS = str.maketrans("()", "（）"), str.maketrans("（）", "()")


def name(text: str) -> str:
    """The name of a person, a unit or a project.

    Letters and digits are half-width, brackets full-width in a Chinese name, as units are registered; blanks stand
    between other words only, and one at a time.
    """
    if len(text) > LONGEST:
        return text
    if text.isascii():
        return _BLANK.sub(" ", text).strip()
    plain = _RADICAL.sub(lambda found: unicodedata.normalize("NFKC", found[0]), visible(text))
    plain = unicodedata.normalize("NFC", plain).translate(_HALF_WIDTH).translate(_DOTS)
    plain = plain.translate(_WIDE_BRACKETS if _IN_CHINESE.search(plain) else _NARROW_BRACKETS)
    return _NEAR_CHINESE.sub("", _BLANK.sub(" ", plain)).strip()


def _credit_code_fault(code: str) -> Fault | None:
    if odd := sorted(set(code) - _CREDIT_ALPHABET):
        return (
            f"校验有误：不应含有“{_shown(odd[0])}”，统一社会信用代码由数字和大写字母组成，不用 I、O、S、V、Z",
            f"is not a unified social credit code: it has no “{_shown(odd[0])}”, only digits and letters but I O S V Z",
        )
    if len(code) != 18:
        return f"校验有误：应为18位，现为{len(code)}位", f"has 18 characters, these are {len(code)}"
    if not is_credit_code(code):
        return "校验有误：校验码不符，请逐位核对", "is not a unified social credit code: its check character is wrong"
    return None


def _resident_id_fault(number: str) -> Fault | None:
    if len(number) != 18:
        return f"有误：居民身份证号码应为18位，现为{len(number)}位", f"has 18 characters, these are {len(number)}"
    if not _is_digits(number[:17]) or number[17] not in "0123456789X":
        return "有误：应为17位数字，末位为数字或X", "has 17 digits, then a digit or X"
    if not is_birth_date(number[6:14]):
        return f"有误：{number[6:14]} 不是有效的出生日期", f"has no date of birth: {number[6:14]}"
    if not is_resident_id(number):
        return "有误：校验码不符，请逐位核对", "is not a resident ID number: its check digit is wrong"
    return None


def _document_fault(number: str) -> Fault | None:
    return None if re.fullmatch(r"[0-9A-Z()/-]{4,30}", number) else (
        "应为4至30位字母、数字", "has 4 to 30 letters and digits"
    )  # fmt: skip


def _project_code_fault(code: str) -> Fault | None:
    digits = code.replace("-", "")
    if not _is_digits(digits) or len(digits) != 20:
        return "格式不正确：应为24位（20位数字、4个连字符）", "has 20 digits and four hyphens, as in the approval"
    if not begins_project_codes(digits[:4]):
        return (
            f"格式不正确：开头的 {digits[:4]} 应为年份，或为年月",
            f"begins with a year, or YYMM, not {digits[:4]}",
        )
    return None


def _mobile_fault(number: str) -> Fault | None:
    if not _is_digits(number):
        return "应为11位手机号码，只含数字", "must be an 11-digit mobile number, digits only"
    if len(number) != 11:
        return f"应为11位手机号码，现为{len(number)}位", f"must be an 11-digit mobile number, these are {len(number)}"
    if not is_mobile(number):
        return "不是手机号码，应以13至19开头", "is no mobile number: those begin with 13 to 19"
    return None


def _phone_fault(number: str) -> Fault | None:
    if is_mobile(number) or _HOTLINE.fullmatch(number) or _LANDLINE.fullmatch(number):
        return None
    return "应为手机号码或固定电话，例如 0371-65250866", "must be a mobile or landline number, such as 0371-65250866"


def _name_fault(text: str) -> Fault | None:
    return None if text else ("不得为空！", "must not be empty")


KINDS = {
    "credit-code": Kind("credit-code-malformed", capitals, _credit_code_fault),
    "resident-id": Kind("id-number-malformed", capitals, _resident_id_fault),
    "document-number": Kind("id-number-malformed", capitals, _document_fault),
    "project-code": Kind("project-code-malformed", project_code, _project_code_fault),
    "mobile": Kind("phone-malformed", mobile, _mobile_fault),
    "phone": Kind("phone-malformed", phone, _phone_fault),
    "name": Kind("name-empty", name, _name_fault),
}


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _shown(character: str) -> str:
    return character if character.isprintable() else f"U+{ord(character):04X}"

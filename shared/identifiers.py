"""Identifiers: our own, and the national ones with their check digits (rules S4, S12; GB 32100, GB 11643)."""

import os
import re
import struct
import threading
import time
from datetime import date, datetime

from stdnum.cn import ric, uscc

_lock = threading.Lock()
_last = 0
_chance: list[int] = []

_PROJECT_CODE = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_RESIDENT_ID = re.compile(r"\d{17}[\dX]")
_TO_ASCII = str.maketrans("０１２３４５６７８９－—–―‐−", "0123456789------")
_GENERATION_1 = re.compile(r"(19|20)\d\d")


def new_id() -> str:
    """A UUIDv7: unique, and sorting by the moment it was made (RFC 9562 §5.7, method 3)."""
    global _last
    now = time.time_ns()
    stamp = (now // 1_000_000 << 12) | (now % 1_000_000 * 4096 // 1_000_000)
    with _lock:
        _last = stamp = max(stamp, _last + 1)
        if not _chance:
            _chance.extend(struct.unpack("256Q", os.urandom(2048)))  # a system call for each id would be half its cost
        chance = _chance.pop() >> 2
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | chance
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def normalise_project_code(text: str) -> str | None:
    """A 24-character investment project code (投资项目代码), or None when it cannot be one.

    Full-width digits and hyphens become ASCII, and 20 bare digits get their hyphens. Of the two generations
    the first begins with a year, the second with YYMM.
    """
    code = "".join(text.split()).translate(_TO_ASCII)
    if re.fullmatch(r"[0-9]{20}", code):
        code = f"{code[:4]}-{code[4:10]}-{code[10:12]}-{code[12:14]}-{code[14:]}"
    if not code.isascii() or not _PROJECT_CODE.fullmatch(code):
        return None
    if _GENERATION_1.fullmatch(code[:4]) or 1 <= int(code[2:4]) <= 12:
        return code
    return None


def local_project_code(now: datetime, number: int) -> str:
    """The code of a manually entered project (新增项目): same shape, reserved segments 99-99 (invented)."""
    return f"{now:%y%m}-410100-99-99-{number:06d}"


def normalise_credit_code(text: str) -> str:
    """Upper case, without surrounding blanks."""
    return text.strip().upper()


def is_credit_code(code: str) -> bool:
    """Whether `code` is a unified social credit code (统一社会信用代码) with a right check character."""
    return len(code) == 18 and code.isascii() and bool(uscc.is_valid(code))


def is_resident_id(number: str) -> bool:
    """Whether `number` is a resident ID (居民身份证): shape, birth date and check digit.

    The birthplace is not checked: old numbers carry regions that were renamed since.
    """
    number = number.upper()
    if not number.isascii() or not _RESIDENT_ID.fullmatch(number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return bool(ric.calc_check_digit(number) == number[-1])


def is_mobile(number: str) -> bool:
    """Whether `number` has the shape of a mainland mobile number."""
    return number.isascii() and bool(_MOBILE.fullmatch(number))

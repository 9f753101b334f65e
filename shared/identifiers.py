"""Identifiers: our own, and the national ones with their check digits (rules S4, S12; GB 32100, GB 11643).

How people type the national ones, and what is wrong with those that are none: shared/values/canonical.py.
"""

import os
import re
import struct
import threading
import time
from datetime import date

from stdnum.cn import ric, uscc

_lock = threading.Lock()
_last = 0
_chance: list[int] = []

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_RESIDENT_ID = re.compile(r"\d{17}[\dX]", re.ASCII)
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


def is_credit_code(code: str) -> bool:
    """Whether `code` is a unified social credit code (统一社会信用代码) with a right check character."""
    return len(code) == 18 and code.isascii() and code == code.upper() and bool(uscc.is_valid(code))


def is_birth_date(digits: str) -> bool:
    """Whether YYYYMMDD is a day."""
    try:
        return bool(date(int(digits[:4]), int(digits[4:6]), int(digits[6:])))
    except ValueError:
        return False


def is_resident_id(number: str) -> bool:
    """Whether `number` is a resident ID (居民身份证): shape, birth date and check digit.

    The birthplace is not checked: old numbers carry regions that were renamed since.
    """
    if not _RESIDENT_ID.fullmatch(number) or not is_birth_date(number[6:14]):
        return False
    return bool(ric.calc_check_digit(number) == number[-1])


def is_mobile(number: str) -> bool:
    """Whether `number` is a mainland mobile number."""
    return bool(_MOBILE.fullmatch(number))


def begins_project_codes(segment: str) -> bool:
    """Whether four digits may begin a project code: of its two generations the first has a year there, the second
    year and month.
    """
    return bool(_GENERATION_1.fullmatch(segment)) or 1 <= int(segment[2:]) <= 12

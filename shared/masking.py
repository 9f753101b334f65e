"""Secrets and personal data, made safe to show (convention: 138****0001, 李*, first and last of an id)."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

SECRET = "******"
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
_LONG_NUMBER = re.compile(r"\d{11}")
_RESIDENT_ID = re.compile(r"(?<![\dA-Z])(\d)\d{16}([\dXx])(?![\dA-Z])")


def mask_phone(phone: str) -> str:
    """138****0001."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else SECRET


def mask_name(name: str) -> str:
    """李*: the surname stays."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else name


def mask_id(number: str) -> str:
    """First and last character only."""
    return f"{number[:1]}{'*' * (len(number) - 2)}{number[-1:]}" if len(number) > 2 else SECRET


def scrub(text: str) -> str:
    """Free text (an error message, say) without mobile numbers and resident IDs."""
    if not _LONG_NUMBER.search(text):
        return text
    return _RESIDENT_ID.sub(r"\1****************\2", _MOBILE.sub(r"\1****\2", text))


_ISSUED_CODE = re.compile(r"\d{4,8}|[2-9A-HJKMNP-Z]{8}")


def mask_code(code: str) -> str:
    """A code somebody was given (verification, project link); the code of a project or a material is none."""
    return SECRET if _ISSUED_CODE.fullmatch(code) else code


_BY_KEY: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (re.compile(r"(password|secret|_token$)"), lambda value: SECRET),
    (re.compile(r"^(code|link_code)$"), mask_code),
    (re.compile(r"(phone|mobile)"), mask_phone),
    (re.compile(r"(id_no|id_number|legal_representative_id|seal_number|title_number)"), mask_id),
    (
        re.compile(r"^(leader|legal_rep|legal_representative|contact|agent|leader_name|contact_name|agent_name)$"),
        mask_name,
    ),
)


def mask(value: Any, key: str = "") -> Any:
    """A JSON value with every secret and personal field masked, told by the names of its keys."""
    if isinstance(value, dict):
        return {name: mask(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [mask(item, key) for item in value]
    if isinstance(value, str) and value:
        return _mask_for(key)(value)
    return value


@lru_cache(maxsize=1024)
def _mask_for(key: str) -> Callable[[str], str]:
    return next((masked for pattern, masked in _BY_KEY if pattern.search(key)), scrub)

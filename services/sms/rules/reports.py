"""Status reports (状态报告): what becomes of a text, and the numbers that fail on purpose."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Status = Literal["queued", "sent", "delivered", "failed"]

DELIVERED = "DELIVRD"
NO_REPORT = "TIMEOUT"
BAD_NUMBER = "isv.MOBILE_NUMBER_ILLEGAL"
BAD_VARIABLE = "isv.PARAM_NOT_SUPPORT_URL"


@dataclass(frozen=True, slots=True)
class Report:
    """A report code, the state it puts a message in, and what it means."""

    code: str
    status: Status
    zh: str
    en: str


@cache
def reports() -> dict[str, Report]:
    """Every report code; data, see `report_codes.toml`."""
    return {code: Report(code=code, **fields) for code, fields in _load("report_codes.toml").items()}


def report_of(code: str) -> Report:
    """The report with this code; of one that only a tester knows nothing is known but that the text failed."""
    return reports().get(code) or Report(code, "failed", "其他原因", "for another reason")


@cache
def special_numbers() -> dict[str, str]:
    """Phones that misbehave on purpose, with their report code; data, see `numbers.toml`."""
    return dict(_load("numbers.toml"))


def report_for(phone: str) -> Report:
    """What the operator will say about a text to `phone`."""
    return reports()[special_numbers().get(phone, DELIVERED)]


def reached_operator(report: Report) -> bool:
    """Whether the text left for the operator at all: the provider's own refusals (isv.…) come before that."""
    return not report.code.startswith("isv.")


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent.parent / name).read_text("utf-8"))

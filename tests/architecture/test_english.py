"""What people read in the data files stands there in Chinese and in English, side by side.

A `title`, a `name` or a `zh` has its `en` beside it; any other Chinese is refused, but for what is listed here.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.processes import ROOT

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
QUOTED = re.compile(r"“[^”]*”|Shentu 审图")  # proper names: in quotes, but for the product's own
CALLED = ("title", "name", "zh")
NO_LABELS = ("example", "examples", "unit")  # what somebody could write into a field; a word of forms/units.toml
FILES = sorted(path for part in ("services", "shared") for path in (ROOT / part).rglob("*.toml"))

# Who and what there is in a sandbox has a name, and no translation.
PROPER_NAMES = {
    "gateway/portal/enterprise_defaults.toml",
    "hall/seed.toml",
    "review/agencies.toml",
    "review/registrations.toml",
    "review/seed.toml",
}
# The words themselves are Chinese: people, what stands on the phone, what a file is called, what a provider answers.
CHINESE_ONLY = {
    "gateway/portal/seed.toml": ("legal_representative", "address", "agent_name"),
    "sms/wordings.toml": ("text", "sign"),
    "sms/foreign_wording.toml": ("text",),
    "sms/vendors/alibaba/codes.toml": ("message",),
    "sms/limits.toml": ("detail",),
    "review/support.toml": ("file",),
    "shared/pages/words.toml": ("mark", "simulated", "zh"),  # a mark, a ribbon in both, what a language calls itself
}
SCENARIOS = "gateway/instruments/scenarios/data/"
IN_REQUESTS = ("body", "change", "where")  # what scenarios send and look for: values as people type them
OTHERS_ENGLISH = {"shared/http/field_errors.toml"}  # beside what pydantic says


def faults(node: Any, where: str = "", spared: tuple[str, ...] = ()) -> Iterator[str]:
    """Every Chinese text without English, and every English that is none."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from faults(item, f"{where}/{number}", spared)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in CALLED and isinstance(value, str):
                yield from _without_english(node, f"{where}/{key}", value)
            elif key in ("en", "source") and isinstance(value, str):
                yield from _no_english(f"{where}/{key}", value)
            elif key not in (*NO_LABELS, *spared):
                yield from faults(value, f"{where}/{key}", spared)
    elif isinstance(node, str) and CHINESE.search(node):
        yield f"{where}: “{node}” stands alone"


def _without_english(table: dict[str, Any], where: str, chinese: str) -> Iterator[str]:
    if not chinese.strip():
        yield f"{where}: empty"
    if "en" not in table and (CHINESE.search(chinese) or where.endswith("/zh")):
        yield f"{where}: “{chinese}” has no English"
    if not where.endswith("/zh") and str(table.get("en", ""))[:1].islower():
        yield f"{where}: “{table['en']}” begins with a small letter, which a label does not"


def _no_english(where: str, english: str) -> Iterator[str]:
    if not english.strip():
        yield f"{where}: empty"
    if CHINESE.search(QUOTED.sub("", english)):
        yield f"{where}: “{english}” is not English; a proper name stands in “”"


def file_name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix().removeprefix("services/")


@pytest.mark.parametrize("path", FILES, ids=file_name)
def test_what_people_read_is_there_in_english(path: Path) -> None:
    name = file_name(path)
    if name in PROPER_NAMES | OTHERS_ENGLISH:
        return
    spared = IN_REQUESTS if name.startswith(SCENARIOS) else CHINESE_ONLY.get(name, ())
    found = list(faults(tomllib.loads(path.read_text("utf-8")), spared=spared))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('title = "审批"', "/title: “审批” has no English"),
        ('x.name = "申请表"', "/x/name: “申请表” has no English"),
        ('zh = "审批"', "/zh: “审批” has no English"),
        ('title = "审批"\nen = ""', "/en: empty"),
        ('title = " "\nen = "Approval"', "/title: empty"),
        ('title = "审批"\nen = "Approval 审批"', "/en: “Approval 审批” is not English; a proper name stands in “”"),
        ('title = "审批"\nen = "approval"', "/title: “approval” begins with a small letter, which a label does not"),
        ('steps = ["登录"]', "/steps/0: “登录” stands alone"),
        ('text = "登录"', None),
        ('title = "审批"\nen = "Approval"\nexample = "示例"', None),
        ('zh = "郑州市"\nen = "the city, “郑州市”"', None),
        ('zh = "审图"\nen = "Shentu 审图"', None),
        ('name = "phone-code"', None),
    ],
)
def test_what_is_missing_is_found(line: str, fault: str | None) -> None:
    assert next(faults(tomllib.loads(line), spared=("text",)), None) == fault


def test_what_is_listed_is_there() -> None:
    assert {file_name(path) for path in FILES} >= PROPER_NAMES | OTHERS_ENGLISH | set(CHINESE_ONLY)

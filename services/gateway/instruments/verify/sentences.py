"""What is said of an expectation, as a good assertion library says it: what was wanted, what is there instead."""

import json
from collections.abc import Mapping
from typing import Any, Literal

from services.gateway.instruments.verify.judging import Judged, Verdict
from services.gateway.instruments.verify.wanted import Wanted
from services.gateway.traces.rules.names import name_of
from services.gateway.traces.rules.step import Step
from shared.values.pointer import NOWHERE

Language = Literal["zh", "en"]


def sentence(judged: Judged, language: Language) -> str:
    """One sentence, and where something is wrong a second one with the closest step."""
    wanted, number = _wanted(judged.wanted, language), len(judged.steps)
    filled = {
        "wanted": wanted, "number": number, "count": _count(judged.wanted, language),
        "after": _step(judged.after, language) if judged.after else "", "took": _seconds(judged.took),
        "within": _seconds(judged.wanted.within),
    }  # fmt: skip
    said = _SAID[judged.verdict][language].format_map(filled)
    return said + _closest(judged, language)


_SAID: Mapping[Verdict, Mapping[Language, str]] = {
    "found": {"zh": "{wanted}：{number} 次，符合预期。", "en": "{wanted}: {number} found, as expected."},
    "missing": {"zh": "预期{count}{wanted}，但没有出现。", "en": "Expected {count}{wanted}, but there is none."},
    "too-few": {
        "zh": "预期{count}{wanted}，只出现了 {number} 次。", "en": "Expected {count}{wanted}, but found only {number}.",
    },
    "too-many": {
        "zh": "预期{count}{wanted}，却出现了 {number} 次。", "en": "Expected {count}{wanted}, but found {number}.",
    },
    "out-of-order": {
        "zh": "预期{wanted}出现在 {after} 之后，却都在它之前。",
        "en": "Expected {wanted} after {after}, but it came before that.",
    },
    "too-late": {
        "zh": "预期{wanted}在 {within} 内出现，实际用了 {took}。",
        "en": "Expected {wanted} within {within}, but it took {took}.",
    },
    "there": {"zh": "不应出现{wanted}，却出现了 {number} 次。", "en": "Expected no {wanted}, but found {number}."},
}  # fmt: skip


def _wanted(wanted: Wanted, language: Language) -> str:
    kind = name_of("kinds", wanted.kind, language)
    parts = [f"{kind} {wanted.name}" if language == "zh" else f"{wanted.kind} {wanted.name}"]
    if wanted.service:
        parts.append(f"（{wanted.service}）" if language == "zh" else f"in {wanted.service}")
    if wanted.status:
        parts.append(f"状态 {wanted.status}" if language == "zh" else f"with status {wanted.status}")
    parts += [f"{pointer} = {_value(value)}" for pointer, value in wanted.where]
    return " ".join(parts)


def _count(wanted: Wanted, language: Language) -> str:
    least, most = wanted.least, wanted.most
    if (least, most) == (1, None):
        return ""
    if least == most:
        return f" {least} 次" if language == "zh" else f"{least} × "
    if most is None:
        return f"至少 {least} 次" if language == "zh" else f"at least {least} × "
    return f" {least} 至 {most} 次" if language == "zh" else f"{least} to {most} × "


def _closest(judged: Judged, language: Language) -> str:
    if judged.closest is None:
        return ""
    differs = ("，" if language == "zh" else ", ").join(
        _differs(one.field, one.wanted, one.found, language) for one in judged.differs
    )
    step = _step(judged.closest, language)
    why = judged.closest.error
    error = "" if not why else f"（{why}）" if language == "zh" else f" ({why})"
    return (
        f"最接近的是 {step}{error}：{differs}。" if language == "zh" else f" The closest is {step}{error}: {differs}."
    )


def _differs(field: str, wanted: Any, found: Any, language: Language) -> str:
    there = {"zh": "没有", "en": "is missing"}[language] if found is NOWHERE else _value(found)
    if language == "zh":
        return f"{field} 是 {there}，而非 {_value(wanted)}" if found is not NOWHERE else f"{field} {there}"
    return f"{field} is {there}, not {_value(wanted)}" if found is not NOWHERE else f"{field} {there}"


def _step(step: Step, language: Language) -> str:
    if language == "zh":
        return f"{name_of('services', step.service)}的{name_of('kinds', step.kind)} {step.name} → {step.status}"
    return f"{step.kind} {step.name} → {step.status} in {step.service}"


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:g} s"

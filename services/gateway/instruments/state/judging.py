"""Whether the services agree with one another, told from what each of them counted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from shared.context import Language

NAMED = 20
"""So many journeys are named."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One invariant. `holds` is None while a service that is away could know better; `broken` are journeys."""

    name: str
    holds: bool | None
    zh: str
    en: str
    broken: Sequence[str] = ()

    def detail(self, language: Language) -> str:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Step:
    """What has to come once after something else: how it is called in both languages."""

    name: str
    before: tuple[str, str]
    after: tuple[str, str]


PUSHED = Step("one-push-per-confirmation", ("已确认申报", "confirmed applications"), ("推送", "push"))
TEXTED = Step("one-account-text-per-push", ("已推送项目", "pushed projects"), ("账号短信", "account text"))


def lacking(before: Collection[str], after: Mapping[str, int]) -> list[str]:
    """Those for which it has not come."""
    return sorted(journey for journey in before if journey not in after)


def once_each(step: Step, before: Collection[str], after: Mapping[str, int], under_way: Collection[str]) -> Finding:
    """Each of those before came exactly once so far as it is not still under way."""
    missing = [journey for journey in lacking(before, after) if journey not in under_way]
    doubled = sorted(journey for journey in before if after.get(journey, 0) > 1)
    coming = len(lacking(before, after)) - len(missing)
    (before_zh, before_en), (after_zh, after_en) = step.before, step.after
    none, several = len(missing), len(doubled)
    zh = f"{len(before)} 个{before_zh}：{none} 个没有{after_zh}，{several} 个有多次，{coming} 个在途。"
    en = f"{len(before)} {before_en}: {none} without their {after_en}, {several} with several, {coming} under way."
    return Finding(step.name, not missing and not doubled, zh, en, [*missing, *doubled][:NAMED])


def nothing_waits(seconds: Mapping[str, float], longest: float, undelivered: Sequence[str]) -> Finding:
    """Nothing waits longer than that: in no service (each with the age of its oldest), nor between two of them."""
    late = {name: age for name, age in seconds.items() if age > longest}
    oldest = "、".join(f"{name} {age:.0f} 秒" for name, age in late.items()) or "无"
    told = ", ".join(f"{name} {age:.0f} s" for name, age in late.items()) or "none"
    zh = f"等待超过 {longest:.0f} 秒：{oldest}；发出 {longest:.0f} 秒仍未送达的事件：{len(undelivered)} 个。"
    en = f"Waiting longer than {longest:.0f} s: {told}; events sent and not received for as long: {len(undelivered)}."
    return Finding("nothing-pending-for-a-minute", not late and not undelivered, zh, en, undelivered[:NAMED])


def unknown(name: str, away: Sequence[str]) -> Finding:
    """Nobody can tell."""
    zh, en = f"无法判断：未能查询 {'、'.join(away)}。", f"Cannot be told: {', '.join(away)} could not be asked."
    return Finding(name, None, zh, en)

"""What a unit made for a test shall be: what was asked for, what is made up, and what contradicts itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.gateway.portal.rules.entries import registration_faults, with_id_type
from services.gateway.portal.rules.policy import kind_of
from services.gateway.portal.rules.profile import NOT_VERIFIED, PROFILE, is_verified, missing
from shared.errors import FieldError

ON_SITE = 2
_PREFIXED = ("enterprise", "institution", "government")
_UNDECIDED = "?" * 18
OWNERS = {"owner": "enterprise", "enterprise": "enterprise", "institution": "institution", "government": "government"}
"""Kinds that file; the others (design, survey, agency) have an account on the review platform, too."""
AGENCY_FACTS = (
    "agency_class", "certificate", "disciplines", "regions", "affiliates", "suspended", "open_limit", "annual_limit",
)  # fmt: skip


def profile_of(asked: Mapping[str, Any], defaults: Mapping[str, str]) -> dict[str, str | None]:
    """The account's information: what was asked for over the defaults, which an incomplete account does without."""
    below = {} if asked.get("profile_complete") is False else dict(defaults)
    if "phone" in asked and below:
        below["agent_phone"] = asked["phone"]
    given = {name: asked[name] or None for name in PROFILE if name in asked}
    return with_id_type({**dict.fromkeys(PROFILE), **below, **given})


def level_of(asked: Mapping[str, Any]) -> int:
    """实名认证: 1 certificate, 2 on site, 3 online, 4 not verified."""
    return int(asked.get("real_level", NOT_VERIFIED if asked.get("real_name_verified") is False else ON_SITE))


def faults(asked: Mapping[str, Any], password: str, profile: Mapping[str, str | None]) -> list[FieldError]:
    """Everything that cannot be. A credit code that is to be made up will be right."""
    entered = [
        *registration_faults(asked.get("credit_code", _UNDECIDED), password, profile),
        *_contradictions(asked, profile),
    ]
    return [fault for fault in entered if "credit_code" in asked or fault.pointer != "/credit_code"]


def _contradictions(asked: Mapping[str, Any], profile: Mapping[str, str | None]) -> Iterator[FieldError]:
    complete = asked.get("profile_complete")
    lacking = missing(profile)
    for pointer in lacking if complete else ():
        zh, en = "profile_complete 为 true 时该字段不得为空！", "must be filled in when profile_complete is true"
        yield FieldError(pointer, "missing", zh, en)
    if complete is False and not lacking:
        zh = "法人账号信息已填写完整，与 profile_complete 为 false 不符，请至少留空一项。"
        yield FieldError("/profile_complete", "contradiction", zh, "the information given is complete: leave some out")
    verified = asked.get("real_name_verified")
    if verified is not None and "real_level" in asked and verified != is_verified(asked["real_level"]):
        zh = "real_level 与 real_name_verified 不一致：1、2、3 为已实名，4 为未实名。"
        yield FieldError("/real_level", "contradiction", zh, "levels 1 to 3 are verified, 4 is not")
    kind, code = asked["kind"], asked.get("credit_code")
    if code is not None and kind in _PREFIXED and kind_of(code) != kind:
        zh = f"该统一社会信用代码不属于 kind {kind}：机构类别由代码前两位决定。"
        yield FieldError("/credit_code", "contradiction", zh, f"its first two characters are not those of kind {kind}")
    for name in AGENCY_FACTS if asked["kind"] != "agency" else ():
        if name in asked:
            yield FieldError(f"/{name}", "not-of-this-kind", "仅 kind 为 agency 时可以设置。", "only agencies have it")

"""法人账号信息: what a legal-person account has to say before the hall shows it anything (guide step 2, S3)."""

from collections.abc import Mapping

PROFILE = ("legal_representative", "address", "agent_name", "agent_phone", "agent_id_type", "agent_id_number")
AGENT = ("agent_name", "agent_phone", "agent_id_type", "agent_id_number")
REQUIRED = ("legal_representative", "agent_name", "agent_phone")
NOT_VERIFIED = 4


def missing(profile: Mapping[str, str | None]) -> list[str]:
    """JSON pointers of the required fields that are still empty."""
    return [f"/{name}" for name in REQUIRED if not profile.get(name)]


def is_verified(real_level: int) -> bool:
    """实名认证: level 1 certificate, 2 on site, 3 online, 4 not verified (sister system)."""
    return real_level != NOT_VERIFIED

"""What a password must be like (invented; see `policy.toml`)."""

from services.gateway.portal.rules.policy import policy
from shared.errors import FieldError


def password_faults(password: str, credit_code: str, pointer: str = "/password") -> list[FieldError]:
    """What is wrong with a new password; empty when it will do."""
    rule = policy()
    if not rule.shortest <= len(password) <= rule.longest:
        return [
            FieldError(pointer, "password-length", f"密码长度须为{rule.shortest}至{rule.longest}个字符。",
                       f"A password has {rule.shortest} to {rule.longest} characters.")
        ]  # fmt: skip
    if not (any(c.isalpha() for c in password) and any(c.isdigit() for c in password)):
        return [
            FieldError(pointer, "password-too-simple", "密码须同时包含字母和数字。", "Use letters and digits both.")
        ]
    if credit_code.lower() in password.lower():
        return [
            FieldError(pointer, "password-is-login", "密码不得包含统一社会信用代码。",
                       "The password must not contain the credit code.")
        ]  # fmt: skip
    return []

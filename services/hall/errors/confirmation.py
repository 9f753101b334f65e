"""Codes and keys that confirm nothing."""

from typing import ClassVar

from shared.errors import RateLimited, RequestInvalid


class VerificationCodeWrong(RequestInvalid):
    """Not the code that was sent to this phone; `left` tries remain. The try counts, though the request is refused."""

    keeps_changes = True
    code = "verification-code-wrong"
    zh = "验证码错误，还可尝试 {left} 次。"
    en = "The code is wrong; {left} tries are left."


class VerificationCodeExpired(RequestInvalid):
    """None was sent, or it is used, too old, or was tried wrongly too often."""

    code = "verification-code-expired"
    zh = "验证码已失效，请重新获取验证码。"
    en = "There is no valid code any more: request a new one."


class VerificationCodeTooFrequent(RateLimited):
    """One a minute for each application."""

    code = "verification-code-too-frequent"
    zh = "请勿频繁获取验证码，请在 {seconds} 秒后重试。"
    en = "Not so often: ask for another code in {seconds} seconds."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "{seconds}"}


class IdempotencyKeyReused(RequestInvalid):
    """The same Idempotency-Key with another body."""

    code = "idempotency-key-reused"
    zh = "Idempotency-Key 已用于内容不同的请求，请更换。"
    en = "This Idempotency-Key was used with another body: choose a new one."

"""找回密码: the codes that are sent (S16)."""

from typing import ClassVar

from shared.errors import Problem


class RecoveryCodeWrong(Problem):
    """Not the code that was sent. The try counts, though the request is refused."""

    keeps_changes = True
    status, code = 422, "verification-code-wrong"
    zh = "验证码错误，请核对短信后重新输入。"
    en = "Wrong verification code: look at the text message again."


class RecoveryCodeExpired(Problem):
    """Too old, used, tried too often, or never asked for."""

    status, code = 422, "verification-code-expired"
    zh = "验证码已失效，请重新获取验证码。"
    en = "The verification code is no longer valid: ask for a new one."


class RecoveryCodeTooFrequent(Problem):
    """One code a minute."""

    status, code = 429, "verification-code-too-frequent"
    zh = "请勿频繁获取验证码，请{seconds}秒后再试。"
    en = "A code was sent just now: ask again in {seconds} seconds."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "{seconds}"}

"""Accounts (平台账号): logging in, passwords, registering (S16, S19, S20)."""

from typing import ClassVar

from shared.errors import Problem, Unauthenticated


class LoginFailed(Problem):
    """Wrong password or no such account: the two look alike. The try counts, though the request is refused."""

    keeps_changes = True
    status, code = 401, "login-failed"
    zh = "账号或密码错误。账号一般为企业统一社会信用代码；如短信中没有账号密码，请使用“找回密码”。"
    en = (
        "Wrong account or password. The account is normally the unit's credit code; if the text message had no "
        "password, use password recovery."
    )


class LoginEnded(Unauthenticated):
    """The account's password was changed since this token was given."""

    code = "login-ended"
    zh = "该账号的密码已修改，本次登录已失效，请使用新密码重新登录。"
    en = "The account's password was changed and this login has ended: log in with the new one."


class LoginLocked(Problem):
    """Too many wrong passwords in a row."""

    keeps_changes = True
    status, code = 429, "login-rests"
    zh = "密码连续输错次数过多，该账号已锁定，请{minutes}分钟后再试，或使用“找回密码”。"
    en = "Too many wrong passwords: the account is locked. Try again in {minutes} minutes, or recover the password."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "{seconds}"}


class PasswordChangeRequired(Problem):
    """The texted password was not changed yet: nothing else is allowed."""

    status, code = 403, "password-change-required"
    zh = "首次登录须先修改初始密码，请通过 PUT /review/password 设置新密码。"
    en = "Change the initial password first: PUT /review/password."
    zh_page = "首次登录须先修改初始密码。"
    en_page = "Change the initial password first."


class PasswordRefused(Problem):
    """The new password is not good enough; `errors` says why."""

    status, code = 422, "password-refused"
    zh = "新密码不符合要求，请按 errors 中的说明修改。"
    en = "The new password is not good enough; errors says why."
    zh_page = "新密码不符合要求，请按下列说明修改。"
    en_page = "The new password is not good enough, for these reasons."


class AccountExists(Problem):
    """This credit code has an account, whoever opened it."""

    status, code = 409, "account-exists"
    zh = "该统一社会信用代码已有平台账号，请直接登录；忘记密码请使用“找回密码”。"
    en = "This credit code has an account already: log in with it, or recover its password."

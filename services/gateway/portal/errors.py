"""What the portal refuses, and what to do about it.

Problem
 ├─ LoginFailed 401, LoginRests 429                         logging in
 ├─ AccountExists 409                                       registering
 └─ ProfileIncomplete 409, RepresentativeDiffers 409        real-name verification
"""

from typing import ClassVar

from shared.errors import Problem


class LoginFailed(Problem):
    """Unknown login or wrong password: the two look alike."""

    status, code = 401, "login-failed"
    keeps_changes = True
    zh = "账号或密码错误。账号为统一社会信用代码，请使用项目立项时所用的法人账号登录。"
    en = "Wrong login or password. The login is the credit code: use the legal-person account of the project approval."


class LoginRests(Problem):
    """Too many wrong passwords in a row."""

    status, code = 429, "login-rests"
    zh = "密码连续输入错误次数过多，请在 {minutes} 分钟后再试。"
    en = "Too many wrong passwords in a row: try again in {minutes} minutes."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "{seconds}"}


class AccountExists(Problem):
    """There is an account for this credit code."""

    status, code = 409, "account-exists"
    zh = "该统一社会信用代码已注册法人账号，请直接登录。"
    en = "This credit code has an account already: log in with it."


class ProfileIncomplete(Problem):
    """Only a complete account can be verified."""

    status, code = 409, "profile-incomplete"
    zh = "法人账号信息不完整，请先完善 errors 中列出的信息，再进行实名认证。"
    en = "The account's information is incomplete: fill in what errors lists, then verify."
    zh_page = "法人账号信息不完整，请先完善下列信息，再进行实名认证。"
    en_page = "The account's information is incomplete: fill in what is listed here, then verify."


class RepresentativeDiffers(Problem):
    """The legal representative named is not the account's."""

    status, code = 409, "representative-differs"
    zh = "法定代表人姓名与法人账号信息不一致，请核对后重新认证。咨询电话 96500。"
    en = "The legal representative is not the one in the account: check the name and verify again (hotline 96500)."

"""Who is asking, and whether they may."""

from typing import ClassVar

from shared.errors.problem import Problem


class Unauthenticated(Problem):
    """No token, or one we did not issue."""

    status, code = 401, "not-logged-in"
    zh = "未登录或登录已失效，请重新登录，并以请求头 Authorization: Bearer 携带 access_token。"
    en = "Not logged in, or the token is not valid: log in, and send access_token as Authorization: Bearer."
    zh_page = "未登录或登录已失效，请重新登录。"
    en_page = "Not logged in, or the login has ended: log in again."
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": "Bearer"}


class TokenExpired(Unauthenticated):
    """The token's time is over, by the sandbox's clock."""

    code = "token-expired"
    zh = "登录已超时，请重新登录。"
    en = "The login has expired: log in again."


class TokenOutlived(Unauthenticated):
    """The sandbox was reset, or deleted and made anew, since the token was issued."""

    code = "token-outlived"
    zh = "该沙箱在您登录之后已被重置或重新创建，原登录凭证随之失效，请重新登录。"
    en = "The sandbox was reset or made anew since this login, which ended with it: log in again."


class TokenElsewhere(Unauthenticated):
    """`Sim-Sandbox` names one sandbox, the token was issued in another."""

    code = "token-other-sandbox"
    zh = "该登录凭证属于另一个沙箱，请在本沙箱重新登录，或去掉 Sim-Sandbox 请求头。"
    en = "This token belongs to another sandbox: log in here, or leave the Sim-Sandbox header out."


class Forbidden(Problem):
    """Known, but not allowed."""

    status, code = 403, "forbidden"
    zh = "当前账号没有此权限。"
    en = "This account may not do that."

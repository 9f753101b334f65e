"""Who is asking, and for what: they may not, or it is not there, not any more, or not so."""

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


class NotFound(Problem):
    """It does not exist, or it is somebody else's: the two look alike."""

    status, code = 404, "not-found"
    zh = "找不到所请求的内容，或当前用户无权查看。"
    en = "Not found, or not yours."


class SandboxUnknown(Problem):
    """No such sandbox (沙箱)."""

    status, code = 404, "sandbox-unknown"
    zh = "沙箱“{sandbox}”不存在，请先通过 POST /sim/sandboxes 创建。"
    en = "There is no sandbox “{sandbox}”: create it with POST /sim/sandboxes."
    zh_page = "沙箱“{sandbox}”不存在，请在控制台新建，或选择其他沙箱。"
    en_page = "There is no sandbox “{sandbox}”: make it in the console, or choose another."


class FileGone(Problem):
    """A file whose row is there and whose bytes are not: somebody cleared the folder of uploads."""

    status, code = 410, "file-gone"
    zh = "该文件的内容已不在存储中，请删除后重新上传。"
    en = "The content of this file is no longer in the storage: delete the file and upload it again."


class RangeNotSatisfiable(Problem):
    """A part is asked for that begins behind the end."""

    status, code = 416, "range-not-satisfiable"
    zh = "请求的范围超出文件长度（共 {size} 字节），请去掉请求头 Range 或改为文件之内的范围。"
    en = "The range begins behind the end of the file ({size} bytes): leave Range out, or ask for a part within it."
    headers: ClassVar[dict[str, str]] = {"Content-Range": "bytes */{size}"}


class Conflict(Problem):
    """It collides with what is there."""

    status, code = 409, "conflict"
    zh = "该操作与现有数据冲突，请刷新后重试。"
    en = "This collides with what is already there: look again, then retry."

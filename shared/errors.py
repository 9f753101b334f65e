"""Every refusal is a Problem (RFC 9457): a stable code, and what to do about it.

Problem
 ├─ RequestInvalid 422, MalformedJson 400 (NestedTooDeep),          the request itself
 │  TooManyValues 413, JsonExpected, CodingUnsupported 415,
 │  MethodNotAllowed 405
 ├─ HttpMalformed, HeaderRepeated, HostMissing 400,                 the request on the wire
 │  HeadTimeout, BodyTimeout 408, AddressTooLong 414,
 │  HeadersTooLarge 431
 ├─ Unauthenticated, TokenExpired, TokenOutlived, TokenElsewhere    who is asking
 │  401, Forbidden 403
 ├─ NotFound, SandboxUnknown 404, FileGone 410,                     what is asked for
 │  RangeNotSatisfiable 416
 ├─ Conflict 409, TooLarge 413, RateLimited 429                     not now, not so
 └─ InternalError 500, Unavailable 503 (StorageFull 507,           our fault
    StorageGone 503)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from shared.context import Language

MOST_NAMED = 100  # wrong fields: whoever sent more is told how many there are


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field: a JSON pointer into the request, a stable code, and the reason in both languages."""

    pointer: str
    code: str
    zh: str
    en: str

    def rendered(self, language: Language) -> dict[str, str]:
        """As it stands in the problem's `errors`."""
        return {"pointer": self.pointer, "code": self.code, "detail": self.en if language == "en" else self.zh}


def pointer_to(*keys: object) -> str:
    """A JSON pointer (RFC 6901); keys of strangers are cut short and made encodable."""
    return "".join("/" + shown_key(key).replace("~", "~0").replace("/", "~1") for key in keys)


def shown_key(key: object) -> str:
    """A stranger's key, short enough and fit to be shown."""
    return str(key)[:100].encode("utf-8", "replace").decode()


class Problem(Exception):
    """A refusal. Subclasses give `status`, `code`, wordings and headers; `{name}`s are filled from the arguments."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad-request"
    zh: ClassVar[str] = "请求有误。"
    en: ClassVar[str] = "The request cannot be served."
    headers: ClassVar[dict[str, str]] = {}
    doubtful: ClassVar[bool] = False
    """Whether what was asked for may have come true all the same."""
    keeps_changes: ClassVar[bool] = False
    """Whether what the transaction wrote before raising is committed: a wrong code is refused, and counted."""

    def __init__(
        self,
        *,
        errors: Sequence[FieldError] = (),
        wrong: int = 0,
        extra: dict[str, Any] | None = None,
        **params: object,
    ) -> None:
        self.errors = tuple(errors[:MOST_NAMED])
        self.wrong = max(wrong, len(errors))
        self.extra = extra or {}
        self.params = params
        super().__init__(self.code)

    def detail(self, language: Language) -> str:
        """The sentence for the person who was refused."""
        said = (self.en if language == "en" else self.zh).format_map(self.params)
        if self.wrong <= len(self.errors):
            return said
        zh, en = (
            f"（共 {self.wrong} 处，仅列出前 {len(self.errors)} 处）",
            f" ({self.wrong} in all, the first are listed)",
        )
        return said + (en if language == "en" else zh)

    def filled_headers(self) -> dict[str, str]:
        """What else the answer's head says."""
        return {name: value.format_map(self.params) for name, value in self.headers.items()}

    def document(self, language: Language) -> dict[str, Any]:
        """The problem document: `type, title, status, detail, code, errors` and what else was said.

        `error_count` stands there when not all errors are listed.
        """
        return {
            "type": f"/problems/{self.code}",
            "title": self.code.replace("-", " ").capitalize(),
            "status": self.status,
            "detail": self.detail(language),
            "code": self.code,
            "errors": [error.rendered(language) for error in self.errors],
            **({"error_count": self.wrong} if self.wrong > len(self.errors) else {}),
            **self.extra,
        }


class RequestInvalid(Problem):
    """The request has wrong fields; each is named in `errors`."""

    status, code = 422, "request-invalid"
    zh = "请求内容有误，请按 errors 中列出的字段逐项修改后重新提交。"
    en = "The request has wrong fields: correct each one listed in errors and send it again."


class MalformedJson(Problem):
    """The body is not JSON."""

    status, code = 400, "json-malformed"
    zh = "请求体不是有效的 JSON，请检查格式与编码（UTF-8）。"
    en = "The body is not valid JSON (UTF-8)."


class NestedTooDeep(MalformedJson):
    """JSON in JSON in JSON, deeper than any document of ours."""

    code = "json-too-deep"
    zh = "请求体的 JSON 嵌套过深，至多 {limit} 层。"
    en = "The JSON nests too deep: {limit} levels at most."


class TooManyValues(Problem):
    """More values than any document of ours."""

    status, code = 413, "json-too-many-values"
    zh = "请求体的 JSON 内容过多，至多 {limit} 个值。"
    en = "There is too much in the JSON: {limit} values at most."


class JsonExpected(Problem):
    """A body that does not call itself JSON; curl's `-d` says it is a form."""

    status, code = 415, "json-expected"
    zh = "请求体须为 JSON，请加上请求头 Content-Type: application/json。"
    en = "The body must be JSON: send the header Content-Type: application/json."


class CodingUnsupported(Problem):
    """The body is compressed."""

    status, code = 415, "content-coding-unsupported"
    zh = "不支持压缩的请求体（Content-Encoding: {coding}），请直接发送。"
    en = "Compressed bodies (Content-Encoding: {coding}) are not taken: send it as it is."
    headers: ClassVar[dict[str, str]] = {"Accept-Encoding": "identity"}


class MethodNotAllowed(Problem):
    """The path exists, the method does not."""

    status, code = 405, "method-not-allowed"
    zh = "该地址不支持此请求方法，只支持 {allow}。"
    en = "This path does not take that method, only {allow}."
    headers: ClassVar[dict[str, str]] = {"Allow": "{allow}"}


class HttpMalformed(Problem):
    """What came is no HTTP request; the connection is closed."""

    status, code = 400, "http-malformed"
    zh = "收到的内容不是有效的 HTTP 请求（{reason}），连接已关闭，请检查客户端。"
    en = "What came is not a valid HTTP request ({reason}); the connection is closed. Look at the client."


class HeaderRepeated(Problem):
    """A header that can only mean one thing was sent twice."""

    status, code = 400, "header-repeated"
    zh = "请求头 {name} 出现了多次，只能出现一次，请去掉多余的。"
    en = "The header {name} was sent more than once, and can only mean one thing: send it once."


class HostMissing(Problem):
    """HTTP/1.1 asks for a Host header (RFC 9112 §3.2)."""

    status, code = 400, "host-missing"
    zh = "HTTP/1.1 请求必须带 Host 请求头。"
    en = "An HTTP/1.1 request has to have a Host header."


class HeadTimeout(Problem):
    """The request line and headers did not come whole in time; the connection is closed."""

    status, code = 408, "head-timeout"
    zh = "请求头未在 {seconds} 秒内完整到达，连接已关闭，请重新发送。"
    en = "The head of the request did not come whole within {seconds} s; the connection is closed: send it again."


class BodyTimeout(Problem):
    """The body stopped coming; the connection is closed and nothing was done."""

    status, code = 408, "body-timeout"
    zh = "请求体已 {seconds} 秒没有新的数据到达，连接已关闭，请重新发送。"
    en = "Nothing more of the request body came for {seconds} s; the connection is closed: send it again."


class AddressTooLong(Problem):
    """Path and query together are too long."""

    status, code = 414, "address-too-long"
    zh = "请求地址超过 {limit} 字节的上限。"
    en = "The address is longer than the {limit} bytes allowed here."


class HeadersTooLarge(Problem):
    """The request's headers are too large."""

    status, code = 431, "headers-too-large"
    zh = "请求头超过 {limit} 字节的上限。"
    en = "The headers are larger than the {limit} bytes allowed here."


class Unauthenticated(Problem):
    """No token, or one we did not issue."""

    status, code = 401, "not-logged-in"
    zh = "未登录或登录已失效，请重新登录，并以请求头 Authorization: Bearer 携带 access_token。"
    en = "Not logged in, or the token is not valid: log in, and send access_token as Authorization: Bearer."
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


class TooLarge(Problem):
    """The body is larger than allowed here."""

    status, code = 413, "body-too-large"
    zh = "请求体超过 {limit} 字节的上限。"
    en = "The body is larger than the {limit} bytes allowed here."


class RateLimited(Problem):
    """Too many, too fast."""

    status, code = 429, "rate-limited"
    zh = "请求过于频繁，请稍后再试。"
    en = "Too many requests: wait a little and try again."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "1"}


class InternalError(Problem):
    """A defect of the simulator."""

    status, code = 500, "internal-error"
    zh = "模拟器内部错误，已记录日志。"
    en = "The simulator failed here; the log has the reason."


class Unavailable(Problem):
    """Something the service needs is away for the moment, perhaps since it was told to commit."""

    doubtful = True
    status, code = 503, "service-unavailable"
    zh = "服务暂不可用，请稍后重试。"
    en = "The service is not available right now: try again in a moment."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "1"}


class StorageFull(Unavailable):
    """No room where the service keeps its data: nothing was saved, what is there can be read."""

    doubtful = False
    status, code = 507, "storage-full"
    zh = "磁盘空间不足，本次操作未保存；请清理磁盘后重试，已有数据仍可查看。"
    en = "The disk is full and nothing was saved: make room, then try again; what is there can still be read."


class StorageGone(Unavailable):
    """The database's file was removed under the running service."""

    code = "storage-gone"
    zh = "数据文件已被删除或移走，请重新启动模拟器。"
    en = "The data files were removed while the simulator runs: start it anew."

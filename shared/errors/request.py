"""The request itself: what came is no HTTP, not whole or too much, or what it carries cannot be read or is wrong."""

from typing import ClassVar

from shared.errors.problem import Problem


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


class TooLarge(Problem):
    """The body is larger than allowed here."""

    status, code = 413, "body-too-large"
    zh = "请求体超过 {limit} 字节的上限。"
    en = "The body is larger than the {limit} bytes allowed here."


class RequestInvalid(Problem):
    """The request has wrong fields; each is named in `errors`."""

    status, code = 422, "request-invalid"
    zh = "请求内容有误，请按 errors 中列出的字段逐项修改后重新提交。"
    en = "The request has wrong fields: correct each one listed in errors and send it again."
    zh_page = "请按下列提示逐项修改后重新提交。"
    en_page = "Correct what is listed here and send it again."


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

"""The request on the wire: what came is no HTTP, not whole, or too much."""

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

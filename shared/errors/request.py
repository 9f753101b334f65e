"""The request itself: what it carries cannot be read, or has wrong fields."""

from typing import ClassVar

from shared.errors.problem import Problem


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

"""What the one door says when a service behind it is away.

Problem
 └─ UpstreamBroken 502, UpstreamUnavailable 503, UpstreamTimeout 504
"""

from typing import ClassVar

from shared.errors import Problem


class UpstreamUnavailable(Problem):
    """The service does not take connections: it is starting, stopping or away."""

    status, code = 503, "upstream-unavailable"
    zh = "后端服务 {service} 暂不可用，请稍后重试；GET /readyz 可查看各服务状态。"
    en = "The service {service} is away: try again in a moment; GET /readyz tells how each service is."
    zh_page = "系统 {service} 暂不可用，请稍后重试。"
    en_page = "The system {service} is away: try again in a moment."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "1"}


class UpstreamTimeout(Problem):
    """The service took the request and did not answer in time."""

    status, code = 504, "upstream-timeout"
    zh = "后端服务 {service} 未在规定时间内响应，请求可能已被处理，请先查询结果再重试。"
    en = "The service {service} did not answer in time. It may have done the work: look before you repeat."


class UpstreamBroken(Problem):
    """The service's answer broke off, or was none."""

    status, code = 502, "upstream-broken"
    zh = "后端服务 {service} 的响应不完整，请求可能已被处理，请先查询结果再重试。"
    en = "The answer of the service {service} broke off. It may have done the work: look before you repeat."

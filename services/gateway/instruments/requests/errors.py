"""What is refused about requests."""

from shared.errors import NotFound


class RequestUnknown(NotFound):
    """None of this sandbox has that id."""

    code = "request-unknown"
    zh = "沙箱“{sandbox}”中没有请求 {request}；成功的、不属于任何旅程的读取不作记录。"
    en = "Sandbox “{sandbox}” has no request {request}; reads that succeed outside of any journey are not kept."

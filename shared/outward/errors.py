"""What is refused of who has us go out."""

from shared.errors import FieldError, RequestInvalid
from shared.outward.addresses import Refused

_WRONG = {
    "url-malformed": (
        "请写 http:// 或 https:// 开头的网址（ASCII），不含用户名、密码与 #，例如 http://127.0.0.1:9000/hooks",
        "an http:// or https:// URL in ASCII without user, password and #, as in http://127.0.0.1:9000/hooks",
    ),
    "host-not-allowed": (
        "只能发往本机（127.0.0.1、::1、localhost）；其他主机须先在设置 SHENTU_WEBHOOK_HOSTS 中允许",
        "goes to this machine only (127.0.0.1, ::1, localhost): the setting SHENTU_WEBHOOK_HOSTS allows other hosts",
    ),
}  # fmt: skip


class UrlRefused(RequestInvalid):
    """Where no request of ours goes."""

    def __init__(self, refused: Refused, pointer: str = "/url") -> None:
        super().__init__(errors=[FieldError(pointer, refused.code, *_WRONG[refused.code])])

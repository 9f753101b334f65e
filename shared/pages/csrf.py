"""Nobody else's page sends our forms: told by what the browser says of where they come from, and by a word of ours.

Both locks have to open. The word is bound to the browser's cookies and to the secret, so it can be neither guessed nor
carried over from another browser.
"""

import hashlib
import hmac
from urllib.parse import urlsplit

from fastapi import Request

from shared.errors import Forbidden

FIELD, HEADER = "csrf", "X-CSRF-Token"
SAFE = ("GET", "HEAD", "OPTIONS")
_OURS = ("same-origin", "none")
_USUAL_PORTS = {"http": ":80", "https": ":443"}


class CrossSite(Forbidden):
    """A form that a page of somebody else sent."""

    code = "request-cross-site"
    zh = "该请求来自其他网站的页面，已拒绝；请在本系统的页面上操作。"
    en = "This came from a page of another site and was refused: use the pages here."


class FormStale(Forbidden):
    """A form without our word, or with one from before somebody logged in or out."""

    code = "form-stale"
    zh = "该表单已失效（登录状态已改变，或浏览器未保存 Cookie），请返回上一页刷新后重新提交。"
    en = "This form is out of date (the login changed, or cookies are off): go back, reload the page and send it again."


def require_own_page(request: Request) -> None:
    """The first lock, before the body is read; raises CrossSite. What is no browser says nothing of either."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if not (site in _OURS if site is not None else origin is None or _is_here(origin, request)):
        raise CrossSite


def require_word(shown: str | None, secret: str, visitor: str, login: str) -> None:
    """The second lock; raises FormStale."""
    expected = word_of(secret, visitor, login)
    if not visitor or shown is None or not hmac.compare_digest(shown.encode(), expected.encode()):
        raise FormStale


def word_of(secret: str, visitor: str, login: str) -> str:
    """What a form carries: of this browser (`visitor`), and of this login where there is one."""
    said = f"csrf\0{visitor}\0{login}".encode()
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()[:40]


def _is_here(origin: str, request: Request) -> bool:
    """Whether the origin's host is ours, as it is called from outside; `null` is nobody's."""
    parts = urlsplit(origin)
    usual = _USUAL_PORTS.get(parts.scheme, "")
    ours = request.headers.get("host", "").lower()
    return parts.netloc.lower().removesuffix(usual) == ours.removesuffix(usual) != ""

"""Accounts that cannot file here."""

from shared.errors import Forbidden


class AccountIncomplete(Forbidden):
    """S3: the hall stays blank (空白页面)."""

    code = "account-incomplete"
    zh = "法人账号信息不完整，页面显示空白。请在河南省政务服务网完善该法人账号信息后重新登录。"
    en = "The account is incomplete, so the hall stays blank: complete it at the portal, then log in again."


class AccountNotVerified(Forbidden):
    """S6: code and name are right, and still the project cannot be linked."""

    code = "account-not-verified"
    zh = (
        "项目代码和名称无误，但账号未经过河南省政务服务网的实名认证，无法关联项目。"
        "请到用户中心确认；未实名认证的，请联系 96500（或技术支持电话 0371-65250866）咨询实名认证流程。"
        "已完成实名认证的，请重新登录：登录后的认证状态才会生效。"
    )
    en = (
        "Code and name are right, but the account is not real-name verified, so the project cannot be linked. "
        "See the user centre; for verification call 96500 (or technical support, 0371-65250866). "
        "If it was verified since you logged in, log in again: a login says what was true when it was made."
    )

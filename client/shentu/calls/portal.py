# Made by `make docs` from the OpenAPI documents: change the server, not this file.
"""What can be asked of portal."""

from typing import Unpack

from shentu.models.portal import AccountView, ChangedAccountView, Login, Profile, Registration, TokenView, Verification
from shentu.place import Place


class Portal(Place):
    """Shentu gateway（模拟）."""

    def log_in(self, **body: Unpack[Login]) -> TokenView:
        """以法人账号登录政务服务网 · Log in with a legal-person account."""
        return self._ask("POST", ["portal", "login"], body=body)

    def register_account(self, **body: Unpack[Registration]) -> AccountView:
        """注册法人账号 · Register a legal-person account."""
        return self._ask("POST", ["portal", "accounts"], body=body)

    def read_account(self) -> AccountView:
        """查看自己的账号信息 · Look at one's own account."""
        return self._ask("GET", ["portal", "account"])

    def change_account(self, **body: Unpack[Profile]) -> ChangedAccountView:
        """完善或修改账号信息 · Complete or change one's information."""
        return self._ask("PATCH", ["portal", "account"], body=body)

    def verify_real_name(self, **body: Unpack[Verification]) -> ChangedAccountView:
        """进行实名认证 · Have one's real name verified."""
        return self._ask("POST", ["portal", "account", "real-name-verification"], body=body)

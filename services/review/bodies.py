"""What people send, by whichever door: as the API takes it, and as forms post it."""

from typing import Annotated, Any, Literal

from pydantic import Field

from services.review.fields import AccountName, NewPassword, Password
from shared.http.api import Body
from shared.values.fields import Account, Digits


class Login(Body):
    """账号 is the unit's credit code."""

    account: Account
    password: Password


class IssueLinkCode(Body):
    """For which kind of unit."""

    role: Literal["design", "survey"]


class UseLinkCode(Body):
    """The code as it was received; case, blanks and hyphens do not matter."""

    code: Annotated[str, Field(min_length=1, max_length=64, examples=["7KQ2MXBD"])]


class ChooseAgency(Body):
    """Which agency."""

    agency_id: Annotated[str, Field(min_length=1, max_length=64)]


class ChangePassword(Body):
    """The password one wants."""

    new_password: NewPassword


class RecoverPassword(Body):
    """找回密码: whose."""

    account: AccountName


class ConfirmRecovery(Body):
    """找回密码: the code from the phone, and the password one wants."""

    account: AccountName
    code: Annotated[str, Field(min_length=1, max_length=16, examples=["123456"]), Digits]
    new_password: NewPassword


class SelectCityProject(Body):
    """Which pushed filing; with complete `basic` information its project is 待申报 at once."""

    city_project_id: Annotated[str, Field(min_length=1, max_length=64)]
    basic: Annotated[dict[str, Any] | None, Field(description="基本信息, as PUT …/basic takes it")] = None

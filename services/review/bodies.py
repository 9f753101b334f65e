"""What people send, by whichever door: as the API takes it, and as forms post it."""

from typing import Annotated, Any, Literal

from pydantic import Field

from services.review.fields import AccountName, NewPassword, Password
from services.review.rules.details import details_schemas
from shared.http.api import Body
from shared.values.fields import Account, CreditCode, Digits, Mobile, Name, left_out
from shared.values.sensitive import SECRET, OfForms

Count = Annotated[int, Field(ge=0, le=1_000_000)]
Region = Annotated[str, Field(pattern=r"^\d{2}(\d{2}){0,2}$")]


class Login(Body):
    """账号 is the unit's credit code."""

    account: Account
    password: Password


class IssueLinkCode(Body):
    """For which kind of unit."""

    role: Literal["design", "survey"]


class UseLinkCode(Body):
    """The code as it was received; case, blanks and hyphens do not matter."""

    code: Annotated[str, Field(min_length=1, max_length=64, examples=["7KQ2MXBD"]), SECRET]


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
    code: Annotated[str, Field(min_length=1, max_length=16, examples=["123456"]), Digits, SECRET]
    new_password: NewPassword


class SelectCityProject(Body):
    """Which pushed filing; with complete `basic` information its project is 待申报 at once."""

    city_project_id: Annotated[str, Field(min_length=1, max_length=64)]
    basic: Annotated[
        dict[str, Any] | None, Field(description="基本信息, as PUT …/basic takes it"), OfForms(details_schemas)
    ] = None


class AgencyFacts(Body):
    """What the register says of an agency; what is left out is as agencies.toml has it."""

    agency_class: Literal["class-1", "class-2"] = left_out()
    certificate: Annotated[str, Field(pattern=r"^\d{5}$")] = left_out()
    disciplines: Annotated[list[str], Field(min_length=1, max_length=100)] = left_out()
    regions: Annotated[list[Region], Field(min_length=1, max_length=100)] = left_out()
    affiliates: Annotated[list[CreditCode], Field(max_length=100)] = left_out()
    suspended: bool = left_out()
    open_limit: Count = left_out()
    annual_limit: Count = left_out()


class PlatformAccount(AgencyFacts):
    """A unit or an agency; its password comes hashed as all are kept."""

    role: Literal["design", "survey", "agency"]
    credit_code: CreditCode
    name: Name
    phone: Mobile
    password_hash: str

"""What is asked for and what is made."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from services.gateway.portal.fields import Profile
from services.gateway.portal.views.accounts import AccountView
from shared.http.api import Body
from shared.instruments.contract.people import ProjectApproved
from shared.values.fields import Account, AsName, CreditCode, Mobile, left_out
from shared.values.sensitive import PHONE, SECRET


class NewEnterprise(Profile):
    """Everything may be left out: what is not asked for is made up, and the account is complete and verified.

    `owner` (a company), `institution` and `government` file; `design`, `survey` and `agency` have an account on the
    review platform, too, with the same login and password. `phone` is the unit's: there recovery codes go, and it is
    the agent's where `agent_phone` says nothing else. The last eight fields are an agency's in the register.
    """

    kind: Literal["owner", "enterprise", "institution", "government", "design", "survey", "agency"] = "owner"
    name: Annotated[AsName, Field(min_length=2, max_length=100)] = left_out()
    credit_code: Account = left_out()
    phone: Mobile = left_out()
    password: Annotated[str, Field(min_length=1, max_length=128), SECRET] = left_out()
    profile_complete: bool = left_out()
    real_name_verified: bool = left_out()
    real_level: Literal[1, 2, 3, 4] = left_out()
    agency_class: Literal["class-1", "class-2"] = left_out()
    certificate: str = left_out()
    disciplines: list[str] = left_out()
    regions: list[str] = left_out()
    affiliates: list[str] = left_out()
    suspended: bool = left_out()
    open_limit: int = left_out()
    annual_limit: int = left_out()


class EnterpriseView(AccountView):
    """A unit and how it logs in: at the portal, and but for an owner on the review platform, too.

    `agency_id` is what an owner chooses.
    """

    role: Literal["owner", "design", "survey", "agency"]
    phone: Annotated[str | None, PHONE]
    login: str
    password: Annotated[str, SECRET]
    agency_id: str | None = None


class NewInvestmentProject(Body):
    """A project approved at 发改委 for `credit_code`. What is left out is made up; the hall judges what is given, by
    its own dictionaries and rules.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"credit_code": "91410100MA9XXXX118"}]})

    credit_code: CreditCode
    project_code: Annotated[str, Field(max_length=64)] | None = None
    project_name: Annotated[str, Field(max_length=200)] | None = None
    project_type: Annotated[str, Field(max_length=64, examples=["3"])] = left_out()
    government_procurement: bool = left_out()
    voided: bool = left_out()
    region_code: Annotated[str, Field(max_length=64, examples=["410105"])] = left_out()
    site_address: Annotated[str, Field(max_length=200)] = left_out()
    total_investment: Annotated[float, Field(allow_inf_nan=False, description="万元")] = left_out()
    scale_content: Annotated[str, Field(max_length=500)] = left_out()


class InvestmentProjectView(ProjectApproved):
    """A coded project (投资项目) that the unit may link in the hall."""

"""Units and approved projects that are made for a test."""

from pydantic import Field

from shared.instruments.contract.question import Order
from shared.instruments.contract.said import Asked, Said


class ProjectWanted(Asked):
    """A project approved for a unit; the hall makes up what is left out, and judges what is given."""

    credit_code: str
    project_code: str | None = None
    project_name: str | None = None
    project_type: str | None = None
    government_procurement: bool | None = None
    voided: bool | None = None
    region_code: str | None = None
    site_address: str | None = None
    total_investment: float | None = None
    scale_content: str | None = None


class ProjectApproved(Said):
    """A coded project (投资项目) that its credit code can now link with this code and name."""

    project_code: str = Field(examples=["2403-410105-04-01-123456"])
    project_name: str = Field(examples=["示例市民服务中心项目"])
    credit_code: str = Field(examples=["91410100MA9XXXX118"])
    project_type: str = Field(examples=["3"])
    government_procurement: bool
    voided: bool


class UnitWanted(Asked):
    """A design or survey unit or a review agency, its password hashed as all are kept; what follows is what the
    register says of an agency, and as the platform has it where it is left out.
    """

    role: str
    credit_code: str
    name: str
    phone: str
    password_hash: str
    agency_class: str | None = None
    certificate: str | None = None
    disciplines: list[str] | None = None
    regions: list[str] | None = None
    affiliates: list[str] | None = None
    suspended: bool | None = None
    open_limit: int | None = None
    annual_limit: int | None = None


class UnitMade(Said):
    """Who can log in at the platform now; `agency_id` is what an owner chooses."""

    account: str
    role: str
    agency_id: str | None = None


APPROVE_PROJECT = Order("approve-project", ProjectWanted, ProjectApproved)
MAKE_UNIT = Order("make-unit", UnitWanted, UnitMade)

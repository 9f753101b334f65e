"""What an applicant sends about projects and filings, by whichever door: as the API takes it, and as forms post it."""

from typing import Annotated

from pydantic import ConfigDict, Field

from services.hall import fields
from shared.http.api import Body
from shared.values.sensitive import SECRET


class LinkProject(Body):
    """Code and name exactly as approved (发改立项)."""

    project_code: Annotated[str, Field(min_length=1, max_length=64, examples=["2403-410105-04-01-123456"])]
    project_name: Annotated[fields.Name, Field(examples=["示例市民服务中心项目"])]


class CompleteProject(Body):
    """信息补全: only what is given is changed. The areas are whole ㎡."""

    land_area: fields.Area = fields.left_out()
    building_area: fields.Area = fields.left_out()
    project_type: fields.ProjectType = fields.left_out()
    government_procurement: bool = fields.left_out()
    region_code: fields.Region = fields.left_out()
    site_address: fields.Name = fields.left_out()
    scale_content: fields.Text = fields.left_out()
    total_investment: fields.Amount = fields.left_out()
    construction_nature: fields.ConstructionNature = fields.left_out()
    engineering_class: fields.EngineeringClass = fields.left_out()
    fund_source: fields.FundSource = fields.left_out()
    planned_start: fields.Day = fields.left_out()
    planned_end: fields.Day = fields.left_out()


class AddProject(Body):
    """新增项目: every field with a star (*) is required."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "project_name": "示例办公楼装饰装修项目",
                    "project_type": "4",
                    "region_code": "410105",
                    "site_address": "金水区示例路10号",
                    "construction_nature": "4",
                    "engineering_class": "12",
                    "fund_source": "2",
                    "land_area": 1500,
                    "building_area": 3200,
                    "total_investment": 480.5,
                    "planned_start": "2026-09-01",
                    "planned_end": "2027-03-31",
                    "scale_content": "办公楼地上5层室内装饰装修",
                }
            ]
        }
    )

    project_name: fields.Name
    project_type: fields.ProjectType
    region_code: fields.Region
    site_address: fields.Name
    construction_nature: fields.ConstructionNature
    engineering_class: fields.EngineeringClass
    fund_source: fields.FundSource
    land_area: fields.Area
    building_area: fields.Area
    total_investment: fields.Amount
    planned_start: fields.Day
    planned_end: fields.Day
    scale_content: fields.Text
    government_procurement: bool = False


class OpenApplication(Body):
    """办理 → 施工许可阶段 → 联合审图 → 情形."""

    project_id: Annotated[str, Field(max_length=64)]
    stage: fields.Stage
    matter: fields.Matter
    scenario: fields.Scenario


class Withdrawal(Body):
    """撤件, with a reason if you like."""

    reason: Annotated[str, Field(max_length=200)] = ""


class ReuseForm(Body):
    """The application to take from: any of the same unit's (see `reusable`). `sections` names what is taken.

    Without it all sections come from an application of the same project, only the unit's own from another project's.
    """

    application_id: fields.Id
    sections: fields.Names = fields.left_out()


class ReuseMaterials(Body):
    """The application to take from: any of the same unit's (see `reusable`). `codes` names the materials taken.

    Without it all come from an application of the same project, only the unit's own from another project's.
    """

    application_id: fields.Id
    codes: fields.Names = fields.left_out()


class CodeWanted(Body):
    """Where to text the code."""

    phone: fields.Mobile


class Confirmation(Body):
    """The phone and the code it got."""

    phone: fields.Mobile
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$", examples=["123456"]), fields.Digits, SECRET]


class BuildFilings(Body):
    """What the control plane says of filings that are built for a test; the rest is chosen here."""

    scenario: fields.Scenario | None = None
    project_code: Annotated[str, Field(max_length=64)] | None = None
    leader_phone: fields.Mobile | None = None


class RegisterProject(Body):
    """A project approved for `credit_code`, as the control plane asks for one; what is not given is made up."""

    credit_code: fields.CreditCode
    project_code: Annotated[str, Field(max_length=64)] | None = None
    project_name: fields.Name | None = None
    project_type: fields.ProjectType = "3"
    government_procurement: bool = False
    voided: bool = False
    region_code: fields.Region = "410105"
    site_address: fields.Name = "示例路1号"
    total_investment: fields.Amount = 18000
    scale_content: fields.Text = "示例建设规模及内容"

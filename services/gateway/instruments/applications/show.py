"""What is asked for, and what there is of it afterwards."""

from typing import Annotated

from pydantic import ConfigDict, Field

from services.gateway.instruments.applications.stage import Stage
from shared.http.api import Body
from shared.instruments.contract.built import AgencyOfReview
from shared.values.fields import CreditCode, Mobile
from shared.views import View

MOST = 200
OWNER = "91410100MA9XXXX118"


class BuildApplications(Body):
    """How far, and of whom. What is left out is chosen: the happy path's owner, a project of its own, a scenario usual
    for it. With `count` there are so many, all of one project, and the answer is a list.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"stage": "pushed"},
                {"stage": "submitted", "scenario": "buildings"},
                {"stage": "confirmed", "count": 20},
            ]
        }
    )

    stage: Stage
    scenario: Annotated[str, Field(max_length=64, examples=["buildings"])] | None = None
    credit_code: CreditCode = OWNER
    project_code: Annotated[str, Field(max_length=64, examples=["2403-410105-04-01-123456"])] | None = None
    leader_phone: Mobile | None = None
    count: Annotated[int, Field(ge=1, le=MOST)] | None = None


class OwnerView(View):
    """Who files. `password` is null where somebody changed it."""

    credit_code: str
    name: str
    login: str
    password: str | None


class LinksView(View):
    """Where it is looked at."""

    journey: str
    trace: str
    hall: str
    review: str | None
    phone: str | None


class BuiltApplication(View):
    """申报 as far as it was built; what does not exist yet is null or empty.

    `account` and `password` log in at the platform: the texted password until the stage `selected`, which changes it.
    `tokens` are bearer tokens of all who took part: `portal`, `review` (the owner there), `design`, `survey`.
    """

    stage: Stage
    application_id: str
    journey: str
    number: str
    status: str
    scenario: str
    project_id: str
    project_code: str
    project_name: str
    owner: OwnerView
    leader_phone: str | None
    review_project_id: str | None
    review_status: str | None
    account: str | None
    password: str | None
    tokens: dict[str, str]
    link_codes: dict[str, str]
    agency: AgencyOfReview | None
    links: LinksView


class BuiltApplications(View):
    """So many, in the order they were opened."""

    items: list[BuiltApplication]

"""Filings and reviews that are built for a test, each by what people would do, as far as asked."""

from pydantic import Field

from shared.instruments.contract.question import Order, Question
from shared.instruments.contract.said import Asked, Ids, Said


class Filer(Asked):
    """Who files: the owner's account as the portal's token tells of it."""

    credit_code: str
    name: str
    real_name_verified: bool
    profile_complete: bool
    legal_representative: str | None = None
    agent_name: str | None = None
    agent_phone: str | None = None


class FilingsWanted(Asked):
    """Filings of one project, as far as `stage`; what is left out the hall chooses.

    `causes` has for the id of each that is to be made the step of the hand that makes it.
    """

    filer: Filer
    stage: str
    scenario: str | None = None
    project_code: str | None = None
    leader_phone: str | None = None
    causes: dict[str, str]


class FilingBuilt(Said):
    """A filing as the hall has it now."""

    application_id: str
    number: str
    status: str
    scenario: str
    project_id: str
    project_code: str
    project_name: str
    leader_phone: str | None


class FilingsBuilt(Said):
    """All of them, in the order they were opened."""

    items: list[FilingBuilt]


class ReviewsWanted(Asked):
    """The reviews of these filings, all of one owner, as far as `stage`, or only to be looked at without one.

    `causes` has for the id of each the step of the hand that does it. `passwords` may be the owner's; `new_password`
    becomes it where the texted one has to be changed.
    """

    causes: dict[str, str]
    stage: str | None = None
    passwords: list[str] = Field(default_factory=list)
    new_password: str = ""


class AgencyOfReview(Said):
    """审图机构, in short; `assigned_by` the owner or by rotation."""

    id: str
    name: str
    assigned_by: str


class ReviewBuilt(Said):
    """A review as the platform has it now; `link_codes` by role, those made in this call."""

    application_id: str
    review_project_id: str
    status: str
    link_codes: dict[str, str] = Field(default_factory=dict)
    agency: AgencyOfReview | None = None


class ReviewsBuilt(Said):
    """Those that are there. Of the owner: the account, the password that is its, and tokens of all who took part."""

    items: list[ReviewBuilt]
    account: str | None = None
    password: str | None = None
    tokens: dict[str, str] = Field(default_factory=dict)


BUILD_FILINGS = Order("build-filings", FilingsWanted, FilingsBuilt)
BUILT_FILINGS = Question("built-filings", Ids, FilingsBuilt)
BUILD_REVIEWS = Order("build-reviews", ReviewsWanted, ReviewsBuilt)

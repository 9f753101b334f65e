"""What the review platform (省图审系统) tells."""

from typing import Any, ClassVar, Literal

from shared.events.base import Event


class ProjectPushed(Event):
    """A filing arrived in the province (推送, S15); `project_id` is its own review.

    `initial_password` only when the account was created (S19).
    """

    TYPE: ClassVar[str] = "review.project.pushed"
    SECRETS: ClassVar[tuple[str, ...]] = ("initial_password",)
    SUBJECT: ClassVar[str] = "application_id"

    application_id: str
    project_id: str
    project_code: str
    project_name: str
    account: str
    account_created: bool
    initial_password: str | None = None
    leader_phone: str


class PhoneCodeIssued(Event):
    """A code for password recovery (找回密码, S16), to the phone bound to the account."""

    TYPE: ClassVar[str] = "review.phone_code.issued"
    SECRETS: ClassVar[tuple[str, ...]] = ("code",)
    SUBJECT: ClassVar[str] = "account"

    account: str
    phone: str
    code: str
    purpose: str
    minutes: int


class ProjectSubmitted(Event):
    """A filing's own review was submitted (申报提交, S23); `application_ids` has that filing and no other."""

    TYPE: ClassVar[str] = "review.project.submitted"
    SUBJECT: ClassVar[str] = "application_id"

    application_id: str
    application_ids: list[str]
    project_id: str
    project_code: str
    agency_id: str
    agency_name: str
    assigned_by: Literal["owner", "rotation"]


class AgencyAssigned(Event):
    """The review agency (审图机构) of a project, and how it was found (S21)."""

    TYPE: ClassVar[str] = "review.agency.assigned"
    SUBJECT: ClassVar[str] = "application_id"
    MANDATORY: ClassVar[bool] = False

    application_id: str
    project_id: str
    agency_id: str
    agency_name: str
    assigned_by: Literal["owner", "rotation"]
    decision: dict[str, Any] | None = None

# Made by `make docs` from the OpenAPI documents: change the server, not this file.
"""What review says and hears."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class AccountView(TypedDict):
    """平台账号: one logs in with `account`, which is the credit code."""

    account: str
    credit_code: str
    name: str
    role: Literal["design", "survey"]
    phone: str
    created_at: str


class AgencyList(TypedDict):
    """A page of the register."""

    items: list[AgencyView]
    next_cursor: str | None


class AgencyRef(TypedDict):
    """审图机构, in short."""

    id: str
    credit_code: str
    name: str
    agency_class: str
    class_name: str
    class_title_en: str


class AgencyView(TypedDict):
    """审图机构."""

    id: str
    credit_code: str
    name: str
    agency_class: str
    class_name: str
    class_title_en: str
    certificate: str
    disciplines: list[str]
    regions: list[str]
    suspended: bool
    eligible: NotRequired[bool | None]
    reasons: NotRequired[list[ReasonView]]


class AspectView(TypedDict):
    """审查内容: what the review concludes on, across the disciplines."""

    aspect: str
    name: str
    title_en: str


class Basics(TypedDict):
    """`missing` are JSON pointers into `values`; `example` is complete for this very project."""

    values: dict[str, Any]
    missing: list[str]
    example: dict[str, Any]
    status: Literal["received", "basic", "editing", "submitted", "withdrawn"]


class ChangePassword(TypedDict):
    """The password one wants."""

    new_password: str


class ChooseAgency(TypedDict):
    """Which agency."""

    agency_id: str


class ChosenAgency(TypedDict):
    """The project's agency, and who found it."""

    agency: AgencyRef
    assigned_by: Literal["owner", "rotation"]


class CityProject(TypedDict):
    """郑州市工改项目: one pushed filing that was not selected yet."""

    id: str
    application_id: str
    application_number: str
    project_id: str
    project_code: str
    project_name: str
    scenario: str
    government_procurement: bool
    pushed_at: str


class CityProjectList(TypedDict):
    """A page of them, oldest first."""

    items: list[CityProject]
    next_cursor: str | None


class ConfirmRecovery(TypedDict):
    """找回密码: the code from the phone, and the password one wants."""

    account: str
    code: str
    new_password: str


class DecisionView(TypedDict):
    """How the project came by its agency."""

    assigned_by: Literal["owner", "rotation"]
    text: str
    text_en: str
    decided_at: str
    agency: AgencyRef
    queue: NotRequired[str | None]
    before: NotRequired[list[str]]
    candidates: NotRequired[list[str]]
    skipped: NotRequired[list[SkippedView]]
    chosen: NotRequired[str | None]
    after: NotRequired[list[str]]


class Details(TypedDict):
    """`missing` are JSON pointers into `values`; `example` is a complete document for this very project."""

    values: dict[str, Any]
    missing: list[str]
    example: dict[str, Any]


class DocumentList(TypedDict):
    """All of them."""

    items: list[DocumentRef]
    next_cursor: NotRequired[None]


class DocumentRef(TypedDict):
    """帮助文档, without its text."""

    id: str
    title: str
    title_en: str
    audience: list[Literal["owner", "survey", "design", "agency"]]
    file: str
    media_type: str
    size: int
    content: str


class DocumentView(TypedDict):
    """帮助文档."""

    id: str
    title: str
    title_en: str
    audience: list[Literal["owner", "survey", "design", "agency"]]
    file: str
    media_type: str
    size: int
    content: str
    text: str


class DrawingList(TypedDict):
    """All drawings of a project, what is required of it, and what they will be reviewed for."""

    required: list[RequiredDrawing]
    aspects: list[AspectView]
    items: list[DrawingView]
    next_cursor: NotRequired[None]


class DrawingView(TypedDict):
    """图纸: `format` is the file's true type; `seal` is that of the unit which handed it in, and of nobody …"""

    drawing_id: str
    role: Literal["survey", "design"]
    discipline: str
    discipline_name: str
    discipline_title_en: str
    unit: UnitView
    name: str
    size: int
    sha256: str
    format: str
    sealed: bool
    sealed_at: str | None
    seal: SealView | None
    uploaded_at: str


class FindingView(TypedDict):
    """One entry of the list V01–V13."""

    code: str
    detail: str
    severity: Literal["error", "warning"]
    pointer: str


class IssueLinkCode(TypedDict):
    """For which kind of unit."""

    role: Literal["design", "survey"]


class LinkCodeList(TypedDict):
    """A page of a project's codes, oldest first."""

    items: list[LinkCodeView]
    next_cursor: str | None


class LinkCodeView(TypedDict):
    """项目关联码: eight characters without look-alikes; good for any number of units of its role until it …"""

    code: str
    role: Literal["design", "survey"]
    issued_at: str
    expires_at: str
    revoked_at: str | None


class LinkedUnitView(TypedDict):
    """A survey or design unit that joined by its link code."""

    credit_code: str
    name: str
    role: Literal["survey", "design"]
    linked_at: str


class Login(TypedDict):
    """账号 is the unit's credit code."""

    account: str
    password: str


class Notice(TypedDict):
    """What happens next."""

    detail: str


class PlanningDocumentList(TypedDict):
    """All kinds a project of this scenario can have."""

    items: list[PlanningDocumentView]
    next_cursor: NotRequired[None]


class PlanningDocumentView(TypedDict):
    """规划文件: must be there when its `node` comes, if `required`; what the city pushed counts."""

    kind: str
    name: str
    title_en: str
    node: Literal["submission", "technical-review", "certificate", "none"]
    node_name: str
    node_title_en: str
    required: bool
    files: list[PlanningFileView]


class PlanningFileView(TypedDict):
    """One file."""

    file_id: str
    kind: str
    name: str
    size: int | None
    sha256: str
    format: str
    uploaded_at: str
    from_city: bool


class ProjectLink(TypedDict):
    """The project the unit is part of now."""

    project_id: str
    project_code: str
    project_name: str
    role: Literal["design", "survey"]
    linked_at: str


class ProjectList(TypedDict):
    """A page of projects, oldest first."""

    items: list[ProjectView]
    next_cursor: str | None


class ProjectView(TypedDict):
    """审图业务: the review of one filing, `application_id`; `application_ids` has that one."""

    id: str
    status: Literal["received", "basic", "editing", "submitted", "withdrawn"]
    status_name: str
    status_title_en: str
    project_code: str
    project_name: str
    scenario: str
    government_procurement: bool
    owner: UnitView
    units: list[LinkedUnitView]
    application_id: str
    application_number: str
    application_ids: list[str]
    agency: AgencyRef | None
    assigned_by: Literal["owner", "rotation"] | None
    pushed_at: str
    selected_at: str | None
    submitted_at: str | None


class ReasonView(TypedDict):
    """Why an agency may not review a project."""

    code: str
    detail: str


class RecoverPassword(TypedDict):
    """找回密码: whose."""

    account: str


class Registration(TypedDict):
    """A survey or design unit."""

    credit_code: str
    name: str
    role: Literal["design", "survey"]
    phone: str
    password: str


class RequiredDrawing(TypedDict):
    """A discipline (专业) without which the project cannot be reviewed, and the kind of unit that draws it."""

    role: Literal["survey", "design"]
    discipline: str
    name: str
    title_en: str
    handed_in: bool
    parts: list[str]
    instead: list[str]


class SealView(TypedDict):
    """An electronic seal (电子签章): whose, its number (印章编码), over which bytes, when."""

    signer_credit_code: str
    seal_code: str
    sha256: str
    signed_at: str


class SelectCityProject(TypedDict):
    """Which pushed filing; with complete `basic` information its project is 待申报 at once."""

    city_project_id: str
    basic: NotRequired[dict[str, Any] | None]


class SkippedView(TypedDict):
    """An agency whose turn it was, but which could not take the project; it keeps its place."""

    id: str
    reason: str
    reason_title: str
    reason_title_en: str


class SubmissionCheck(TypedDict):
    """提交确认: `ready` when there are no `problems`; `warnings` stop nobody."""

    ready: bool
    problems: list[FindingView]
    warnings: list[FindingView]


class Submitted(TypedDict):
    """The submitted project and its review agency; `text` is what the page says about the agency."""

    id: str
    status: Literal["received", "basic", "editing", "submitted", "withdrawn"]
    agency: AgencyRef
    assigned_by: Literal["owner", "rotation"]
    text: str
    submitted_at: str


class Token(TypedDict):
    """A bearer token (登录凭证); `expires_in` in seconds of the sandbox's clock."""

    access_token: str
    token_type: NotRequired[Literal["Bearer"]]
    expires_in: int
    must_change_password: bool
    account: str
    name: str
    role: str


class UnitView(TypedDict):
    """A unit (单位) of a project, by its credit code."""

    credit_code: str
    name: str


class UseLinkCode(TypedDict):
    """The code as it was received; case, blanks and hyphens do not matter."""

    code: str

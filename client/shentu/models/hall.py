# Made by `make docs` from the OpenAPI documents: change the server, not this file.
"""What hall says and hears."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class AddProject(TypedDict):
    """新增项目: every field with a star (*) is required."""

    project_name: str
    project_type: str
    region_code: str
    site_address: str
    construction_nature: str
    engineering_class: str
    fund_source: str
    land_area: int
    building_area: int
    total_investment: float
    planned_start: str
    planned_end: str
    scale_content: str
    government_procurement: NotRequired[bool]


class ApplicationList(TypedDict):
    """One page of applications."""

    items: list[ApplicationView]
    next_cursor: str | None


class ApplicationView(TypedDict):
    """A filing (申报): its number, where it stands, and what it is about."""

    id: str
    number: str
    status: Literal["draft", "confirmed", "in-review", "withdrawn"]
    status_title: str
    status_title_en: str
    project_id: str
    project_code: str
    project_name: str
    engineering_code: str
    stage: str
    matter: str
    scenario: str
    scenario_title: str
    scenario_title_en: str
    ready: bool
    created_at: str
    updated_at: str
    confirmed_at: str | None


class CheckView(TypedDict):
    """Whether the application can be confirmed; `problems` is empty when it can."""

    ready: bool
    problems: list[ProblemView]
    warnings: list[ProblemView]


class CodeSent(TypedDict):
    """A code is on its way; seconds until it expires, and until another may be asked for."""

    expires_in: int
    retry_after: int


class CodeWanted(TypedDict):
    """Where to text the code."""

    phone: str


class CompleteProject(TypedDict):
    """信息补全: only what is given is changed."""

    land_area: NotRequired[int]
    building_area: NotRequired[int]
    project_type: NotRequired[str]
    government_procurement: NotRequired[bool]
    region_code: NotRequired[str]
    site_address: NotRequired[str]
    scale_content: NotRequired[str]
    total_investment: NotRequired[float]
    construction_nature: NotRequired[str]
    engineering_class: NotRequired[str]
    fund_source: NotRequired[str]
    planned_start: NotRequired[str]
    planned_end: NotRequired[str]


class Confirmation(TypedDict):
    """The phone and the code it got."""

    phone: str
    code: str


class ConfirmedView(TypedDict):
    """What the applicant is told; the account for the review platform comes by SMS to the project leader …"""

    id: str
    number: str
    status: Literal["draft", "confirmed", "in-review", "withdrawn"]
    project_code: str
    project_name: str
    confirmed_at: str
    message: str
    warnings: list[ProblemView]


EdgeView = TypedDict("EdgeView", {"from": "str", "to": "str", "condition": "str", "condition_en": "str"})


class FileOffer(TypedDict):
    """A file that would be referred to, with its seal."""

    file_id: str
    name: str
    size: int
    sha256: str
    sealed: bool


class FileView(TypedDict):
    """An uploaded file."""

    file_id: str
    name: str
    type: str
    size: int
    sha256: str
    sealed: bool
    seal: SealView | None
    uploaded_at: str
    reused_from: str | None


class FormView(TypedDict):
    """The form as it is; a fresh one holds what the hall knows."""

    values: dict[str, Any]
    missing: list[str]
    problems: list[ProblemView]
    warnings: list[ProblemView]
    example: dict[str, Any]
    reused_from: str | None


class FullGuideView(TypedDict):
    """The same by stages, with the steps of a filing and the guide to its handling."""

    project_type: str
    title: str
    title_en: str
    joint_review: bool
    matters: list[str]
    scenarios: list[str]
    advice: str
    advice_en: str
    nodes: list[NodeView]
    edges: list[EdgeView]
    stages: list[StageView]
    steps: list[str]
    steps_en: list[str]
    handling: HandlingView


class GuideList(TypedDict):
    """All project types."""

    items: list[GuideView]
    next_cursor: NotRequired[None]


class GuideMaterialView(TypedDict):
    """A material (材料) to bring: `required` is the red ☆, `needs_seal` the mark 签; `code` where the hall …"""

    code: str | None
    name: str
    title_en: str
    required: bool
    needs_seal: bool


class GuideMaterialsView(TypedDict):
    """The materials of one scenario (情形), or of a matter that is handled elsewhere and has none."""

    scenario: str | None
    title: str
    title_en: str
    items: list[GuideMaterialView]


class GuideView(TypedDict):
    """One project type and its flow chart."""

    project_type: str
    title: str
    title_en: str
    joint_review: bool
    matters: list[str]
    scenarios: list[str]
    advice: str
    advice_en: str
    nodes: list[NodeView]
    edges: list[EdgeView]


class HandlingView(TypedDict):
    """办事指南 of the step that looks at the drawings."""

    matter: str
    matter_en: str
    conditions: list[str]
    conditions_en: list[str]
    materials: list[GuideMaterialsView]
    time_limit: str
    time_limit_en: str
    department: str
    department_en: str
    fee: str
    fee_en: str
    phone: str
    basis: list[str]
    basis_en: list[str]
    result: str
    result_en: str


class History(TypedDict):
    """All states so far, oldest first."""

    items: list[StateView]
    next_cursor: NotRequired[None]


class LinkProject(TypedDict):
    """Code and name exactly as approved (发改立项)."""

    project_code: str
    project_name: str


class MaterialList(TypedDict):
    """The material list of the application's scenario."""

    items: list[MaterialView]
    next_cursor: NotRequired[None]


class MaterialOffer(TypedDict):
    """A material (材料) and its files that are not here yet."""

    code: str
    name: str
    title_en: str
    files: list[FileOffer]


class MaterialView(TypedDict):
    """A material: `required` is the red ☆, `needs_seal` the mark 签: your own seal, on each of its files."""

    code: str
    name: str
    title_en: str
    required: bool
    needs_seal: bool
    formats: list[str]
    files: list[FileView]


class MatterList(TypedDict):
    """What is on offer; `advice` says what to do when it is nothing."""

    items: list[MatterView]
    next_cursor: NotRequired[None]
    advice: str
    advice_en: str


class MatterView(TypedDict):
    """A matter (事项) on offer in a stage, with all its scenarios: which one to choose is the applicant's …"""

    matter: str
    title: str
    title_en: str
    stage: str
    advice: str
    advice_en: str
    scenarios: list[OfferedScenarioView]


class NodeView(TypedDict):
    """One step of the flow."""

    id: str
    title: str
    title_en: str
    stage: str
    department: str
    department_en: str
    matter: str | None


class OfferedScenarioView(TypedDict):
    """The same for a project."""

    scenario: str
    title: str
    title_en: str
    description: str
    description_en: str
    matter: str
    sections: list[str]
    materials: list[str]
    usual: bool
    advice: str


class Offers(TypedDict):
    """Sections of the form (数据共享) and materials (材料共享)."""

    form: list[SectionOffer]
    materials: list[MaterialOffer]


class OpenApplication(TypedDict):
    """办理 → 施工许可阶段 → 联合审图 → 情形."""

    project_id: str
    stage: str
    matter: str
    scenario: str


class OpenedView(TypedDict):
    """A new draft; `warnings` when the scenario is unusual for the type of project."""

    id: str
    number: str
    status: Literal["draft", "confirmed", "in-review", "withdrawn"]
    status_title: str
    status_title_en: str
    project_id: str
    project_code: str
    project_name: str
    engineering_code: str
    stage: str
    matter: str
    scenario: str
    scenario_title: str
    scenario_title_en: str
    ready: bool
    created_at: str
    updated_at: str
    confirmed_at: str | None
    warnings: list[ProblemView]


class ProblemView(TypedDict):
    """What stands in the way or is odd: a JSON pointer into the form, or /materials/{code}."""

    code: str
    pointer: str
    detail: str


class ProjectList(TypedDict):
    """One page of projects."""

    items: list[ProjectView]
    next_cursor: str | None


class ProjectView(TypedDict):
    """A project (项目) in the owner's list."""

    id: str
    project_code: str
    project_name: str
    source: str
    project_type: str
    government_procurement: bool
    land_area: int | None
    building_area: int | None
    complete: bool
    region_code: NotRequired[str | None]
    site_address: NotRequired[str | None]
    scale_content: NotRequired[str | None]
    total_investment: NotRequired[float | None]
    construction_nature: NotRequired[str | None]
    engineering_class: NotRequired[str | None]
    fund_source: NotRequired[str | None]
    planned_start: NotRequired[str | None]
    planned_end: NotRequired[str | None]
    created_at: str


class ReuseForm(TypedDict):
    """The application to take from: any of the same unit's (see `reusable`)."""

    application_id: str
    sections: NotRequired[list[str]]


class ReuseMaterials(TypedDict):
    """The application to take from: any of the same unit's (see `reusable`)."""

    application_id: str
    codes: NotRequired[list[str]]


class ScenarioList(TypedDict):
    """All scenarios."""

    items: list[ScenarioView]
    next_cursor: NotRequired[None]


class ScenarioView(TypedDict):
    """A scenario (情形)."""

    scenario: str
    title: str
    title_en: str
    description: str
    description_en: str
    matter: str
    sections: list[str]
    materials: list[str]


class SealView(TypedDict):
    """An electronic seal (电子签章): whose, its number (印章编码), over which bytes, when."""

    signer_credit_code: str
    seal_code: str
    sha256: str
    signed_at: str


class SectionOffer(TypedDict):
    """A section of the one form."""

    section: str
    title: str
    title_en: str


class SourceList(TypedDict):
    """The same project's applications first, the newest first; none that has nothing to give."""

    items: list[SourceView]
    next_cursor: str | None


class SourceView(TypedDict):
    """An application of the same unit to take from."""

    form: list[SectionOffer]
    materials: list[MaterialOffer]
    application_id: str
    number: str
    status: Literal["draft", "confirmed", "in-review", "withdrawn"]
    scenario: str
    scenario_title: str
    scenario_title_en: str
    project_id: str
    project_code: str
    project_name: str
    updated_at: str
    same_project: bool
    on_request: Offers


class StageView(TypedDict):
    """One stage (阶段) of the flow and what is done in it."""

    stage: str
    title: str
    title_en: str
    steps: list[str]
    steps_en: list[str]


class StateView(TypedDict):
    """A state the application came into; `handling_code` as in the exchange standard (办理状态)."""

    status: Literal["draft", "confirmed", "in-review", "withdrawn"]
    title: str
    title_en: str
    handling_code: int | None
    reason: str
    at: str


class Withdrawal(TypedDict):
    """撤件, with a reason if you like."""

    reason: NotRequired[str]

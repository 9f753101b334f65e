# Made by `make docs` from the OpenAPI documents: change the server, not this file.
"""What can be asked of review."""

from collections.abc import Iterator
from typing import Any, Literal, Unpack

from shentu.models.review import (
    AccountView,
    AgencyView,
    Basics,
    ChangePassword,
    ChooseAgency,
    ChosenAgency,
    CityProject,
    ConfirmRecovery,
    DecisionView,
    Details,
    DocumentRef,
    DocumentView,
    DrawingList,
    DrawingView,
    IssueLinkCode,
    LinkCodeView,
    Login,
    Notice,
    PlanningDocumentView,
    PlanningFileView,
    ProjectLink,
    ProjectView,
    RecoverPassword,
    Registration,
    SelectCityProject,
    SubmissionCheck,
    Submitted,
    Token,
    UseLinkCode,
)
from shentu.place import File, Place


class Review(Place):
    """Shentu review 河南省勘察设计质量监管平台（模拟）."""

    def log_in(self, **body: Unpack[Login]) -> Token:
        """登录监管平台 · Log in to the review platform."""
        return self._ask("POST", ["review", "login"], body=body)

    def change_password(self, **body: Unpack[ChangePassword]) -> Token:
        """修改自己的密码 · Set a password of one's own."""
        return self._ask("PUT", ["review", "password"], body=body)

    def request_recovery_code(self, **body: Unpack[RecoverPassword]) -> Notice:
        """忘记密码：获取短信验证码 · Ask for a code when the password is forgotten."""
        return self._ask("POST", ["review", "password-recovery"], body=body)

    def recover_password(self, **body: Unpack[ConfirmRecovery]) -> Notice:
        """忘记密码：凭验证码设置新密码 · Set a new password with that code."""
        return self._ask("POST", ["review", "password-recovery", "confirmation"], body=body)

    def register_account(self, **body: Unpack[Registration]) -> AccountView:
        """注册勘察或设计单位账号 · Register a survey or design unit."""
        return self._ask("POST", ["review", "accounts"], body=body)

    def list_city_projects(self, *, limit: int | None = None) -> Iterator[CityProject]:
        """查看可选择的郑州市工改项目 · List the city's filings to choose from."""
        return self._each("GET", ["review", "city-projects"], query={"limit": limit})

    def select_project(self, **body: Unpack[SelectCityProject]) -> ProjectView:
        """选择工改项目，新建审图业务 · Choose a filing and begin its review."""
        return self._ask("POST", ["review", "projects"], body=body)

    def list_projects(
        self,
        *,
        status: Literal["received", "basic", "editing", "submitted", "withdrawn"] | None = None,
        limit: int | None = None,
    ) -> Iterator[ProjectView]:
        """查看本单位的审图业务 · List the projects one's unit takes part in."""
        return self._each("GET", ["review", "projects"], query={"status": status, "limit": limit})

    def read_project(self, project_id: str, /) -> ProjectView:
        """查看一件审图业务 · Look at one project."""
        return self._ask("GET", ["review", "projects", project_id])

    def remove_unit(self, project_id: str, credit_code: str, /) -> None:
        """移除误加入的参与单位 · Take out a unit that joined by mistake."""
        return self._ask("DELETE", ["review", "projects", project_id, "units", credit_code])

    def read_basics(self, project_id: str, /) -> Basics:
        """查看基本信息、缺项与示例 · Read the basic information, what is missing, and an example."""
        return self._ask("GET", ["review", "projects", project_id, "basic"])

    def write_basics(self, project_id: str, /, body: Any) -> Basics:
        """完善基本信息 · Complete the basic information."""
        return self._ask("PUT", ["review", "projects", project_id, "basic"], body=body)

    def read_basics_schema(self, project_id: str, /) -> dict[str, Any]:
        """查看基本信息要填什么 · See what the basic information asks."""
        return self._ask("GET", ["review", "projects", project_id, "basic", "schema"])

    def read_details(self, project_id: str, /) -> Details:
        """查看详细信息、缺项与示例 · Read the details, what is missing, and an example."""
        return self._ask("GET", ["review", "projects", project_id, "details"])

    def write_details(self, project_id: str, /, body: Any) -> Details:
        """暂存或填完详细信息 · Save the details, complete or not."""
        return self._ask("PUT", ["review", "projects", project_id, "details"], body=body)

    def read_details_schema(self, project_id: str, /) -> dict[str, Any]:
        """查看详细信息要填什么 · See what the details ask."""
        return self._ask("GET", ["review", "projects", project_id, "details", "schema"])

    def issue_link_code(self, project_id: str, /, **body: Unpack[IssueLinkCode]) -> LinkCodeView:
        """生成项目关联码，发给勘察或设计单位 · Make a link code for a survey or design unit."""
        return self._ask("POST", ["review", "projects", project_id, "link-codes"], body=body)

    def list_link_codes(self, project_id: str, /, *, limit: int | None = None) -> Iterator[LinkCodeView]:
        """查看已生成的项目关联码 · List the link codes of a project."""
        return self._each("GET", ["review", "projects", project_id, "link-codes"], query={"limit": limit})

    def revoke_link_code(self, project_id: str, code: str, /) -> None:
        """作废一个项目关联码 · Revoke a link code."""
        return self._ask("DELETE", ["review", "projects", project_id, "link-codes", code])

    def use_link_code(self, **body: Unpack[UseLinkCode]) -> ProjectLink:
        """以勘察或设计单位身份凭关联码加入项目 · Join a project with its link code, as that unit."""
        return self._ask("POST", ["review", "project-links"], body=body)

    def list_drawings(self, project_id: str, /) -> DrawingList:
        """查看应交与已交的图纸 · See which drawings are needed and handed in."""
        return self._ask("GET", ["review", "projects", project_id, "drawings"])

    def upload_drawing(self, project_id: str, /, file: File, *, discipline: str) -> DrawingView:
        """上传一份图纸 · Upload a drawing."""
        return self._ask(
            "POST", ["review", "projects", project_id, "drawings"], file=file, fields={"discipline": discipline}
        )

    def seal_drawing(self, project_id: str, drawing_id: str, /) -> DrawingView:
        """给自己的图纸加盖电子签章 · Seal a drawing of one's own."""
        return self._ask("POST", ["review", "projects", project_id, "drawings", drawing_id, "seal"])

    def delete_drawing(self, project_id: str, drawing_id: str, /) -> None:
        """删除自己的图纸 · Delete a drawing of one's own."""
        return self._ask("DELETE", ["review", "projects", project_id, "drawings", drawing_id])

    def list_agencies(self, *, project_id: str | None = None, limit: int | None = None) -> Iterator[AgencyView]:
        """查看审图机构名录 · See the register of review agencies."""
        return self._each("GET", ["review", "agencies"], query={"project_id": project_id, "limit": limit})

    def choose_agency(self, project_id: str, /, **body: Unpack[ChooseAgency]) -> ChosenAgency:
        """选择审图机构 · Choose the review agency."""
        return self._ask("PUT", ["review", "projects", project_id, "agency"], body=body)

    def read_agency_decision(self, project_id: str, /) -> DecisionView:
        """查看审图机构如何确定 · See how the agency was found."""
        return self._ask("GET", ["review", "projects", project_id, "agency-decision"])

    def list_planning_documents(self, project_id: str, /) -> Iterator[PlanningDocumentView]:
        """查看应交的规划文件及时间节点 · See which planning documents are due, and when."""
        return self._each("GET", ["review", "projects", project_id, "planning-documents"])

    def upload_planning_document(self, project_id: str, /, file: File, *, kind: str) -> PlanningFileView:
        """上传一份规划文件 · Upload a planning document."""
        return self._ask(
            "POST", ["review", "projects", project_id, "planning-documents"], file=file, fields={"kind": kind}
        )

    def delete_planning_document(self, project_id: str, file_id: str, /) -> None:
        """删除一份规划文件 · Delete a planning document."""
        return self._ask("DELETE", ["review", "projects", project_id, "planning-documents", file_id])

    def download_drawing(self, project_id: str, drawing_id: str, /) -> bytes:
        """下载一份图纸 · Download a drawing."""
        return self._load("GET", ["review", "projects", project_id, "drawings", drawing_id, "content"])

    def download_planning_document(self, project_id: str, file_id: str, /) -> bytes:
        """下载一份规划文件 · Download a planning document."""
        return self._load("GET", ["review", "projects", project_id, "planning-documents", file_id, "content"])

    def check_submission(self, project_id: str, /) -> SubmissionCheck:
        """提交前检查还缺什么 · Check what is missing before the submission."""
        return self._ask("GET", ["review", "projects", project_id, "submission-check"])

    def submit_project(self, project_id: str, /, *, idempotency_key: str | None = None) -> Submitted:
        """提交审查 · Submit the project for review."""
        return self._ask("POST", ["review", "projects", project_id, "submission"], idempotency_key=idempotency_key)

    def list_help_documents(
        self, *, audience: Literal["owner", "survey", "design", "agency"] | None = None
    ) -> Iterator[DocumentRef]:
        """查看帮助文档目录 · List the help documents."""
        return self._each("GET", ["review", "support", "documents"], query={"audience": audience})

    def read_help_document(self, document_id: str, /) -> DocumentView:
        """查看一份帮助文档的说明 · Look at one help document."""
        return self._ask("GET", ["review", "support", "documents", document_id])

    def download_help_document(self, document_id: str, /) -> bytes:
        """下载一份帮助文档 · Download a help document."""
        return self._load("GET", ["review", "support", "documents", document_id, "content"])

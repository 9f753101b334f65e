# Made by `make docs` from the OpenAPI documents: change the server, not this file.
"""What can be asked of hall."""

from collections.abc import Iterator
from typing import Any, Literal, Unpack

from shentu.models.hall import (
    AddProject,
    ApplicationView,
    CheckView,
    CodeSent,
    CodeWanted,
    CompleteProject,
    Confirmation,
    ConfirmedView,
    FileView,
    FormView,
    FullGuideView,
    GuideView,
    LinkProject,
    MaterialList,
    MaterialView,
    MatterList,
    OpenApplication,
    OpenedView,
    ProjectView,
    ReuseForm,
    ReuseMaterials,
    ScenarioView,
    SourceView,
    StateView,
    Withdrawal,
)
from shentu.place import File, Place


class Hall(Place):
    """Shentu hall 网上办事大厅（模拟）."""

    def list_guides(self) -> Iterator[GuideView]:
        """查看十类项目的办事指南目录 · See the guides of all ten project types."""
        return self._each("GET", ["hall", "guides"])

    def read_guide(self, project_type: str, /) -> FullGuideView:
        """查看一类项目的流程与办事指南 · See the flow and guide of one project type."""
        return self._ask("GET", ["hall", "guides", project_type])

    def link_project(self, **body: Unpack[LinkProject]) -> ProjectView:
        """凭项目代码和名称关联项目 · Link a project by its code and name."""
        return self._ask("POST", ["hall", "projects", "link"], body=body)

    def add_project(self, **body: Unpack[AddProject]) -> ProjectView:
        """手工新增没有项目代码的项目 · Add a project that has no code."""
        return self._ask("POST", ["hall", "projects"], body=body)

    def list_projects(self, *, limit: int | None = None) -> Iterator[ProjectView]:
        """查看自己的项目列表 · List one's own projects."""
        return self._each("GET", ["hall", "projects"], query={"limit": limit})

    def read_project(self, project_id: str, /) -> ProjectView:
        """查看一个项目 · Look at one project."""
        return self._ask("GET", ["hall", "projects", project_id])

    def complete_project(self, project_id: str, /, **body: Unpack[CompleteProject]) -> ProjectView:
        """补全项目信息 · Complete a project's information."""
        return self._ask("PATCH", ["hall", "projects", project_id], body=body)

    def list_matters(self, project_id: str, /, *, stage: str | None = None) -> MatterList:
        """查看项目在某阶段可办的事项与情形 · See which matters and scenarios a project's stage offers."""
        return self._ask("GET", ["hall", "projects", project_id, "matters"], query={"stage": stage})

    def list_scenarios(self) -> Iterator[ScenarioView]:
        """查看全部办理情形 · List all scenarios."""
        return self._each("GET", ["hall", "scenarios"])

    def read_form_schema(self, scenario: str, /) -> dict[str, Any]:
        """查看一张表单的结构与完整示例 · See what the one form asks, with a complete example."""
        return self._ask("GET", ["hall", "scenarios", scenario, "form"])

    def open_application(self, **body: Unpack[OpenApplication]) -> OpenedView:
        """新建一件联合审图申报 · Open a new application for joint review."""
        return self._ask("POST", ["hall", "applications"], body=body)

    def list_applications(
        self,
        *,
        status: Literal["draft", "confirmed", "in-review", "withdrawn"] | None = None,
        project_id: str | None = None,
        stage: str | None = None,
        limit: int | None = None,
    ) -> Iterator[ApplicationView]:
        """在用户中心查看自己的申报 · List one's own applications."""
        return self._each(
            "GET",
            ["hall", "applications"],
            query={"status": status, "project_id": project_id, "stage": stage, "limit": limit},
        )

    def read_application(self, application_id: str, /) -> ApplicationView:
        """查看一件申报 · Look at one application."""
        return self._ask("GET", ["hall", "applications", application_id])

    def check_application(self, application_id: str, /) -> CheckView:
        """检查申报是否可以确认，还缺什么 · Check whether it can be confirmed, and what is missing."""
        return self._ask("GET", ["hall", "applications", application_id, "check"])

    def withdraw_application(self, application_id: str, /, **body: Unpack[Withdrawal]) -> ApplicationView:
        """撤回已确认的申报 · Withdraw a confirmed application."""
        return self._ask("POST", ["hall", "applications", application_id, "withdrawal"], body=body)

    def read_history(self, application_id: str, /) -> Iterator[StateView]:
        """查看申报经过的各个状态 · See every state it went through."""
        return self._each("GET", ["hall", "applications", application_id, "history"])

    def read_form(self, application_id: str, /) -> FormView:
        """查看已填的表单、缺项与示例 · Read the form as filled in, what is missing, and an example."""
        return self._ask("GET", ["hall", "applications", application_id, "form"])

    def write_form(self, application_id: str, /, body: dict[str, Any]) -> FormView:
        """暂存或填完一张表单 · Save the form, complete or not."""
        return self._ask("PUT", ["hall", "applications", application_id, "form"], body=body)

    def reuse_form(self, application_id: str, /, **body: Unpack[ReuseForm]) -> FormView:
        """数据共享：复用另一件申报的表单 · Take over another application's form."""
        return self._ask("POST", ["hall", "applications", application_id, "form", "reuse"], body=body)

    def list_materials(self, application_id: str, /) -> Iterator[MaterialView]:
        """查看要交哪些材料、已交哪些 · See which materials are asked for and handed in."""
        return self._each("GET", ["hall", "applications", application_id, "materials"])

    def upload_material(self, application_id: str, code: str, /, file: File) -> FileView:
        """上传一份材料文件 · Upload a file of one material."""
        return self._ask("POST", ["hall", "applications", application_id, "materials", code, "files"], file=file)

    def reuse_materials(self, application_id: str, /, **body: Unpack[ReuseMaterials]) -> MaterialList:
        """材料共享：复用另一件申报的材料 · Take over another application's materials."""
        return self._ask("POST", ["hall", "applications", application_id, "materials", "reuse"], body=body)

    def download_file(self, application_id: str, file_id: str, /) -> bytes:
        """下载已上传的文件 · Download an uploaded file."""
        return self._load("GET", ["hall", "applications", application_id, "files", file_id, "content"])

    def remove_file(self, application_id: str, file_id: str, /) -> None:
        """删除已上传的文件 · Take an uploaded file out again."""
        return self._ask("DELETE", ["hall", "applications", application_id, "files", file_id])

    def remove_material(self, application_id: str, code: str, file_id: str, /) -> None:
        """删除某项材料下的文件 · Take a file of this material out again."""
        return self._ask("DELETE", ["hall", "applications", application_id, "materials", code, "files", file_id])

    def seal_file(self, application_id: str, file_id: str, /) -> FileView:
        """给文件加盖本单位电子签章 · Seal a file with one's own seal."""
        return self._ask("POST", ["hall", "applications", application_id, "files", file_id, "seal"])

    def seal_material(self, application_id: str, code: str, file_id: str, /) -> FileView:
        """给某项材料的文件加盖本单位电子签章 · Seal a file of this material with one's own seal."""
        return self._ask("POST", ["hall", "applications", application_id, "materials", code, "files", file_id, "seal"])

    def list_reusable(self, application_id: str, /, *, limit: int | None = None) -> Iterator[SourceView]:
        """查看可以复用的表单与材料 · See which forms and materials can be taken over."""
        return self._each("GET", ["hall", "applications", application_id, "reusable"], query={"limit": limit})

    def request_code(self, application_id: str, /, **body: Unpack[CodeWanted]) -> CodeSent:
        """获取确认用的短信验证码 · Have a code texted for the confirmation."""
        return self._ask("POST", ["hall", "applications", application_id, "verification-code"], body=body)

    def confirm_application(
        self, application_id: str, /, *, idempotency_key: str | None = None, **body: Unpack[Confirmation]
    ) -> ConfirmedView:
        """凭验证码确认申报，推送到省平台 · Confirm with the code, which pushes it to the province."""
        return self._ask(
            "POST", ["hall", "applications", application_id, "confirmation"], body=body, idempotency_key=idempotency_key
        )

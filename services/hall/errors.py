"""What the hall refuses, each with a stable code and the guide's advice (rules S2–S14).

account      AccountIncomplete, AccountNotVerified
linking      ProjectCodeMalformed, ProjectNotFound, ProjectNotYours, ProjectNameMismatch, ProjectVoided, …
application  ProjectIncomplete, MatterNotAvailable, ScenarioNotAvailable, ApplicationNotDraft, …
form         FormInvalid, ApplicationNotReady
materials    FileTypeNotAllowed, FileContentMismatch, FileTooLarge, TooManyFiles, FileNotSealable, …
confirming   VerificationCode…, IdempotencyKeyReused
"""

from typing import ClassVar

from shared.errors import Conflict, Forbidden, NotFound, Problem, RateLimited, RequestInvalid, TooLarge


class AccountIncomplete(Forbidden):
    """S3: the hall stays blank (空白页面)."""

    code = "account-incomplete"
    zh = "法人账号信息不完整，页面显示空白。请在河南省政务服务网完善该法人账号信息后重新登录。"
    en = "The account is incomplete, so the hall stays blank: complete it at the portal, then log in again."


class AccountNotVerified(Forbidden):
    """S6: code and name are right, and still the project cannot be linked."""

    code = "account-not-verified"
    zh = (
        "项目代码和名称无误，但账号未经过河南省政务服务网的实名认证，无法关联项目。"
        "请到用户中心确认；未实名认证的，请联系 96500（或技术支持电话 0371-65250866）咨询实名认证流程。"
    )
    en = (
        "Code and name are right, but the account is not real-name verified, so the project cannot be linked. "
        "See the user centre; for verification call 96500 (or technical support, 0371-65250866)."
    )


class ProjectCodeMalformed(RequestInvalid):
    """S4, S12: not a 24-character code."""

    code = "project-code-malformed"
    zh = "项目代码格式不正确：应为发改立项的24位项目代码，例如 2403-410105-04-01-123456。"
    en = "This is not a project code: give the 24 characters of the approval, such as 2403-410105-04-01-123456."


class ProjectNotFound(NotFound):
    """S4: the investment platform does not know the code."""

    code = "project-not-found"
    zh = "监管平台找不到该项目！请按发改立项文件核对项目代码 {project_code}；没有赋码的项目请点击“新增项目”手动录入。"
    en = (
        "The investment platform knows no project {project_code}: check the code, or add a project without one by hand."
    )


class ProjectNotYours(NotFound):
    """S2: approved for another legal person's account."""

    code = "project-not-yours"
    zh = "找不到该项目或者当前用户不能申报该项目！请使用立项时用的法人账号登录。"
    en = "Not found, or not this account's to file: log in with the account that was used for the approval."


class ProjectNameMismatch(RequestInvalid):
    """S4: the code exists under another name."""

    code = "project-name-mismatch"
    zh = "项目名称与代码不一致。项目代码及项目名称是在发改立项的代码及名称，请逐字核对（包括全角、空格）。"
    en = "The name does not go with the code: copy both exactly as they were approved."


class ProjectVoided(Conflict):
    """The approval was voided (已作废)."""

    code = "project-voided"
    zh = "项目已作废，不能关联。请联系发改部门重新立项。"
    en = "The project's approval was voided: it has to be approved anew before it can be linked."


class ProjectAlreadyLinked(Conflict):
    """It is in this unit's list already."""

    code = "project-already-linked"
    zh = "项目已关联，请在项目列表中找到该项目，点击“办理”。"
    en = "The project is linked already: find it in your list of projects."


class ProjectCodeTaken(Conflict):
    """The investment platform gave this code before."""

    code = "project-code-taken"
    zh = "监管平台已有项目代码 {project_code}。"
    en = "The investment platform has a project {project_code} already."


class ProjectIncomplete(Conflict):
    """S5: the two areas come first."""

    code = "project-incomplete"
    zh = "请先进行项目信息补全：总用地面积和总建设面积填写整数。"
    en = "Complete the project's information first: land_area and building_area, as whole numbers."


class MatterNotAvailable(Conflict):
    """S7: some types have no joint review."""

    code = "matter-not-available"
    zh = (
        "该项目类型（{project_type}）没有“联合审图”事项。"
        "项目类型如果不确定，可以浏览“服务指南”，在信息补全中更正项目类型。"
    )
    en = (
        "Projects of type {project_type} have no joint review. If the type may be wrong, see the guides "
        "and correct it in the project's information."
    )


class ScenarioNotAvailable(Conflict):
    """S9: the scenario does not fit the type."""

    code = "scenario-not-available"
    zh = "项目类型（{project_type}）不适用情形“{scenario}”，应根据项目情形选择不同的“联合审图”情形。"
    en = "Scenario {scenario} does not fit projects of type {project_type}: choose one of those on offer."


class ApplicationNotDraft(Conflict):
    """Only drafts are changed."""

    code = "application-not-draft"
    zh = "该申报当前状态为“{status}”，只有暂存的申报可以修改；工改系统不限制申报次数，可以重新申报。"
    en = "This application is {status_en}; only drafts can be changed. You may file again as often as you like."


class ApplicationNotConfirmed(Conflict):
    """Nothing was filed yet that could be withdrawn."""

    code = "application-not-confirmed"
    zh = "该申报尚未确认提交，无需撤件；暂存的申报可以继续办理。"
    en = "This application was never confirmed, so there is nothing to withdraw; the draft can be continued."


class ApplicationInReview(Conflict):
    """F35: withdrawal only before the review."""

    code = "application-in-review"
    zh = "该申报已在省图审系统提交审查，不能撤件。"
    en = "This application has been submitted for review in the province and can no longer be withdrawn."


class ApplicationAlreadyConfirmed(Conflict):
    """It was confirmed by another request."""

    code = "application-already-confirmed"
    zh = "该申报已确认提交，申请编号 {number}，请勿重复提交。"
    en = "This application has been confirmed already, as number {number}."


class FormInvalid(RequestInvalid):
    """A draft may be incomplete, never ill-typed; `errors` names each wrong field."""

    code = "form-invalid"
    zh = "一张表单中有 {count} 处填写有误，请按 errors 中列出的栏目逐项修改。"
    en = "{count} fields of the form are wrong: correct each one listed in errors."


class ApplicationNotReady(Problem):
    """S13, S14: form and materials come before the confirmation; `errors` says what is missing."""

    status, code = 422, "application-not-ready"
    zh = "申报尚不能确认，有 {count} 处需要完善：请补全一张表单，并上传所有必传的电子件（带“签”字的需加盖电子签章）。"
    en = "Not ready to confirm: {count} things are missing or wrong in the form or the materials; errors lists them."


class ReuseOfItself(RequestInvalid):
    """数据共享 and 材料共享 take from another application."""

    code = "reuse-from-itself"
    zh = "请选择其他历史申报进行复用。"
    en = "Choose another application to reuse from."


class FileTypeNotAllowed(RequestInvalid):
    """D1: the ending is not on this material's list."""

    code = "file-type-not-allowed"
    zh = "不允许上传的文件类型。材料《{material}》可上传：{allowed}。"
    en = "This type of file is not taken for material {material_code}; allowed are: {allowed}."


class FileContentMismatch(RequestInvalid):
    """A renamed file: its first bytes are not what its name says."""

    code = "file-content-mismatch"
    zh = "文件内容与扩展名 {ending} 不符，请上传真实的 {kind} 文件。"
    en = "The content of the file is not what its ending {ending} says: upload a real {kind}."


class FileEmpty(RequestInvalid):
    """Nothing in it."""

    code = "file-empty"
    zh = "文件内容为空，请重新选择文件。"
    en = "The file is empty."


class FileTooLarge(TooLarge):
    """Larger than its type may be."""

    code = "file-too-large"
    zh = "请上传大小在{megabytes}M以内的文件。"
    en = "Files of this type may have {megabytes} MB at most."


class TooManyFiles(Conflict):
    """Enough for one material."""

    code = "too-many-files"
    zh = "每项材料最多上传 {limit} 个文件。"
    en = "A material takes {limit} files at most."


class FileNotSealable(Conflict):
    """Only PDF and OFD carry a seal."""

    code = "file-not-sealable"
    zh = "只有 PDF、OFD 文件可以加盖电子签章，请上传 PDF 或 OFD 版本。"
    en = "Only PDF and OFD files can be sealed: upload one of these."


class VerificationCodeWrong(RequestInvalid):
    """Not the code that was sent to this phone; `left` tries remain. The try counts, though the request is refused."""

    keeps_changes = True
    code = "verification-code-wrong"
    zh = "验证码错误，还可尝试 {left} 次。"
    en = "The code is wrong; {left} tries are left."


class VerificationCodeExpired(RequestInvalid):
    """None was sent, or it is used, too old, or was tried wrongly too often."""

    code = "verification-code-expired"
    zh = "验证码已失效，请重新获取验证码。"
    en = "There is no valid code any more: request a new one."


class VerificationCodeTooFrequent(RateLimited):
    """One a minute for each application."""

    code = "verification-code-too-frequent"
    zh = "请勿频繁获取验证码，请在 {seconds} 秒后重试。"
    en = "Not so often: ask for another code in {seconds} seconds."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "{seconds}"}


class IdempotencyKeyReused(RequestInvalid):
    """The same Idempotency-Key with another body."""

    code = "idempotency-key-reused"
    zh = "Idempotency-Key 已用于内容不同的请求，请更换。"
    en = "This Idempotency-Key was used with another body: choose a new one."

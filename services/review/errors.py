"""What the platform refuses, and what to do about it, in the words of the guide.

    Problem
     ├─ LoginFailed, LoginEnded 401, LoginLocked 429, PasswordChangeRequired 403, PasswordRefused 422  accounts
     ├─ AccountExists 409                                                                        registering
     ├─ RecoveryCodeWrong, RecoveryCodeExpired 422, RecoveryCodeTooFrequent 429                      找回密码
     ├─ ProjectClosed 409: ProjectNotSelected, CityProjectSelected, BasicsMissing,               where a review stands
     │  ProjectIsSubmitted, AlreadySubmitted, ProjectIsWithdrawn
     ├─ LinkCodeInvalid 404, NotAUnit 403, LinkCodeWrongRole, AlreadyLinked, TooManyLinkCodes 409  link codes
     ├─ TooManyFiles, FileNotSealable 409                                                          files
     ├─ AgencyByRotation, AgencyNotEligible 409                                                  agencies
     └─ SubmissionIncomplete 422                                                                 提交确认
Somebody else's things are NotFound, exactly like missing ones.
"""

from typing import ClassVar

from shared.errors import Forbidden, Problem, Unauthenticated


class LoginFailed(Problem):
    """Wrong password or no such account: the two look alike. The try counts, though the request is refused."""

    keeps_changes = True
    status, code = 401, "login-failed"
    zh = "账号或密码错误。账号一般为企业统一社会信用代码；如短信中没有账号密码，请使用“找回密码”。"
    en = (
        "Wrong account or password. The account is normally the unit's credit code; if the text message had no "
        "password, use password recovery."
    )


class LoginEnded(Unauthenticated):
    """The account's password was changed since this token was given."""

    code = "login-ended"
    zh = "该账号的密码已修改，本次登录已失效，请使用新密码重新登录。"
    en = "The account's password was changed and this login has ended: log in with the new one."


class LoginLocked(Problem):
    """Too many wrong passwords in a row."""

    keeps_changes = True
    status, code = 429, "login-rests"
    zh = "密码连续输错次数过多，该账号已锁定，请{minutes}分钟后再试，或使用“找回密码”。"
    en = "Too many wrong passwords: the account is locked. Try again in {minutes} minutes, or recover the password."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "{seconds}"}


class PasswordChangeRequired(Problem):
    """The texted password was not changed yet: nothing else is allowed."""

    status, code = 403, "password-change-required"
    zh = "首次登录须先修改初始密码，请通过 PUT /review/password 设置新密码。"
    en = "Change the initial password first: PUT /review/password."


class PasswordRefused(Problem):
    """The new password is not good enough; `errors` says why."""

    status, code = 422, "password-refused"
    zh = "新密码不符合要求，请按 errors 中的说明修改。"
    en = "The new password is not good enough; errors says why."


class AccountExists(Problem):
    """This credit code has an account, whoever opened it."""

    status, code = 409, "account-exists"
    zh = "该统一社会信用代码已有平台账号，请直接登录；忘记密码请使用“找回密码”。"
    en = "This credit code has an account already: log in with it, or recover its password."


class RecoveryCodeWrong(Problem):
    """Not the code that was sent. The try counts, though the request is refused."""

    keeps_changes = True
    status, code = 422, "verification-code-wrong"
    zh = "验证码错误，请核对短信后重新输入。"
    en = "Wrong verification code: look at the text message again."


class RecoveryCodeExpired(Problem):
    """Too old, used, tried too often, or never asked for."""

    status, code = 422, "verification-code-expired"
    zh = "验证码已失效，请重新获取验证码。"
    en = "The verification code is no longer valid: ask for a new one."


class RecoveryCodeTooFrequent(Problem):
    """One code a minute."""

    status, code = 429, "verification-code-too-frequent"
    zh = "请勿频繁获取验证码，请{seconds}秒后再试。"
    en = "A code was sent just now: ask again in {seconds} seconds."
    headers: ClassVar[dict[str, str]] = {"Retry-After": "{seconds}"}


class ProjectClosed(Problem):
    """What the state of a review (审图业务) does not allow now; lifecycle.toml names the code."""

    status, code = 409, "project-closed"
    zh = "该项目目前的状态不允许此操作，请在项目列表中查看其办理状态。"
    en = "The project's present state does not allow this: see its status in the list of projects."


class ProjectNotSelected(ProjectClosed):
    """Pushed, and not chosen yet."""

    code = "project-not-selected"
    zh = "请先通过“新建项目—选择郑州市工改项目”选择该项目并点击确定（POST /review/projects）。"
    en = "Choose the city project first: POST /review/projects."


class CityProjectSelected(ProjectClosed):
    """This filing was selected before."""

    code = "city-project-already-selected"
    zh = "该郑州市工改项目已被选择，请在“待申报项目”列表中继续办理。"
    en = "This city project was selected before: go on with it in the list of projects."


class BasicsMissing(ProjectClosed):
    """待完善: first the basic information, then everything else."""

    code = "basics-missing"
    zh = "该项目待完善，请先完善基本信息（PUT /review/projects/{project}/basic），再办理后续事项。"
    en = "Complete the basic information first: PUT /review/projects/{project}/basic."


class ProjectIsSubmitted(ProjectClosed):
    """What went to review is frozen."""

    code = "project-submitted"
    zh = "该项目已提交审查，此项内容不能再修改；如需变更，请待审图机构退回或审查办结。"
    en = "The project was submitted for review and this can no longer be changed, unless the agency returns it."


class AlreadySubmitted(ProjectClosed):
    """提交 pressed twice."""

    code = "already-submitted"
    zh = "该项目已提交，无需重复提交。"
    en = "The project was submitted already."


class ProjectIsWithdrawn(ProjectClosed):
    """Its filing was withdrawn in the hall."""

    code = "project-withdrawn"
    zh = "该项目的申报已在郑州市工改系统撤回，请重新申报后再选择郑州市工改项目。"
    en = "The filing was withdrawn in the city's hall: file it again, then select the city project."


_ALL: list[type[ProjectClosed]] = [ProjectClosed, *ProjectClosed.__subclasses__()]
CLOSED = {problem.code: problem for problem in _ALL}


class LinkCodeInvalid(Problem):
    """Unknown, expired, revoked, or of a project that no longer takes units: all alike."""

    status, code = 404, "link-code-invalid"
    zh = "项目关联码无效或已过期，请核对后重新输入，或请建设单位重新分享项目关联码。"
    en = "The link code is not valid, or no longer: check it, or ask the owner to share a new one."


class LinkCodeWrongRole(Problem):
    """A survey unit with a design unit's code, say."""

    status, code = 409, "link-code-wrong-role"
    zh = "该项目关联码仅供{wanted}使用，本账号为{role}，请建设单位分享对应的项目关联码。"
    en = "This link code is for a {wanted} unit, this account is a {role} unit: ask the owner for the right code."


class NotAUnit(Forbidden):
    """Owners and agencies do not join by a code, nor do they draw."""

    code = "survey-and-design-units-only"
    zh = "仅勘察、设计单位可凭项目关联码关联项目并上传图纸，请将项目关联码发送至项目参与的勘察和设计单位。"
    en = "Only survey and design units link themselves by code and upload drawings: send the link code to them."


class AlreadyLinked(Problem):
    """The unit is part of the project already."""

    status, code = 409, "project-already-linked"
    zh = "本单位已关联该项目，可直接在项目列表中上传图纸。"
    en = "Your unit is linked to this project already: upload the drawings."


class TooManyLinkCodes(Problem):
    """As many live codes as a role can have."""

    status, code = 409, "too-many-link-codes"
    zh = "有效的项目关联码已达{limit}个，请先撤销不再使用的关联码。"
    en = "There are {limit} valid link codes already: revoke those no longer needed."


class FileFromTheCity(Problem):
    """It was pushed with the filing and is kept in the city's hall."""

    status, code = 409, "file-from-city"
    zh = (
        "该文件由郑州市工改系统推送，保存在网上办事大厅的一套材料中，可在那里查看"
        "（GET /hall/applications/{application}/files/{file}/content），不能在本平台下载或删除；"
        "需要更新的，请在本平台另行上传。"
    )
    en = (
        "This file was pushed by the city and is kept in its hall: read it there "
        "(GET /hall/applications/{application}/files/{file}/content). It cannot be read or deleted here; upload a "
        "newer one beside it."
    )


class TooManyFiles(Problem):
    """As many files as a project can hold."""

    status, code = 409, "too-many-files"
    zh = "该项目的文件已达{limit}个，请先删除不再需要的文件。"
    en = "The project holds {limit} files already: delete those no longer needed."


class FileNotSealable(Problem):
    """A DWG can be changed by whoever opens it: there is no page for a seal to stand on."""

    status, code = 409, "file-not-sealable"
    zh = "DWG 文件不能加盖电子签章，请将同一专业的图纸导出为 PDF 或 OFD 上传并签章；DWG 可作为附件保留。"
    en = "A DWG cannot carry an electronic seal: upload the same drawing as PDF or OFD and seal that; the DWG may stay."


class AgencyByRotation(Problem):
    """Government procurement: nobody chooses (S21)."""

    status, code = 409, "agency-assigned-by-rotation"
    zh = "政府采购项目不需要选择审图机构，系统按轮候机制自动分配。"
    en = "For a government procurement project the agency is not chosen: the system assigns one by rotation."


class AgencyNotEligible(Problem):
    """The agency may not review this project; `errors` has every reason."""

    status, code = 409, "agency-not-eligible"
    zh = "审图机构{name}不具备承接本项目的资格，请按 errors 中的原因另选机构。"
    en = "The agency {name} may not review this project (errors says why): choose another."


class SubmissionIncomplete(Problem):
    """提交确认: what is still missing, each as an entry V01–V13 (S23)."""

    status, code = 422, "submission-incomplete"
    zh = "项目信息尚不完整，请按 errors 中的提示逐项完善后再提交。"
    en = "The project is not ready: complete what errors lists, then submit again."

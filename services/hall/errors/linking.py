"""Projects that cannot be linked or approved."""

from shared.errors import Conflict, NotFound, RequestInvalid


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
    zh = "项目名称与代码不一致。项目代码及项目名称是在发改立项的代码及名称，请逐字核对。"
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

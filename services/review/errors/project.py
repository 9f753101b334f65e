"""What the state of a review (审图业务) does not allow now; lifecycle.toml names the codes."""

from shared.errors import Problem


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
    zh_page = "请先通过“新建项目—选择郑州市工改项目”选择该项目并点击确定。"
    en_page = "Choose the city project first."


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
    zh_page = "该项目待完善，请先完善基本信息，再办理后续事项。"
    en_page = "Complete the basic information first."


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

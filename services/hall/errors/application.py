"""What an application may not become, or not any more."""

from shared.errors import Conflict


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


class ApplicationNotDraft(Conflict):
    """Only drafts are changed."""

    code = "application-not-draft"
    zh = "该申报当前状态为“{status}”，只有暂存的申报可以修改；工改系统不限制申报次数，可以重新申报。"
    en = "This application is at “{status_en}”; only drafts can be changed. You may file again as often as you like."


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

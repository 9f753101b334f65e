"""提交确认: what is still missing (S23)."""

from shared.errors import Problem


class SubmissionIncomplete(Problem):
    """提交确认: what is still missing, each as an entry V01–V13 (S23)."""

    status, code = 422, "submission-incomplete"
    zh = "项目信息尚不完整，请按 errors 中的提示逐项完善后再提交。"
    en = "The project is not ready: complete what errors lists, then submit again."
    zh_page = "项目信息尚不完整，请按下列提示逐项完善后再提交。"
    en_page = "The project is not ready: complete what is listed here, then submit again."

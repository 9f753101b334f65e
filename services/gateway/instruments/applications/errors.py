"""What is refused about applications that are to be built."""

from shared.errors import Problem


class StageNotReached(Problem):
    """Something between the services holds them up; `journeys` are those, `pending` what is on its way."""

    status, code = 408, "stage-not-reached"
    zh = "在 {timeout} 秒内有 {count} 件申报未能到达 {stage}，已建成的部分保留；原因见 pending 和各旅程的轨迹。"
    en = (
        "{count} applications did not come as far as {stage} within {timeout} seconds; what was built stays: see "
        "pending, and the traces of the journeys."
    )

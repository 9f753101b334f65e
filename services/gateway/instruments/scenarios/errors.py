"""What is refused about scenarios."""

from shared.errors import NotFound, Problem


class ScenarioUnknown(NotFound):
    """There is none of this name; `scenarios` lists those there are."""

    code = "scenario-unknown"
    zh = "没有场景 {scenario}。可用：{known}。"
    en = "There is no scenario {scenario}, but: {known}."


class ScenarioNotReady(Problem):
    """The preparation was refused something: `request` is what it asked, `answer` what it was told."""

    status, code = 409, "scenario-not-ready"
    zh = "场景 {scenario} 未能备好：{request} 得到 {answered}，原因见 answer；此前备好的部分保留。可换一个新沙箱再试。"
    en = (
        "The scenario {scenario} could not be made ready: {request} was answered {answered}; see answer. What came "
        "before stays. In a new sandbox nothing is in the way."
    )

"""What is refused of who wants to follow."""

from shared.errors import FieldError, Problem, RequestInvalid


class CursorInvalid(RequestInvalid):
    """Not a position that we gave."""

    def __init__(self, pointer: str) -> None:
        zh = "续读位置无效：请使用上一条事件的 id，或去掉它并用 since=start 从头读取。"
        en = "Not a position we gave: use the id of the last event, or leave it out and read from since=start."
        super().__init__(errors=[FieldError(pointer, "cursor-invalid", zh, en)])


class CursorTooOld(Problem):
    """What happened since was forgotten meanwhile. Not an answer: said in the stream, which goes on from now."""

    status, code = 410, "cursor-too-old"
    zh = "自该位置以来的部分步骤已不再保留，请重新读取旅程；本流从现在继续。"
    en = "Some of what happened since is no longer kept: load the journeys again; this stream goes on from now."


class CursorOfAnotherLife(Problem):
    """The sandbox was reset or made anew since. Not an answer: said in the stream, which goes on from now."""

    status, code = 410, "cursor-outlived"
    zh = "该位置属于沙箱重置之前，请重新读取旅程；本流从现在继续。"
    en = "That position is of the sandbox's life before: load the journeys again; this stream goes on from now."

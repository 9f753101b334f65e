"""What is refused about checkpoints."""

from shared.errors import Conflict, NotFound


class CheckpointExists(Conflict):
    """The name is taken in this sandbox."""

    code = "checkpoint-exists"
    zh = "本沙箱已有检查点“{checkpoint}”（名称不区分大小写），请换一个名称，或先 DELETE /sim/checkpoints/{checkpoint}。"
    en = (
        "This sandbox has a checkpoint “{checkpoint}” already (in whatever case): take another name, or DELETE "
        "/sim/checkpoints/{checkpoint} first."
    )
    zh_page = "本沙箱已有检查点“{checkpoint}”（名称不区分大小写），请换一个名称，或先删除它。"
    en_page = "There is a checkpoint “{checkpoint}” already (in whatever case): take another name, or delete that one."


class CheckpointUnknown(NotFound):
    """There is none of that name in this sandbox."""

    code = "checkpoint-unknown"
    zh = "本沙箱没有检查点“{checkpoint}”：GET /sim/checkpoints 列出全部；检查点随其沙箱一同删除。"
    en = "This sandbox has no checkpoint “{checkpoint}”: GET /sim/checkpoints lists them; they end with their sandbox."
    zh_page = "本沙箱没有检查点“{checkpoint}”；检查点随其沙箱一同删除。"
    en_page = "This sandbox has no checkpoint “{checkpoint}”; checkpoints end with their sandbox."

"""What is refused about sandboxes."""

from shared.errors import Conflict


class SandboxExists(Conflict):
    """The name is taken."""

    code = "sandbox-exists"
    zh = "沙箱“{sandbox}”已存在（名称不区分大小写），请换一个名称，或用 POST /sim/reset 将其重置。"
    en = "There is a sandbox “{sandbox}” already (in whatever case): take another name, or POST /sim/reset there."
    zh_page = "沙箱“{sandbox}”已存在（名称不区分大小写），请换一个名称，或将其重置。"
    en_page = "There is a sandbox “{sandbox}” already (in whatever case): take another name, or reset that one."


class DefaultSandboxStays(Conflict):
    """The default sandbox can be reset, not deleted."""

    code = "sandbox-default"
    zh = "默认沙箱不能删除，可用 POST /sim/reset 重置。"
    en = "The default sandbox cannot be deleted; POST /sim/reset empties it."
    zh_page = "默认沙箱不能删除，可以重置。"
    en_page = "The default sandbox cannot be deleted, but reset."

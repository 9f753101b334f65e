"""What is refused about sandboxes."""

from shared.errors import Conflict


class DefaultSandboxStays(Conflict):
    """The default sandbox can be reset, not deleted."""

    code = "sandbox-default"
    zh = "默认沙箱不能删除，可用 POST /sim/reset 重置。"
    en = "The default sandbox cannot be deleted; POST /sim/reset empties it."
    zh_page = "默认沙箱不能删除，可以重置。"
    en_page = "The default sandbox cannot be deleted, but reset."

"""What is asked for: it is not there, not any more, or not so."""

from typing import ClassVar

from shared.errors.problem import Problem


class NotFound(Problem):
    """It does not exist, or it is somebody else's: the two look alike."""

    status, code = 404, "not-found"
    zh = "找不到所请求的内容，或当前用户无权查看。"
    en = "Not found, or not yours."


class SandboxUnknown(Problem):
    """No such sandbox (沙箱)."""

    status, code = 404, "sandbox-unknown"
    zh = "沙箱“{sandbox}”不存在，请先通过 POST /sim/sandboxes 创建。"
    en = "There is no sandbox “{sandbox}”: create it with POST /sim/sandboxes."
    zh_page = "沙箱“{sandbox}”不存在，请在控制台新建，或选择其他沙箱。"
    en_page = "There is no sandbox “{sandbox}”: make it in the console, or choose another."


class FileGone(Problem):
    """A file whose row is there and whose bytes are not: somebody cleared the folder of uploads."""

    status, code = 410, "file-gone"
    zh = "该文件的内容已不在存储中，请删除后重新上传。"
    en = "The content of this file is no longer in the storage: delete the file and upload it again."


class RangeNotSatisfiable(Problem):
    """A part is asked for that begins behind the end."""

    status, code = 416, "range-not-satisfiable"
    zh = "请求的范围超出文件长度（共 {size} 字节），请去掉请求头 Range 或改为文件之内的范围。"
    en = "The range begins behind the end of the file ({size} bytes): leave Range out, or ask for a part within it."
    headers: ClassVar[dict[str, str]] = {"Content-Range": "bytes */{size}"}


class Conflict(Problem):
    """It collides with what is there."""

    status, code = 409, "conflict"
    zh = "该操作与现有数据冲突，请刷新后重试。"
    en = "This collides with what is already there: look again, then retry."

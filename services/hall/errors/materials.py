"""Files that are not taken."""

from shared.errors import Conflict


class TooManyFiles(Conflict):
    """Enough for one material."""

    code = "too-many-files"
    zh = "每项材料最多上传 {limit} 个文件。"
    en = "A material takes {limit} files at most."


class FileNotSealable(Conflict):
    """Only PDF and OFD carry a seal."""

    code = "file-not-sealable"
    zh = "只有 PDF、OFD 文件可以加盖电子签章，请上传 PDF 或 OFD 版本。"
    en = "Only PDF and OFD files can be sealed: upload one of these."

"""Files that are not taken."""

from shared.errors import Conflict, RequestInvalid, TooLarge


class FileTypeNotAllowed(RequestInvalid):
    """D1: the ending is not on this material's list."""

    code = "file-type-not-allowed"
    zh = "不允许上传的文件类型。材料《{material}》可上传：{allowed}。"
    en = "This type of file is not taken for material {material_code}; allowed are: {allowed}."


class FileContentMismatch(RequestInvalid):
    """A renamed file: its first bytes are not what its name says."""

    code = "file-content-mismatch"
    zh = "文件内容与扩展名 {ending} 不符，请上传真实的 {kind} 文件。"
    en = "The content of the file is not what its ending {ending} says: upload a real {kind}."


class FileEmpty(RequestInvalid):
    """Nothing in it."""

    code = "file-empty"
    zh = "文件内容为空，请重新选择文件。"
    en = "The file is empty."


class FileTooLarge(TooLarge):
    """Larger than its type may be."""

    code = "file-too-large"
    zh = "请上传大小在{megabytes}M以内的文件。"
    en = "Files of this type may have {megabytes} MB at most."


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

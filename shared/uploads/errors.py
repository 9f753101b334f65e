"""Uploads that are not taken."""

from shared.errors import Problem, RequestInvalid, TooLarge


class MultipartMalformed(Problem):
    """A form with files that cannot be read."""

    status, code = 400, "multipart-malformed"
    zh = "multipart/form-data 请求体有误：{reason}。请用 HTTP 客户端自带的表单上传功能生成请求体。"
    en = "The multipart/form-data body cannot be read: {reason_en}. Let your HTTP client build the form."


class FileTypeNotAllowed(RequestInvalid):
    """D1: the ending is none of those that are taken here."""

    code = "file-type-not-allowed"
    zh = "不允许上传的文件类型，此处可上传：{allowed}。"
    en = "This type of file is not taken; allowed here are: {allowed}."


class FileContentMismatch(RequestInvalid):
    """A renamed or broken file: its content is not what its name says."""

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

"""Drawings and planning documents (S20, S22)."""

from shared.errors import Problem


class FileFromTheCity(Problem):
    """It was pushed with the filing and is kept in the city's hall."""

    status, code = 409, "file-from-city"
    zh = "该文件由郑州市工改系统随申报推送，不能在本平台删除；需要更新的，请在本平台另行上传。"
    en = "The city pushed this file with the filing: it cannot be deleted here. Upload a newer one beside it."


class TooManyFiles(Problem):
    """As many files as a project can hold."""

    status, code = 409, "too-many-files"
    zh = "该项目的文件已达{limit}个，请先删除不再需要的文件。"
    en = "The project holds {limit} files already: delete those no longer needed."


class FileNotSealable(Problem):
    """A DWG can be changed by whoever opens it: there is no page for a seal to stand on."""

    status, code = 409, "file-not-sealable"
    zh = "DWG 文件不能加盖电子签章，请将同一专业的图纸导出为 PDF 或 OFD 上传并签章；DWG 可作为附件保留。"
    en = "A DWG cannot carry an electronic seal: upload the same drawing as PDF or OFD and seal that; the DWG may stay."

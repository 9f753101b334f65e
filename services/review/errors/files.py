"""Drawings and planning documents (S20, S22)."""

from shared.errors import Problem


class FileFromTheCity(Problem):
    """It was pushed with the filing and is kept in the city's hall."""

    status, code = 409, "file-from-city"
    zh = (
        "该文件由郑州市工改系统推送，保存在网上办事大厅的一套材料中，可在那里查看"
        "（GET /hall/applications/{application}/files/{file}/content），不能在本平台下载或删除；"
        "需要更新的，请在本平台另行上传。"
    )
    en = (
        "This file was pushed by the city and is kept in its hall: read it there "
        "(GET /hall/applications/{application}/files/{file}/content). It cannot be read or deleted here; upload a "
        "newer one beside it."
    )


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

"""What is refused about files with a sandbox in them. Whatever is refused, nothing was changed."""

from shared.errors import Problem


class ExportInvalid(Problem):
    """It is no such file, or one that somebody changed; `where` in it: an entry of the zip, a line, a column."""

    status, code = 422, "export-invalid"
    zh = "该文件不是完好的沙箱导出文件（{where}），未作任何改动。请重新用 GET /sim/export 导出，勿改动其内容。"
    en = (
        "This is no sound export of a sandbox ({where}), and nothing was changed: export it anew with GET /sim/export, "
        "and leave it as it is."
    )
    zh_page = "该文件不是完好的沙箱导出文件（{where}），未作任何改动。请重新导出，勿改动其内容。"
    en_page = (
        "This is no sound export of a sandbox ({where}), and nothing was changed: export it anew, and leave it so."
    )


class FormatUnknown(Problem):
    """Another version wrote it."""

    status, code = 422, "export-format"
    zh = (
        "该文件由 Shentu {version} 以格式 {format} 导出，本实例（{here}）只能导入格式 {oldest} 至 {newest}，"
        "未作任何改动。"
        "较新的文件请用较新的 Shentu 导入；过旧的文件请先用其间的版本导入再导出。"
    )
    en = (
        "Shentu {version} wrote this file in format {format}; this instance ({here}) takes formats {oldest} to "
        "{newest}, and nothing was changed. Import a newer file with a newer Shentu; take an older one through a "
        "version in between."
    )


class ZipExpected(Problem):
    """The body is something else."""

    status, code = 415, "zip-expected"
    zh = "请求体须为导出文件本身，Content-Type: application/zip。"
    en = "The body is the exported file itself, with Content-Type: application/zip."

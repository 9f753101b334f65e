"""Forms that are wrong or not finished, and reuse that leads nowhere."""

from shared.errors import Problem, RequestInvalid


class FormInvalid(RequestInvalid):
    """A draft may be incomplete, never ill-typed; `errors` names each wrong field."""

    code = "form-invalid"
    zh = "一张表单中有 {count} 处填写有误，请按 errors 中列出的栏目逐项修改。"
    en = "{count} fields of the form are wrong: correct each one listed in errors."
    zh_page = "一张表单中有 {count} 处填写有误，请逐项修改。"
    en_page = "{count} fields of the form are wrong: correct each one."


class ApplicationNotReady(Problem):
    """S13, S14: form and materials come before the confirmation; `errors` says what is missing."""

    status, code = 422, "application-not-ready"
    zh = "申报尚不能确认，有 {count} 处需要完善：请补全一张表单，并上传所有必传的电子件（带“签”字的需加盖电子签章）。"
    en = "Not ready to confirm: {count} things are missing or wrong in the form or the materials; errors lists them."
    zh_page = (
        "申报尚不能确认，有 {count} 处需要完善：请补全一张表单，并上传所有必传的电子件（带“签”字的需加盖电子签章）。"
    )
    en_page = "Not ready to confirm: {count} things are missing or wrong in the form or the materials."


class ReuseOfItself(RequestInvalid):
    """数据共享 and 材料共享 take from another application."""

    code = "reuse-from-itself"
    zh = "请选择其他历史申报进行复用。"
    en = "Choose another application to reuse from."


class ReuseNotOffered(RequestInvalid):
    """The other application has nothing of that name for this one; `errors` points at each."""

    code = "reuse-not-offered"
    zh = "所选申报中没有可复用的该项内容。可选：{offered}；参见 GET …/reusable。"
    en = "The other application has no such thing to give here. On offer: {offered}; see GET …/reusable."
    zh_page = "所选申报中没有可复用的该项内容。可选：{offered}。"
    en_page = "The other application has no such thing to give here. On offer: {offered}."

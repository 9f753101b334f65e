"""Review agencies (审图机构): who may not be chosen (S21)."""

from shared.errors import Problem


class AgencyByRotation(Problem):
    """Government procurement: nobody chooses (S21)."""

    status, code = 409, "agency-assigned-by-rotation"
    zh = "政府采购项目不需要选择审图机构，系统按轮候机制自动分配。"
    en = "For a government procurement project the agency is not chosen: the system assigns one by rotation."


class AgencyNotEligible(Problem):
    """The agency may not review this project; `errors` has every reason."""

    status, code = 409, "agency-not-eligible"
    zh = "审图机构{name}不具备承接本项目的资格，请按 errors 中的原因另选机构。"
    en = "The agency {name} may not review this project (errors says why): choose another."
    zh_page = "审图机构{name}不具备承接本项目的资格，原因如下，请另选机构。"
    en_page = "The agency {name} may not review this project, for these reasons: choose another."

"""找回密码 in two steps: whose, then the code from the phone and the password one wants (S16)."""

from starlette.responses import Response

from services.review.bodies import ConfirmRecovery, RecoverPassword
from services.review.pages.place import PLACE
from services.review.procedures import logins
from shared.errors import Problem
from shared.http.api import StoreDep
from shared.pages.bodies import body_of
from shared.pages.place import REVIEW
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep

router = router_of(PLACE)
_PATH = "/review/web/recovery"


@router.get(_PATH)
async def show(visit: VisitDep) -> Response:
    """Whose password; with `?account=` the second step."""
    return _page(visit, visit.request.query_params.get("account", ""))


@router.post(_PATH)
async def act(visit: VisitDep, store: StoreDep) -> Response:
    """获取验证码 (`code`), or 重置密码 (`set`)."""
    account = visit.fields.get("account", "").strip()
    asks = visit.fields.get("do") != "set"
    try:
        if asks:
            body = body_of(RecoverPassword, visit.fields)
            await logins.ask_for_code(store, body.account)
            return visit.to(_PATH, account=body.account)
        confirmed = body_of(ConfirmRecovery, visit.fields)
        await logins.recover(store, confirmed.account, confirmed.code, confirmed.new_password)
    except Problem as problem:
        return _page(visit, "" if asks and not visit.fields.get("again") else account, problem)
    return visit.to(REVIEW.page, recovered="1")


def _page(visit: Visit, sent_to: str, problem: Problem | None = None) -> Response:
    typed = visit.fields.get("account", "")
    return visit.page("recovery.html", refused=problem, account=None, sent_to=sent_to, typed=typed, current="login")

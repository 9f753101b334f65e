"""申报业务确认: what is missing, then phone, code, 确认 (S14)."""

from starlette.responses import Response

from services.hall.bodies import CodeWanted, Confirmation
from services.hall.pages.filing.gaps import gaps_of
from services.hall.pages.filing.steps import path_of, steps_of
from services.hall.pages.owner import OwnerDep
from services.hall.pages.place import PLACE
from services.hall.procedures import confirmation
from services.hall.rules.owner import Owner
from services.hall.views.confirmation import CodeSent
from services.hall.views.filing_check import FilingCheck, show_filing_check
from shared.errors import NotFound, Problem
from shared.http.api import StoreDep
from shared.pages.bodies import body_with
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep

router = router_of(PLACE)


@router.get("/hall/web/applications/{application_id}/confirmation")
async def show(visit: VisitDep, owner: OwnerDep, store: StoreDep, application_id: str) -> Response:
    """What stands in the way; the form when nothing does."""
    found = await store.read(show_filing_check, owner, application_id)
    if not found.at.filing.open:
        return visit.to(path_of(found.at.filing))
    return _page(visit, owner, found)


@router.post("/hall/web/applications/{application_id}/confirmation")
async def act(visit: VisitDep, owner: OwnerDep, store: StoreDep, application_id: str) -> Response:
    """获取验证码 (`code`) or 确认 (`confirm`). A code that went out is told in place: a phone is for no address."""
    given = {name: visit.fields.get(name, "") for name in ("phone", "code")}
    key = visit.fields.get("idempotency_key") or None
    sent: CodeSent | None = None
    try:
        match visit.fields.get("do"):
            case "code":
                wanted = body_with(CodeWanted, {"phone": given["phone"]})
                sent = await confirmation.request_code(store, owner, application_id, wanted.phone)
            case "confirm":
                body = body_with(Confirmation, given)
                told = await confirmation.confirm(store, owner, application_id, body.phone, body.code, key)
                return visit.to(f"/hall/web/applications/{told.id}", filed="1")
            case _:
                raise NotFound
    except Problem as problem:
        return _page(visit, owner, await store.read(show_filing_check, owner, application_id), refused=problem)
    return _page(visit, owner, await store.read(show_filing_check, owner, application_id), sent=sent)


def _page(
    visit: Visit, owner: Owner, found: FilingCheck, *, refused: Problem | None = None, sent: CodeSent | None = None
) -> Response:
    wait = sent.retry_after if sent else int(refused.filled_headers().get("Retry-After", 0)) if refused else 0
    phone = visit.fields.get("phone", "")
    return visit.page(
        "filing/confirmation.html", refused=refused, owner=owner, filing=found.at.filing,
        steps=steps_of(found.at.filing, "confirmation"), ready=found.check.ready,
        groups=gaps_of(found, visit.language), warnings=found.check.warnings, sent=sent, wait=wait, phone=phone,
        phone_page=f"/console/in/{visit.sandbox}/phones/{phone.strip()}" if sent else "",
    )  # fmt: skip

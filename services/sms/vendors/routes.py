"""Where vendors are found: `/x/{sandbox}/…`, and `/`, since some clients have a fixed host and no path.

They stand in no OpenAPI document: their interfaces are the vendors'. What of them is sensitive is told by their shapes.
"""

from collections.abc import Awaitable, Callable, Mapping

from fastapi import APIRouter, Request, Response

from services.sms.vendors.alibaba import door as alibaba_door
from services.sms.vendors.alibaba import shapes as alibaba
from services.sms.vendors.tencent import door as tencent_door
from services.sms.vendors.tencent import shapes as tencent
from shared.errors import NotFound
from shared.instruments.contract.exchanges import Marks, OperationMarks
from shared.instruments.marks import marks_of, merged
from shared.vendors.address import ROOT, addressed
from shared.vendors.keys import Vendor

_DOORS: Mapping[Vendor, Callable[[Request], Awaitable[Response]]] = {
    "alibaba": alibaba_door.answer,
    "tencent": tencent_door.answer,
}
METHODS = ["GET", "POST"]

router = APIRouter(include_in_schema=False)


@router.api_route("/x/{sandbox}/{vendor}", methods=METHODS)
@router.api_route("/x/{sandbox}/{vendor}/", methods=METHODS)
@router.api_route(ROOT, methods=METHODS)
async def vendor(request: Request) -> Response:
    """Whichever vendor it is for; the sandbox was read at the door."""
    to = addressed(request.scope)
    if to is None:
        raise NotFound
    return await _DOORS[to.vendor](request)


def vendor_marks() -> list[OperationMarks]:
    """What of vendors' requests and answers is sensitive; a form is not kept at all."""
    here = "/x/{sandbox}"
    by_query = Marks(fields=merged(map(marks_of, (alibaba.SendSms, alibaba.QuerySendDetails))).fields, closed=True)
    by_body = merged(map(marks_of, (tencent.SendSms, tencent.PullSmsSendStatus)))
    answers = {"alibaba": marks_of(alibaba.Answer), "tencent": marks_of(tencent.Answer)}
    at = {f"{here}/{name}{end}": answer for name, answer in answers.items() for end in ("", "/")}
    at[ROOT] = merged(answers.values())
    return [
        OperationMarks(method=method, path=path, query=by_query, body=by_body, answer=answer)
        for path, answer in at.items()
        for method in METHODS
    ]

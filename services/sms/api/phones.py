"""Inner door: what stands on a phone, and waiting for it here, where it arrives; for the control plane only."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic_core import to_json
from sqlalchemy import Connection, Table, bindparam, or_, select

from services.sms.api.messages import known_as, told
from services.sms.tables import Message
from shared.api import service_state
from shared.context import current
from shared.control.waiting import until
from shared.store import Prepared

router = APIRouter(prefix="/internal/texts")

PAGE = 200
LONGEST_WAIT = 20.0

_texts: Table = Message.__table__  # type: ignore[attr-defined]
# What failed on the way never reached the phone (S17); /sms/messages shows it.
_ON_PHONE = Prepared(
    select(*(column for column in _texts.columns if column.name != "sandbox"))
    .where(
        _texts.c.sandbox == bindparam("here"),
        _texts.c.to == bindparam("phone"),
        _texts.c.id > bindparam("after"),
        _texts.c.status == "delivered",
        or_(_texts.c.template == bindparam("only"), bindparam("only") == ""),
    )
    .order_by(_texts.c.id)
    .limit(PAGE)
)


@router.get("")
async def texts_on_phone(
    request: Request,
    to: str,
    after: str = "",
    template: str = "",
    wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT)] = 0,
) -> Response:
    """`{"items": […], "more": bool}`: up to `PAGE` texts after that one, oldest first; waits until there is one."""
    service = service_state(request)
    wanted = {
        "here": current().sandbox, "phone": known_as("to", to), "after": after,
        "only": known_as("template", template),
    }  # fmt: skip
    found = await until(lambda: service.store.glance(_look, wanted), bool, wait, service.store.changed,
                        lambda: service.draining)  # fmt: skip
    return Response(to_json({"items": found, "more": len(found) == PAGE}), media_type="application/json")


def _look(connection: Connection, wanted: dict[str, str]) -> list[dict[str, Any]]:
    return [told(row._asdict()) for row in _ON_PHONE.run(connection, wanted)]

"""The door of Tencent Cloud: reads a request, checks its signature, does what it asks, wraps the answer."""

import json
import time
from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel, ValidationError

from services.sms.lookups.access_key import secret_of
from services.sms.vendors.refused import Refused
from services.sms.vendors.tencent import tc3
from services.sms.vendors.tencent.codes import CODES
from services.sms.vendors.tencent.pull import pull_reports
from services.sms.vendors.tencent.send import send_sms
from services.sms.vendors.tencent.shapes import PullSmsSendStatus, SendSms
from shared.context import current
from shared.errors import MethodNotAllowed, shown_key
from shared.http.bodies import storable
from shared.http.host import Host, host_of
from shared.identifiers import new_id
from shared.vendors.envelopes import enveloped, refused

VERSION = "2021-01-11"
ACTIONS: Mapping[str, type[BaseModel]] = {"SendSms": SendSms, "PullSmsSendStatus": PullSmsSendStatus}


async def answer(request: Request) -> Response:
    """Whatever is asked: a refusal is an answer, too."""
    if request.method != "POST":
        raise MethodNotAllowed(allow="POST")
    request_id = current().causation or new_id()
    body = await request.body()
    try:
        action = _action(request.headers)
        key_id = await _check(host_of(request), request.headers, body)
        said = await _do(host_of(request), _read(ACTIONS[action], body), key_id)
    except Refused as wrong:
        return refused("tencent", wrong.refusal, request_id)
    return enveloped({"Response": {**said, "RequestId": request_id}})


def _action(headers: Mapping[str, str]) -> str:
    for name in ("X-TC-Action", "X-TC-Version", "X-TC-Timestamp"):
        if not headers.get(name):
            raise CODES.refused("parameter-missing", name=name)
    if (action := headers["X-TC-Action"]) not in ACTIONS:
        raise CODES.refused("action-unknown", name=shown_key(action))
    if (version := headers["X-TC-Version"]) != VERSION:
        raise CODES.refused("version-unknown", name=shown_key(version))
    return action


async def _check(host: Host, headers: Mapping[str, str], body: bytes) -> str:
    """Whose key it is. Signature times are real: a client's clock does not move with the sandbox's. Raises Refused."""
    signed, timestamp = tc3.read(headers.get("Authorization", "")), headers["X-TC-Timestamp"]
    if signed is None:
        raise CODES.refused("no-authorization")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 10):
        raise CODES.refused("parameter-wrong", name="X-TC-Timestamp")
    secret = await host.store.read(secret_of, "tencent", signed.key_id)
    if secret is None:
        raise CODES.refused("secret-id-unknown")
    if (off := abs(int(time.time()) - int(timestamp))) > tc3.TOLERANCE_SECONDS:
        raise CODES.refused("signature-old", seconds=off)
    if not tc3.is_signed(signed, secret, int(timestamp), headers, body):
        raise CODES.refused("signature-wrong")
    return signed.key_id


def _read(shape: type[BaseModel], body: bytes) -> BaseModel:
    """What it asks for; raises Refused for the first thing that is wrong with it."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise CODES.refused("body-wrong") from None
    if not isinstance(said, dict):
        raise CODES.refused("body-wrong")
    try:
        asked = shape.model_validate(said)
    except ValidationError as error:
        raise _wrong(error) from None
    if not storable(said):
        raise CODES.refused("body-wrong")
    return asked


def _wrong(error: ValidationError) -> Refused:
    words = {"missing": "parameter-missing", "extra_forbidden": "parameter-unknown"}
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return CODES.refused(
        words.get(first["type"], "parameter-wrong"), name=".".join(shown_key(part) for part in first["loc"])
    )


async def _do(host: Host, asked: BaseModel, key_id: str) -> dict[str, Any]:
    if isinstance(asked, SendSms):
        statuses = await host.store.write(send_sms, asked, key_id, limited=host.settings.sms_limits)
        return {"SendStatusSet": [status.model_dump() for status in statuses]}
    assert isinstance(asked, PullSmsSendStatus)
    reports = await host.store.write(pull_reports, asked)
    return {"PullSmsSendStatusSet": [report.model_dump() for report in reports]}

"""The door of Alibaba Cloud: reads a request of its new or its old SDK, checks the signature, does what it asks."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request, Response

from services.sms.actions.use_nonce import use_nonce
from services.sms.lookups.access_key import secret_of
from services.sms.vendors.alibaba import acs3, details, rpc, send
from services.sms.vendors.alibaba.codes import CODES
from services.sms.vendors.alibaba.signing import NONCE_KEPT_SECONDS, TOLERANCE_SECONDS, Claim, Pairs, moment
from services.sms.vendors.refused import Refused
from shared.context import current
from shared.http.bodies import storable
from shared.http.heads import media_type
from shared.http.host import Host, host_of
from shared.identifiers import new_id
from shared.store import Transaction
from shared.vendors.envelopes import Refusal, enveloped, refused

VERSION = "2017-05-25"
ACTIONS: Mapping[str, tuple[str, ...]] = {"SendSms": send.MUST, "QuerySendDetails": details.MUST}
_LONGEST_NONCE = 128
_FORM = "application/x-www-form-urlencoded"


async def answer(request: Request) -> Response:
    """Whatever is asked: a refusal is an answer, too."""
    request_id, host = current().causation or new_id(), host_of(request)
    try:
        action, given, claim = await _signed(host, request)
        said = await host.store.write(_do, action, given, claim, limited=host.settings.sms_limits)
    except Refused as wrong:
        said = wrong.refusal
    if isinstance(said, Refusal):
        return refused("alibaba", said, request_id)
    done = CODES.of("done")
    return enveloped({"Message": done.message, "RequestId": request_id, "Code": done.code, **said})


async def _signed(host: Host, request: Request) -> tuple[str, Mapping[str, str], Claim]:
    """What is asked, once it is known who asks. Raises Refused."""
    query, body = (
        parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True),
        await request.body(),
    )
    given = [*query, *_form(request, body)]
    fields = dict(given)
    if len(fields) < len(given):
        raise CODES.refused("parameter-repeated")
    if not storable(fields):
        raise CODES.refused("text-wrong")
    if "Signature" in fields or "Action" in fields:  # the old SDK says it in the head, too, unsigned
        claim = await _by_query(host, request, given)
        action, version = fields["Action"], fields["Version"]
    else:
        claim = await _by_headers(host, request, query, body)
        action, version = request.headers.get("x-acs-action", ""), request.headers.get("x-acs-version", "")
    if action not in ACTIONS:
        raise CODES.refused("action-unknown")
    if version != VERSION:
        raise CODES.refused("version-unknown")
    _all_there(fields, ACTIONS[action])
    return action, fields, claim


def _form(request: Request, body: bytes) -> Pairs:
    is_form = media_type(request.headers.get("content-type")) == _FORM
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True) if is_form else []


async def _by_headers(host: Host, request: Request, query: Pairs, body: bytes) -> Claim:
    claim = acs3.read(request.headers)
    if claim is None:
        raise CODES.refused("authorization-wrong")
    text = acs3.to_sign(claim, request.method, request.headers, query, body)
    await _check(host, claim, text, lambda secret: acs3.is_signed(claim, secret, text, request.headers))
    return claim


async def _by_query(host: Host, request: Request, given: Pairs) -> Claim:
    fields = dict(given)
    _all_there(fields, rpc.MUST)
    claim = rpc.read(fields)
    if claim is None:
        raise CODES.refused("authorization-wrong")
    text = rpc.to_sign(request.method, given)
    await _check(host, claim, text, lambda secret: rpc.is_signed(claim, secret, text, fields["SignatureMethod"]))
    return claim


async def _check(host: Host, claim: Claim, text: str, is_signed: Callable[[str], bool]) -> None:
    """Signature times are real: a client's clock cannot be moved with the sandbox's. Raises Refused."""
    if not 0 < len(claim.nonce) <= _LONGEST_NONCE:
        raise CODES.refused("parameter-wrong", name="SignatureNonce")
    signed_at = moment(claim.time)
    if signed_at is None:
        raise CODES.refused("time-wrong")
    if (off := abs(int(time.time() - signed_at.timestamp()))) > TOLERANCE_SECONDS:
        raise CODES.refused("time-old", seconds=off)
    secret = await host.store.read(secret_of, "alibaba", claim.key_id)
    if secret is None:
        raise CODES.refused("key-unknown")
    if not is_signed(secret):
        raise CODES.refused("signature-wrong", signed=text)


def _all_there(given: Mapping[str, str], must: tuple[str, ...]) -> None:
    if missing := next((name for name in must if not given.get(name)), None):
        raise CODES.refused("parameter-missing", name=missing)


def _do(
    tx: Transaction, action: str, given: Mapping[str, str], claim: Claim, *, limited: bool
) -> dict[str, Any] | Refusal:
    """In one transaction with the signature's being used: neither without the other."""
    if not use_nonce(tx, claim.key_id, claim.nonce, datetime.now(UTC), timedelta(seconds=NONCE_KEPT_SECONDS)):
        raise CODES.refused("nonce-used")
    if action == "SendSms":
        return send.send_sms(tx, given, claim.key_id, limited=limited)
    return details.query_send_details(tx, given)

"""Alibaba Cloud's two signatures, written from its documents: what its new and its old SDK send."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx

from tests.gateway.instruments.sms_keys.keys import PHONE, SIGN
from tests.gateway.instruments.world import World

HOST = "sms.example"


def sending(
    numbers: str = PHONE, template: str = "SMS_1001", given: str = '{"code":"483920"}', **more: str
) -> dict[str, str]:
    return {"PhoneNumbers": numbers, "SignName": SIGN, "TemplateCode": template, "TemplateParam": given, **more}


def asking(number: str = PHONE, **more: str) -> dict[str, str]:
    """What became of today's texts; the sandbox's clock is the real one."""
    day = (datetime.now(UTC) + timedelta(hours=8)).strftime("%Y%m%d")
    return {"PhoneNumber": number, "SendDate": day, "PageSize": "10", "CurrentPage": "1", **more}


def new(key: Mapping[str, Any], asked: Mapping[str, str], action: str = "SendSms", ago: int = 0) -> dict[str, Any]:
    """ACS3-HMAC-SHA256: the query, and headers that sign it."""
    headers = {
        "host": HOST, "x-acs-action": action, "x-acs-version": "2017-05-25", "x-acs-date": _time(ago),
        "x-acs-signature-nonce": uuid4().hex, "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "user-agent": "tests",
    }  # fmt: skip
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    said = f"POST\n/\n{_query(asked)}\n{lines}\n{names}\n{headers['x-acs-content-sha256']}"
    text = "ACS3-HMAC-SHA256\n" + hashlib.sha256(said.encode()).hexdigest()
    signature = hmac.new(key["access_key_secret"].encode(), text.encode(), hashlib.sha256).hexdigest()
    shown = f"ACS3-HMAC-SHA256 Credential={key['access_key_id']},SignedHeaders={names},Signature={signature}"
    return {"query": _query(asked), "headers": headers | {"Authorization": shown}}


def old(key: Mapping[str, Any], asked: Mapping[str, str], action: str = "SendSms", ago: int = 0) -> dict[str, Any]:
    """Signature version 1.0: everything in the query."""
    given = {
        **asked, "Action": action, "Version": "2017-05-25", "Format": "JSON", "AccessKeyId": key["access_key_id"],
        "SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0", "SignatureNonce": uuid4().hex,
        "Timestamp": _time(ago),
    }  # fmt: skip
    text = f"POST&%2F&{quote(_query(given), safe='~')}"
    made = hmac.new(f"{key['access_key_secret']}&".encode(), text.encode(), hashlib.sha1).digest()
    return {"query": _query(given | {"Signature": base64.b64encode(made).decode()}), "headers": {"host": HOST}}


async def send(world: World, request: Mapping[str, Any], at: str | None = None) -> httpx.Response:
    """To the vendor's path of this sandbox, or to that address."""
    where = f"/x/{world.sandbox}/alibaba/" if at is None else at
    return await world.client.post(f"{where}?{request['query']}", headers=request["headers"])


def _query(given: Mapping[str, str]) -> str:
    return "&".join(f"{quote(name, safe='~')}={quote(given[name], safe='~')}" for name in sorted(given))


def _time(ago: int) -> str:
    return (datetime.now(UTC) - timedelta(seconds=ago)).strftime("%Y-%m-%dT%H:%M:%SZ")

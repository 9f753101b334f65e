"""Tencent Cloud's own SDK, pointed at the simulator; and its signature once more, for what the SDK never sends."""

import hashlib
import hmac
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111.models import PullSmsSendStatusRequest, SendSmsRequest
from tencentcloud.sms.v20210111.sms_client import SmsClient

from tests.gateway.instruments.sms_keys.keys import SIGN

APP = "1400006666"


def sdk(key: Mapping[str, Any], endpoint: str | None = None) -> SmsClient:
    """As its users make it; only endpoint and protocol are ours."""
    http = HttpProfile(protocol="http", endpoint=endpoint or key["endpoint"], reqTimeout=10)
    profile = ClientProfile(httpProfile=http)
    return SmsClient(Credential(key["access_key_id"], key["access_key_secret"]), "ap-guangzhou", profile)


def sending(*numbers: str, template: str = "1001", given: list[str] | None = None, **more: Any) -> SendSmsRequest:
    request = SendSmsRequest()
    request.PhoneNumberSet = list(numbers)
    request.SmsSdkAppId, request.SignName, request.TemplateId = APP, SIGN, template
    request.TemplateParamSet = ["483920"] if given is None else given
    for name, value in more.items():
        setattr(request, name, value)
    return request


def pulling(limit: int = 10) -> PullSmsSendStatusRequest:
    request = PullSmsSendStatusRequest()
    request.Limit, request.SmsSdkAppId = limit, APP
    return request


def signed(key: Mapping[str, Any], body: bytes, action: str = "SendSms", seconds_ago: int = 0) -> dict[str, str]:
    """The headers of a request with this body, as the vendor's documents have them."""
    moment = int(time.time()) - seconds_ago
    day = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d")
    said = "POST\n/\n\ncontent-type:application/json\nhost:sms.example\n\ncontent-type;host\n" + _sha256(body)
    text = f"TC3-HMAC-SHA256\n{moment}\n{day}/sms/tc3_request\n{_sha256(said.encode())}"
    secret = b"TC3" + key["access_key_secret"].encode()
    for part in (day, "sms", "tc3_request"):
        secret = hmac.new(secret, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
    return {
        "Host": "sms.example", "Content-Type": "application/json", "X-TC-Action": action,
        "X-TC-Version": "2021-01-11", "X-TC-Timestamp": str(moment),
        "Authorization": f"TC3-HMAC-SHA256 Credential={key['access_key_id']}/{day}/sms/tc3_request, "
        f"SignedHeaders=content-type;host, Signature={signature}",
    }  # fmt: skip


def _sha256(said: bytes) -> str:
    return hashlib.sha256(said).hexdigest()

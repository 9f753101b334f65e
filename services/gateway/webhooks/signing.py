"""Signatures as Standard Webhooks wants them: HMAC-SHA256 of id, time and body."""

import base64
import binascii
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
LEAST, MOST = 24, 64
"""Bytes of a secret."""


def new_secret() -> str:
    """One that nobody knows."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def key_of(secret: str) -> bytes:
    """The bytes of it; raises ValueError for what is no secret."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if not secret.startswith(PREFIX) or not LEAST <= len(key) <= MOST:
        raise ValueError
    return key


def signature(secret: str, message: str, seconds: int, body: bytes) -> str:
    """What stands in `webhook-signature`."""
    signed = f"{message}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key_of(secret), signed, hashlib.sha256).digest()).decode()

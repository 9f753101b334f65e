"""Signatures of webhooks, checked by the client: the standard's own example, and what is not to be believed."""

import time
from collections.abc import Callable

import pytest
from shentu import webhooks
from shentu.webhooks import NotSigned, sign, verify

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'


def signed(seconds: int, body: bytes = BODY, secret: str = SECRET) -> dict[str, str]:
    return {
        "Webhook-Id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "Webhook-Timestamp": str(seconds),
        "Webhook-Signature": f"v1a,other {sign('msg_p5jXN8AQM9LWM0D4loKWxJek', seconds, body, secret)}",
    }  # fmt: skip


def test_the_known_example() -> None:
    """The vector that implementations of the standard share."""
    assert sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY, SECRET) == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_what_is_signed_and_fresh_is_an_event() -> None:
    assert verify(signed(int(time.time())), BODY, SECRET) == verify(signed(int(time.time())), BODY.decode(), SECRET)
    assert verify(signed(1614265330), BODY, SECRET, tolerance=1e12) == {"test": 2432232314}


WRONG: dict[str, Callable[[int], dict[str, str]]] = {
    "nothing": lambda now: {},
    "too old": lambda now: signed(now - 400),
    "of the future": lambda now: signed(now + 400),
    "another body": lambda now: signed(now, b"{}"),
    "another secret": lambda now: signed(now, secret=SECRET[:-4] + "AAAA"),
    "no signature": lambda now: signed(now) | {"Webhook-Signature": ""},
    "another id": lambda now: signed(now) | {"Webhook-Id": "msg_another"},
    "no time": lambda now: signed(1) | {"Webhook-Timestamp": "²"},
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_not_is_refused(what: str) -> None:
    with pytest.raises(NotSigned):
        verify(WRONG[what](int(time.time())), BODY, SECRET)


def test_a_secret_that_is_none() -> None:
    with pytest.raises(ValueError, match="whsec_"):
        webhooks.sign("msg_1", 1, BODY, "whsec_not base64")
